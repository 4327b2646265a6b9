//===- UnionPlan.cpp - how a union becomes one of another ABI --------------===//
#include "UnionPlan.h"
#include "ferry/typeinfo/BitField.h"
#include <algorithm>

namespace ferry {

UnionPlan::UnionPlan(uint64_t FromSize, ByteOrder FromOrder, uint64_t ToSize,
                     ByteOrder ToOrder)
    : FromOrder(FromOrder), ToOrder(ToOrder),
      At(static_cast<size_t>(FromSize), Free),
      Becomes(static_cast<size_t>(ToSize), Free) {}

/// The same conversion of the value at the same place. Pointers may have different
/// pointees: they are one pointer of which nothing is known then.
static bool agree(const Operation &A, const Operation &B) {
  return A.What == B.What && A.FromSize == B.FromSize && A.ToSize == B.ToSize &&
         A.FromSigned == B.FromSigned && A.ToSigned == B.ToSigned &&
         A.ToBool == B.ToBool && A.IsRaw == B.IsRaw &&
         A.IsFunction == B.IsFunction && A.FromOffset == B.FromOffset &&
         A.ToOffset == B.ToOffset && A.FromBits == B.FromBits && A.ToBits == B.ToBits;
}

bool UnionPlan::value(const Operation &Op, uint64_t From, uint64_t To) {
  Operation One = Op;
  One.FromOffset = From;
  One.ToOffset = To;
  One.Run = 1;
  if (Op.What == Operation::Bits)
    return bits(One);
  size_t FromEnd = static_cast<size_t>(From) + (Op.FromSize ? Op.FromSize : 1);
  size_t ToEnd = static_cast<size_t>(To) + (Op.ToSize ? Op.ToSize : 1);
  uint32_t Known = At[From];
  if (Known == Free) {
    Known = static_cast<uint32_t>(Values.size());
    // Nothing of another value may lie in it, there or here.
    if (std::any_of(&At[From], At.data() + FromEnd, [](uint32_t I) { return I != Free; }) ||
        std::any_of(&Becomes[To], Becomes.data() + ToEnd, [](uint32_t I) { return I != Free; }))
      return false;
    std::fill(&At[From], At.data() + FromEnd, Known);
    std::fill(&Becomes[To], Becomes.data() + ToEnd, Known);
    Values.push_back(One);
    return true;
  }
  if (Known == HasBits)
    return false;
  Operation &Old = Values[Known];
  if (!agree(Old, One))
    return false;
  Old.AnyPointee |= One.AnyPointee || Old.FromType != One.FromType ||
                    Old.ToType != One.ToType;
  return true;
}

/// The one of the bit-fields that has a bit in the range.
static const uint32_t *overlapping(const std::map<uint64_t, uint32_t> &All,
                                   const std::vector<Operation> &Values,
                                   BitRange Range, unsigned (*Width)(const Operation &)) {
  auto After = All.lower_bound(Range.End);
  if (After == All.begin())
    return nullptr;
  --After;
  return After->first + Width(Values[After->second]) > Range.Begin ? &After->second
                                                                   : nullptr;
}

bool UnionPlan::bits(const Operation &Op) {
  auto IsValue = [](uint32_t I) { return I != Free && I != HasBits; };
  uint32_t *From = &At[Op.FromOffset], *To = &Becomes[Op.ToOffset];
  if (std::any_of(From, From + Op.FromSize, IsValue) ||
      std::any_of(To, To + Op.ToSize, IsValue))
    return false;
  BitRange Old = bitRange(Op.FromOffset, Op.FromSize, Op.FromBits, FromOrder);
  BitRange New = bitRange(Op.ToOffset, Op.ToSize, Op.ToBits, ToOrder);
  const uint32_t *There = overlapping(BitsAt, Values, Old, [](const Operation &O) {
    return unsigned(O.FromBits.Width);
  });
  const uint32_t *Here = overlapping(BitsBecome, Values, New, [](const Operation &O) {
    return unsigned(O.ToBits.Width);
  });
  if (There || Here)
    return There && Here && *There == *Here && agree(Values[*There], Op);
  if (BitsAt.size() == MostBitFields)
    return false;
  std::fill(From, From + Op.FromSize, HasBits);
  std::fill(To, To + Op.ToSize, HasBits);
  BitsAt[Old.Begin] = BitsBecome[New.Begin] = static_cast<uint32_t>(Values.size());
  Values.push_back(Op);
  return true;
}

bool UnionPlan::range(const Operation *Begin, const Operation *End,
                      uint64_t From, uint64_t To) {
  for (const Operation *Op = Begin; Op != End; Op += 1 + Op->Body) {
    uint64_t OpFrom = From + Op->FromOffset, OpTo = To + Op->ToOffset;
    if (Op->What == Operation::Zero)
      continue;
    bool IsLoop = Op->What == Operation::Loop;
    uint64_t FromStep = IsLoop ? Op->FromStride : std::max<uint64_t>(Op->FromSize, 1);
    uint64_t ToStep = IsLoop ? Op->ToStride : std::max<uint64_t>(Op->ToSize, 1);
    for (uint64_t I = 0; I < Op->Run; ++I, OpFrom += FromStep, OpTo += ToStep)
      if (!(IsLoop ? range(Op + 1, Op + 1 + Op->Body, OpFrom, OpTo)
                   : value(*Op, OpFrom, OpTo)))
        return false;
  }
  return true;
}

bool UnionPlan::add(const std::vector<Operation> &Ops, uint64_t FromOffset,
                    uint64_t ToOffset) {
  return range(Ops.data(), Ops.data() + Ops.size(), FromOffset, ToOffset);
}

std::vector<Operation> UnionPlan::operations() const {
  std::vector<Operation> Sorted = Values;
  std::sort(Sorted.begin(), Sorted.end(),
            [](const Operation &A, const Operation &B) {
              return A.ToOffset < B.ToOffset;
            });
  return Sorted;
}

} // namespace ferry
