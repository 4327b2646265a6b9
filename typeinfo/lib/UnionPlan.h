//===- UnionPlan.h - how a union becomes one of another ABI -----*- C++ -*-===//
#ifndef FERRY_TYPEINFO_LIB_UNIONPLAN_H
#define FERRY_TYPEINFO_LIB_UNIONPLAN_H

#include "ferry/typeinfo/Plan.h"
#include <map>

namespace ferry {

/// Which member of a union was written last is not in its bytes. It need not be
/// known when whatever was written becomes the same: every member that has a value
/// at a place wants that value converted the same way and put at the same place.
///
/// \code
///   union { struct { short tag; int i; } a; struct { short tag; float f; } b; }
///     swap2 0 -> 0    swap4 4 -> 4                little -> big: both agree
///   union { int i; char bytes[4]; }               they don't: swap4, or copy
/// \endcode
///
/// Members are added as their plans' operations; each byte of the image's union
/// remembers of which value it is a part. Bytes that are in no member's values, and
/// those of values that only a larger member has, are converted as that one wants. In
/// bytes of bit-fields it is each bit that has one value, and whole values in a byte
/// of bit-fields contradict them.
class UnionPlan {
public:
  /// Sizes of the union, there and here.
  UnionPlan(uint64_t FromSize, ByteOrder FromOrder, uint64_t ToSize, ByteOrder ToOrder);

  /// Adds the operations of a member whose own offsets are \p FromOffset and
  /// \p ToOffset. False when it contradicts one that was added before.
  bool add(const std::vector<Operation> &Ops, uint64_t FromOffset,
           uint64_t ToOffset);

  /// All of them, without the zeros in between, in the order of the destination.
  std::vector<Operation> operations() const;

  /// Every byte is remembered.
  static constexpr uint64_t MaxSize = uint64_t(1) << 20;

private:
  static constexpr uint32_t Free = ~uint32_t(0), HasBits = Free - 1;
  /// As many bit-fields are remembered.
  static constexpr size_t MostBitFields = 1 << 16;

  bool range(const Operation *Begin, const Operation *End, uint64_t From,
             uint64_t To);
  bool value(const Operation &Op, uint64_t From, uint64_t To);
  bool bits(const Operation &Op);

  ByteOrder FromOrder, ToOrder;
  std::map<uint64_t, uint32_t> BitsAt, BitsBecome; ///< by first bit: index in Values
  std::vector<Operation> Values;     ///< of one value each, offsets in the union
  std::vector<uint32_t> At, Becomes; ///< by byte there and here: index in Values
};

} // namespace ferry

#endif
