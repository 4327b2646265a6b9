//===- OffsetMap.h - what a pointer into a block means there ----*- C++ -*-===//
///
/// \file
/// A block of `Count` elements of a type has another layout on the other ABI. A
/// pointer into it, as a byte offset in the old layout, means a part: an
/// element, a field, the end of an array. map() gives that part's offset
/// in the new layout.
///
/// One offset can mean two parts: the end of an inner array and the start of
/// what follows it. The type that the pointer points to decides:
///
/// \code
///   struct s { char name[4]; int n; } *b;      offset 4: b->name + 4, or &b->n
///     char *  => the end of name
///     int *   => n
/// \endcode
///
///  1. parts of that type that start at the offset (all are at one place);
///  2. arrays of that type that end there;
///  3. single parts of that type that end there (&x + 1), unless they have one
///     byte;
///  4. when nothing matches (void *, a cast): any part that starts there, then
///     3 for one byte, then the end of the outermost part, then a byte inside a
///     scalar;
///  5. for a pointer to bytes: a byte of padding or of bit-fields, when there are as
///     many between the same two parts there.
///
/// Refused: 1 and 2 both match and the new layout has them at different places;
/// a byte inside a scalar that has another size there; in padding and bit-fields
/// otherwise; beyond the end.
/// Of a variant the fields that are there come first.
/// When both layouts are the same every offset up to the end maps to itself.
/// Rejected: preferring the start when both match; `int *end = a[0].v + 3` then
/// silently becomes &a[1].first on an ABI with padding between the two.
//===----------------------------------------------------------------------===//
#ifndef FERRY_TYPEINFO_OFFSETMAP_H
#define FERRY_TYPEINFO_OFFSETMAP_H

#include "ferry/typeinfo/Type.h"

namespace ferry {

/// The pair of types of a block, here and there. The tables are validated and a
/// Plan exists for the pair (same shape); both outlive the map.
class OffsetMap {
public:
  OffsetMap(const TypeTable &From, TypeId FromType, const TypeTable &To,
            TypeId ToType);

  /// \p Bytes are the old block's, for the tags of variants; null: not known.
  /// \p Pointee is the pointer's element in the From table, or None.
  bool map(uint64_t Count, const void *Bytes, uint64_t Offset, TypeId Pointee,
           uint64_t &NewOffset, Failure &Why) const {
    // Not by multiplying: the count may come from an image. Types of size 0 are
    // never Identical.
    if (Identical && (Offset == 0 || (Offset - 1) / FromSize < Count)) {
      NewOffset = Offset;
      return true;
    }
    return mapPart(Count, Bytes, Offset, Pointee, NewOffset, Why);
  }

private:
  bool mapPart(uint64_t Count, const void *Bytes, uint64_t Offset, TypeId Pointee,
               uint64_t &NewOffset, Failure &Why) const;

  const TypeTable *From, *To;
  TypeId FromType, ToType;
  uint64_t FromSize;
  bool Identical;
};

/// What of the type \p Pointee is at \p Offset of \p Count values of \p Type, which
/// stand at \p Bytes (may be null): 1 and 2 above. The offset is not beyond their end.
struct Meanings {
  bool Start, ArrayEnd;
};
Meanings meaningsAt(const TypeTable &Table, TypeId Type, uint64_t Count,
                    const void *Bytes, uint64_t Offset, TypeId Pointee);

} // namespace ferry

#endif
