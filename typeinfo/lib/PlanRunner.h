//===- PlanRunner.h - runs the operations of a plan over an array -*- C++ -*-===//
///
/// \file
/// A body of operations is run over N elements: the first operation on all of
/// them, then the second, ... N is cut so that a chunk of source and
/// destination stays in the first-level cache while the operations pass over
/// it. A loop over M inner elements runs the longer of N and M innermost.
///
/// A failure is found as an address in the source; the path comes from its
/// offset and the type. Nothing is recorded on the way.
//===----------------------------------------------------------------------===//
#ifndef FERRY_TYPEINFO_LIB_PLANRUNNER_H
#define FERRY_TYPEINFO_LIB_PLANRUNNER_H

#include "Kernels.h"
#include "ferry/typeinfo/Endian.h"
#include "ferry/typeinfo/Path.h"
#include "ferry/typeinfo/Plan.h"

#include <algorithm>

namespace ferry {

class PlanRunner {
public:
  PlanRunner(const Plan &P, const uint8_t *Base, uint64_t Count,
             uint64_t FirstIndex, bool IsWholeBlock, Conversion &How,
             Failure &Why)
      : P(P), Base(Base), Count(Count), FirstIndex(FirstIndex),
        IsWholeBlock(IsWholeBlock), How(How), Why(Why),
        SwapFrom(P.FromTable->abi().Order != HostOrder),
        SwapTo(P.ToTable->abi().Order != HostOrder) {}

  /// Elements don't stand side by side but so far from each other.
  void setCells(size_t Stride) { CellStride = Stride; }

  bool body(size_t Begin, size_t End, Column C, size_t N);

private:
  static constexpr size_t ChunkBytes = 8 * 1024; ///< source and destination together
  static constexpr size_t BatchSize = 256;       ///< values on the way in 64 bits

  bool chunk(size_t Begin, size_t End, Column C, size_t N);
  bool loop(size_t At, Column C, size_t N);
  bool choose(size_t At, Column C, size_t N);
  bool leaf(const Operation &Op, Column C, size_t N);
  bool column(const Operation &Op, Column C, size_t N);
  bool integers(const Operation &Op, Column C, size_t N);
  bool wide(const Operation &Op, Column C, size_t N);
  bool floats(const Operation &Op, Column C, size_t N);
  bool reformat(const Operation &Op, Column C, size_t N);
  bool pointers(const Operation &Op, Column C, size_t N);
  bool mend(const Operation &Op, uint64_t *Values, size_t N, Column C);
  uint64_t narrow(uint64_t Bits, const uint8_t *At, bool &Ok);

  std::string path(const uint8_t *At, const BitsOfField &Bits) const {
    if (CellStride) {
      uint64_t Offset = static_cast<uint64_t>(At - Base);
      return joinPath("[" + std::to_string(FirstIndex + Offset / CellStride) +
                          "]",
                      pathOf(*P.FromTable, P.FromType, 1, Offset % CellStride,
                             0, Bits, At - Offset % CellStride));
    }
    return pathOf(*P.FromTable, P.FromType,
                  IsWholeBlock ? Count : std::max<uint64_t>(Count, 2),
                  static_cast<uint64_t>(At - Base), FirstIndex, Bits, Base);
  }
  bool fail(const uint8_t *At, std::string Message, const BitsOfField &Bits = {}) {
    Why = {path(At, Bits), std::move(Message)};
    return false;
  }
  void lossy(const uint8_t *At, const BitsOfField &Bits = {}) {
    if (How.Counts.FirstLossyPath.empty())
      How.Counts.FirstLossyPath = path(At, Bits);
  }

  const Plan &P;
  const uint8_t *Base;
  uint64_t Count, FirstIndex;
  size_t CellStride = 0;
  bool IsWholeBlock;
  Conversion &How;
  Failure &Why;
  const bool SwapFrom, SwapTo;
};

} // namespace ferry

#endif
