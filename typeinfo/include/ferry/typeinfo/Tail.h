//===- Tail.h - structs with another number of elements at the end ----------===//
///
/// \file
/// A struct that ends in an array can be allocated with room for more or fewer elements
/// than its type says (`T a[]`, `T a[0]`, `T a[1]`). Such an object has a type of its
/// own, one for each number of elements that occurs:
///
/// \code
///   struct text { int length; char bytes[]; };    key "struct text"
///   with 18 bytes                                 key "struct text+18"
/// \endcode
///
/// It is an ordinary struct, with the same fields but for the last, which is an array
/// of so many elements; it ends where they end. Pointers to "struct text" lead to it.
///
/// Rejected: a count beside each block of an image. Plans, offsets, paths, digests and
/// all readers would have to know of it; so they know arrays and structs.
//===----------------------------------------------------------------------===//
#ifndef FERRY_TYPEINFO_TAIL_H
#define FERRY_TYPEINFO_TAIL_H

#include "ferry/typeinfo/Type.h"

namespace ferry {

/// "struct text+18" -> "struct text", 18. False for any other key.
bool splitTail(std::string_view Key, std::string_view &Struct, uint64_t &Count);

/// The type of \p Struct with \p Count elements at its end; added to the table when it
/// is not there yet. None when \p Struct is no struct that ends in an array, or when
/// it would be too large.
TypeId withTail(TypeTable &Table, TypeId Struct, uint64_t Count);

/// The struct that the type is, apart from the number of elements at its end; the type
/// itself when it is no such one.
TypeId withoutTail(const TypeTable &Table, TypeId Id);

} // namespace ferry

#endif
