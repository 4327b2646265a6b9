//===- Variant.h - what a struct with a tag holds ---------------*- C++ -*-===//
///
/// \file
/// A variant is a struct in which a tag says which fields there are: a discriminated
/// union, with the members of the union among the fields of the struct around it.
///
/// \code
///   struct value {                                  fields    kind, u.number, u.text
///     enum { NIL, NUMBER, TEXT } kind;              cases     kind 0: nothing
///     union { double number; char *text; } u;                 kind 1: u.number
///   };                                                        kind 2: u.text
/// \endcode
///
/// A tag may lie over other fields, which then have its value in them, too.
///
/// With another value of the tag nobody knows what the union's bytes are. Only zeros
/// mean the same everywhere; whoever finds anything else there refuses it.
//===----------------------------------------------------------------------===//
#ifndef FERRY_TYPEINFO_VARIANT_H
#define FERRY_TYPEINFO_VARIANT_H

#include "ferry/typeinfo/Type.h"

namespace ferry {

/// The bits that the value of an integer or bit-field can have.
uint64_t tagMask(const Type &Tag);

/// The value of the tag, a field of \p Variant, in the value at \p At.
uint64_t tagValue(const TypeTable &Table, const Type &Variant, uint32_t Tag,
                  const void *At);

/// Whether the field is there in the value at \p At. So is each that has no tag; and
/// all are when \p At is null: the value is not known.
bool isHeld(const TypeTable &Table, const Type &Variant, uint32_t Field,
            const void *At);

/// The tags, each once, in ascending order.
std::vector<uint32_t> tagsOf(const Type &Variant);

/// Whether a case says what the value at \p At has for the tag, or there are only zeros
/// in all fields that have it.
bool isKnown(const TypeTable &Table, const Type &Variant, uint32_t Tag,
             const void *At);

/// What is wrong with the tag then: "is 7, and no case says what the union then holds".
std::string unknownTag(const TypeTable &Table, const Type &Variant, uint32_t Tag,
                       const void *At);

} // namespace ferry

#endif
