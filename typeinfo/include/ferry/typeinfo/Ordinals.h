//===- Ordinals.h - a part's place in the order of the values ---*- C++ -*-===//
///
/// \file
/// The scalars of a block, counted in the order of elements, fields and
/// indices, are the same on every ABI. So the ordinal of a scalar names a part
/// of a block without its layout: the digest hashes pointers as ordinals. The
/// end of an inner array and the start of what follows have the same ordinal;
/// each byte of Raw counts as one scalar. A bit-field counts as one, and is no place
/// that a pointer can mean.
//===----------------------------------------------------------------------===//
#ifndef FERRY_TYPEINFO_ORDINALS_H
#define FERRY_TYPEINFO_ORDINALS_H

#include "ferry/typeinfo/Type.h"

namespace ferry {

class Ordinals {
public:
  /// Counts the scalars of all types; \p Table is validated and outlives this.
  explicit Ordinals(const TypeTable &Table);

  /// Scalars in one value of the type.
  uint64_t count(TypeId Id) const { return Counts[indexOf(Id)]; }

  /// How many scalars of the block stand before \p Offset, and how many bytes
  /// into the next one it is. \p Bytes are the block's, for the tags of variants; may be
  /// null. False: in padding, or beyond the end.
  bool ordinalOf(TypeId Id, uint64_t Count, const void *Bytes, uint64_t Offset,
                 uint64_t &Ordinal, uint64_t &ByteInScalar) const;

private:
  uint64_t countParts(TypeId Id);
  bool insideUnion(const Type &T, const uint8_t *At, uint64_t Offset,
                   uint64_t &Ordinal, uint64_t &ByteInScalar) const;
  bool inside(TypeId Id, const uint8_t *At, uint64_t Offset, uint64_t &Ordinal,
              uint64_t &ByteInScalar) const;

  const TypeTable &Table;
  std::vector<uint64_t> Counts;
};

} // namespace ferry

#endif
