//===- PlanRunner.cpp - which operation on which column --------------------===//
#include "PlanRunner.h"
#include "ferry/typeinfo/Variant.h"
#include <limits>

namespace ferry {

bool PlanRunner::body(size_t Begin, size_t End, Column C, size_t N) {
  size_t PerElement = C.FromStride + C.ToStride;
  size_t AtOnce = std::max<size_t>(ChunkBytes / PerElement, 1);
  if (End - Begin == 1 && P.Ops[Begin].What != Operation::Loop)
    AtOnce = N;
  while (N > AtOnce) {
    if (!chunk(Begin, End, C, AtOnce))
      return false;
    C.From += AtOnce * C.FromStride;
    C.To += AtOnce * C.ToStride;
    N -= AtOnce;
  }
  return chunk(Begin, End, C, N);
}

bool PlanRunner::chunk(size_t Begin, size_t End, Column C, size_t N) {
  for (size_t I = Begin; I < End; I += 1 + P.Ops[I].Body) {
    const Operation &Op = P.Ops[I];
    Column Part{C.From + Op.FromOffset, C.FromStride, C.To + Op.ToOffset,
                C.ToStride};
    if (!(Op.What == Operation::Loop     ? loop(I, Part, N)
          : Op.What == Operation::Choose ? choose(I, Part, N)
                                         : leaf(Op, Part, N)))
      return false;
  }
  return true;
}

bool PlanRunner::loop(size_t At, Column C, size_t N) {
  const Operation &Op = P.Ops[At];
  size_t Begin = At + 1, End = Begin + Op.Body;
  size_t M = static_cast<size_t>(Op.Run);
  size_t FromStride = static_cast<size_t>(Op.FromStride);
  size_t ToStride = static_cast<size_t>(Op.ToStride);
  if (N > M) {
    for (size_t I = 0; I < M; ++I)
      if (!body(Begin, End,
                {C.From + I * FromStride, C.FromStride, C.To + I * ToStride,
                 C.ToStride},
                N))
        return false;
    return true;
  }
  for (size_t I = 0; I < N; ++I)
    if (!body(Begin, End,
              {C.From + I * C.FromStride, FromStride, C.To + I * C.ToStride,
               ToStride},
              M))
      return false;
  return true;
}

/// Neighbours with one value of the tag are a column.
bool PlanRunner::choose(size_t At, Column C, size_t N) {
  const Choice &Of = P.Choices[P.Ops[At].Choice];
  const TypeTable &Types = *P.FromTable;
  const Type &Variant = Types[Of.Variant];
  while (N) {
    uint64_t Value = tagValue(Types, Variant, Of.Tag, C.From);
    size_t Same = 1;
    while (Same < N && tagValue(Types, Variant, Of.Tag,
                                C.From + Same * C.FromStride) == Value)
      ++Same;
    auto Found = std::lower_bound(Of.Cases.begin(), Of.Cases.end(),
                                  std::pair<uint64_t, uint32_t>(Value, 0));
    bool IsCase = Found != Of.Cases.end() && Found->first == Value;
    if (IsCase && Found->second != NoField) {
      size_t Begin = At + 1;
      for (uint32_t I = 0; I < Found->second; ++I)
        Begin += 1 + P.Ops[Begin].Body;
      if (!body(Begin + 1, Begin + 1 + P.Ops[Begin].Body, C, Same))
        return false;
    }
    for (size_t I = 0; !IsCase && I < Same; ++I)
      if (const uint8_t *One = C.From + I * C.FromStride;
          !isKnown(Types, Variant, Of.Tag, One))
        return fail(One + Variant.Fields[Of.Tag].Offset,
                    unknownTag(Types, Variant, Of.Tag, One),
                    Types[Variant.Fields[Of.Tag].Type].Bits);
    C.From += Same * C.FromStride;
    C.To += Same * C.ToStride;
    N -= Same;
  }
  return true;
}

/// Run values in each of N elements: one column, or several.
bool PlanRunner::leaf(const Operation &Op, Column C, size_t N) {
  size_t Run = static_cast<size_t>(Op.Run);
  if (Op.What == Operation::Copy) {
    if (Op.IsRaw)
      How.Counts.RawBytes += N * Run;
    copyColumn(C, N, Run);
    return true;
  }
  if (Op.What == Operation::Zero) {
    zeroColumn(C, N, Run);
    return true;
  }
  if (Op.What == Operation::Swap) {
    swapColumn(C, N, Run, Op.FromSize);
    return true;
  }
  size_t From = Op.FromSize, To = Op.ToSize;
  if (Run == 1)
    return column(Op, C, N);
  if (N == 1 || (C.FromStride == Run * From && C.ToStride == Run * To))
    return column(Op, {C.From, From, C.To, To}, N * Run);
  if (Run >= 16 || Run >= N) {
    for (size_t I = 0; I < N; ++I)
      if (!column(Op,
                  {C.From + I * C.FromStride, From, C.To + I * C.ToStride, To},
                  Run))
        return false;
    return true;
  }
  for (size_t I = 0; I < Run; ++I)
    if (!column(Op,
                {C.From + I * From, C.FromStride, C.To + I * To, C.ToStride},
                N))
      return false;
  return true;
}

/// Operations whose values pass through 64 bits.
bool PlanRunner::column(const Operation &Op, Column C, size_t N) {
  while (N) {
    size_t Batch = std::min(N, BatchSize);
    bool Ok = Op.What == Operation::Integer || Op.What == Operation::Bits
                  ? integers(Op, C, Batch)
              : Op.What == Operation::Wide  ? wide(Op, C, Batch)
              : Op.What == Operation::Float ? floats(Op, C, Batch)
              : Op.What == Operation::Reformat
                  ? reformat(Op, C, Batch)
                                            : pointers(Op, C, Batch);
    if (!Ok)
      return false;
    C.From += Batch * C.FromStride;
    C.To += Batch * C.ToStride;
    N -= Batch;
  }
  return true;
}

bool Plan::run(const void *From, void *To, uint64_t Count, Conversion &How,
               Failure &Why, uint64_t FirstIndex, bool IsWholeBlock) const {
  uint64_t FromBytes, ToBytes;
  if (__builtin_mul_overflow(Count, FromSize, &FromBytes) ||
      __builtin_mul_overflow(Count, ToSize, &ToBytes) ||
      FromBytes > std::numeric_limits<size_t>::max() ||
      ToBytes > std::numeric_limits<size_t>::max()) {
    Why = {"", "the block is larger than the address space"};
    return false;
  }
  if (FromBytes == 0 || Ops.empty())
    return true;
  Column C{static_cast<const uint8_t *>(From), static_cast<size_t>(FromSize),
           static_cast<uint8_t *>(To), static_cast<size_t>(ToSize)};
  PlanRunner Runner(*this, C.From, Count, FirstIndex, IsWholeBlock, How, Why);
  return Runner.body(0, Ops.size(), C, static_cast<size_t>(Count));
}

bool Plan::runCells(const void *From, size_t FromStride, void *To,
                    size_t ToStride, uint64_t Cells, Conversion &How,
                    Failure &Why, uint64_t FirstCell) const {
  if (Cells == 0 || FromSize == 0 || Ops.empty())
    return true;
  Column C{static_cast<const uint8_t *>(From), FromStride,
           static_cast<uint8_t *>(To), ToStride};
  PlanRunner Runner(*this, C.From, Cells, FirstCell, true, How, Why);
  Runner.setCells(FromStride);
  return Runner.body(0, Ops.size(), C, static_cast<size_t>(Cells));
}

} // namespace ferry
