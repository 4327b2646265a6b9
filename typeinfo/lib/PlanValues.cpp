//===- PlanValues.cpp - operations that look at each value -----------------===//
///
/// \file
/// Values that may not fit, change their format, or are addresses. They pass through
/// 64 bits, a batch at a time.
//===----------------------------------------------------------------------===//
#include "PlanRunner.h"
#include "WideInteger.h"
#include "ferry/typeinfo/FloatFormat.h"
#include <cfloat>
#include <cmath>
#include <limits>

namespace ferry {

namespace {

struct Range {
  int64_t Lowest;
  uint64_t Highest;
};

Range rangeOf(const Operation &Op) {
  if (Op.ToBool)
    return {0, 1};
  unsigned Bits = Op.What == Operation::Bits ? Op.ToBits.Width : Op.ToSize * 8u;
  if (!Op.ToSigned)
    return {0, ~uint64_t(0) >> (64 - Bits)};
  return {std::numeric_limits<int64_t>::min() >> (64 - Bits),
          ~uint64_t(0) >> (65 - Bits)};
}

bool fits(uint64_t Value, bool IsSigned, const Range &R) {
  if (IsSigned && static_cast<int64_t>(Value) < 0)
    return static_cast<int64_t>(Value) >= R.Lowest;
  return Value <= R.Highest;
}

bool allFit(const uint64_t *Values, size_t Count, bool IsSigned,
            const Range &R) {
  bool Misfit = false;
  if (IsSigned) {
    // A range of unsigned 64 bits ends where int64_t does, for these values.
    int64_t Highest = static_cast<int64_t>(
        std::min(R.Highest, uint64_t(std::numeric_limits<int64_t>::max())));
    for (size_t I = 0; I < Count; ++I) {
      int64_t Value = static_cast<int64_t>(Values[I]);
      Misfit |= (Value < R.Lowest) | (Value > Highest);
    }
  } else {
    for (size_t I = 0; I < Count; ++I)
      Misfit |= Values[I] > R.Highest;
  }
  return !Misfit;
}

/// What a value does not fit.
std::string targetText(const Operation &Op) {
  if (Op.ToBool)
    return "_Bool";
  std::string Sign = Op.ToSigned ? "signed" : "unsigned";
  if (Op.What == Operation::Bits)
    return "bit-field of " + std::to_string(Op.ToBits.Width) + " bits, " + Sign;
  return std::to_string(Op.ToSize) + "-byte " + Sign + " integer";
}

std::string number(uint64_t Value, bool IsSigned) {
  return IsSigned ? std::to_string(static_cast<int64_t>(Value))
                  : std::to_string(Value);
}
} // namespace

bool PlanRunner::integers(const Operation &Op, Column C, size_t N) {
  uint64_t Values[BatchSize];
  bool IsBits = Op.What == Operation::Bits;
  if (IsBits)
    gatherBits(C.From, C.FromStride, N, Op.FromSize, Op.FromBits,
               P.FromTable->abi().Order, Values);
  else
    gather(C.From, C.FromStride, N, Op.FromSize, Op.FromSigned, SwapFrom, Values);
  if (P.Loses && !allFit(Values, N, Op.FromSigned, rangeOf(Op)) &&
      !mend(Op, Values, N, C))
    return false;
  if (IsBits)
    scatterBits(Values, N, Op.ToSize, Op.ToBits, P.ToTable->abi().Order, C.To,
                C.ToStride);
  else
    scatter(Values, N, Op.ToSize, SwapTo, C.To, C.ToStride);
  return true;
}

/// Some of the values do not fit.
bool PlanRunner::mend(const Operation &Op, uint64_t *Values, size_t N,
                      Column C) {
  Range R = rangeOf(Op);
  for (size_t I = 0; I < N; ++I) {
    if (fits(Values[I], Op.FromSigned, R))
      continue;
    const uint8_t *At = C.From + I * C.FromStride;
    if (How.Policy == OnOverflow::Error) {
      return fail(At, number(Values[I], Op.FromSigned) + " does not fit a " +
                          targetText(Op),
                  Op.FromBits);
    }
    lossy(At, Op.FromBits);
    if (How.Policy == OnOverflow::Wrap) {
      ++How.Counts.Wrapped;
      if (Op.ToBool)
        Values[I] = 1; // as the language converts
      continue;
    }
    ++How.Counts.Saturated;
    bool IsNegative = Op.FromSigned && static_cast<int64_t>(Values[I]) < 0;
    Values[I] = IsNegative ? static_cast<uint64_t>(R.Lowest) : R.Highest;
  }
  return true;
}

/// Integers of which one side has more than 64 bits.
bool PlanRunner::wide(const Operation &Op, Column C, size_t N) {
  WideRange R = Op.ToBool ? wideRange(1, false) : wideRange(Op.ToSize * 8u, Op.ToSigned);
  for (; N; --N, C.From += C.FromStride, C.To += C.ToStride) {
    WideInteger Value = loadWide(C.From, Op.FromSize, Op.FromSigned, P.FromTable->abi().Order);
    if (!ferry::fits(Value, Op.FromSigned, R)) {
      if (How.Policy == OnOverflow::Error)
        return fail(C.From, text(Value, Op.FromSigned) + " does not fit a " + targetText(Op));
      lossy(C.From);
      bool Wraps = How.Policy == OnOverflow::Wrap;
      ++(Wraps ? How.Counts.Wrapped : How.Counts.Saturated);
      if (!Wraps || Op.ToBool) // wraps as the language converts: to true
        Value = isNegative(Value, Op.FromSigned) && !Wraps ? R.Lowest : R.Highest;
    }
    storeWide(C.To, Value, Op.ToSize, P.ToTable->abi().Order);
  }
  return true;
}

/// The bits of a double as those of a float.
uint64_t PlanRunner::narrow(uint64_t Bits, const uint8_t *At, bool &Ok) {
  double Wide = std::bit_cast<double>(Bits);
  // Through the bits: an x87 register would keep what does not fit a float.
  uint32_t Narrow = std::bit_cast<uint32_t>(static_cast<float>(Wide));
  float Value = std::bit_cast<float>(Narrow);
  if (std::isnan(Wide))
    return Narrow;
  if (std::isinf(Value) && !std::isinf(Wide)) {
    if (How.Policy == OnOverflow::Error) {
      Ok = fail(At, "the number does not fit a 4-byte floating point");
      return 0;
    }
    lossy(At);
    if (How.Policy == OnOverflow::Wrap) {
      ++How.Counts.Wrapped;
      return Narrow;
    }
    ++How.Counts.Saturated;
    return std::bit_cast<uint32_t>(Wide < 0 ? -FLT_MAX : FLT_MAX);
  }
  if (static_cast<double>(Value) != Wide)
    ++How.Counts.RoundedFloats;
  return Narrow;
}

bool PlanRunner::floats(const Operation &Op, Column C, size_t N) {
  uint64_t Values[BatchSize];
  gather(C.From, C.FromStride, N, Op.FromSize, false, SwapFrom, Values);
  bool Ok = true;
  for (size_t I = 0; I < N && Ok; ++I) {
    if (Op.FromSize == 4)
      Values[I] = std::bit_cast<uint64_t>(static_cast<double>(
          std::bit_cast<float>(static_cast<uint32_t>(Values[I]))));
    else
      Values[I] = narrow(Values[I], C.From + I * C.FromStride, Ok);
  }
  if (Ok)
    scatter(Values, N, Op.ToSize, SwapTo, C.To, C.ToStride);
  return Ok;
}

bool PlanRunner::reformat(const Operation &Op, Column C, size_t N) {
  const TypeTable &There = *P.FromTable, &Here = *P.ToTable;
  FloatFormat From = formatOf(There, There[Op.FromType]);
  FloatFormat To = formatOf(Here, Here[Op.ToType]);
  for (; N; --N, C.From += C.FromStride, C.To += C.ToStride) {
    FloatBits Old = loadFloat(C.From, From, There.abi().Order), New;
    Fit Result = convert(Old, From, To, New);
    if (Result == Fit::Rounded)
      ++How.Counts.RoundedFloats;
    if (Result == Fit::Overflow) {
      if (How.Policy == OnOverflow::Error)
        return fail(C.From, "the number " + hexText(decode(Old, From)) +
                                " does not fit a" + (Op.ToSize == 8 ? "n " : " ") +
                                std::to_string(Op.ToSize) + "-byte floating point");
      lossy(C.From);
      if (How.Policy == OnOverflow::Wrap) {
        ++How.Counts.Wrapped;
      } else {
        ++How.Counts.Saturated;
        New = largest(To, decode(Old, From).IsNegative);
      }
    }
    storeFloat(C.To, Op.ToSize, New, To, Here.abi().Order);
  }
  return true;
}

bool PlanRunner::pointers(const Operation &Op, Column C, size_t N) {
  uint64_t Old[BatchSize], New[BatchSize];
  gather(C.From, C.FromStride, N, Op.FromSize, false, SwapFrom, Old);
  const Type &F = (*P.FromTable)[Op.FromType], &T = (*P.ToTable)[Op.ToType];
  PointerUse Use{Op.FromType,
                 Op.ToType,
                 Op.AnyPointee ? TypeId::None : F.Element,
                 Op.AnyPointee ? TypeId::None : T.Element,
                 F.K == Kind::FunctionPointer,
                 C.From,
                 C.FromStride};
  if (!How.Pointers)
    return fail(C.From, "a pointer, and nobody to translate it");
  size_t Done = How.Pointers->translate(Use, Old, New, N, Why);
  if (Done < N)
    return fail(C.From + Done * C.FromStride, std::move(Why.Message));
  uint64_t Seen = 0;
  size_t NotNull = 0;
  for (size_t I = 0; I < N; ++I) {
    Seen |= New[I];
    NotNull += Old[I] != 0;
  }
  How.Counts.Pointers += NotNull;
  if (Op.ToSize == 4 && Seen >> 32) {
    size_t I = 0;
    while (!(New[I] >> 32))
      ++I;
    return fail(C.From + I * C.FromStride,
                "the new address does not fit a 4-byte pointer");
  }
  scatter(New, N, Op.ToSize, SwapTo, C.To, C.ToStride);
  return true;
}

} // namespace ferry
