//===- Tails.h - structs with a number of elements behind them --*- C++ -*-===//
///
/// \file
/// Objects of structs that end in an array, allocated with as many elements as the
/// program wants. Their descriptor is a struct with an element, the struct itself.
///
/// An object gets some elements more than it was asked for. The program may use what
/// fits into the padding at the end of the struct, and that is another number on each
/// machine; with so many more that none has more padding the number is the same on
/// all, and so is the digest of what is captured. `count` of the descriptor says how
/// many; nobody wrote to them, so they are zero.
///
//===----------------------------------------------------------------------===//
#ifndef FERRY_HEAP_TAILS_H
#define FERRY_HEAP_TAILS_H

#include "ferry/generated.h"

#include <cstddef>

namespace ferry::heap {

inline bool isTail(const __ferry_type &Type) {
  return Type.kind == __ferry_kind_Struct && Type.element != nullptr;
}

inline const __ferry_field &tailField(const __ferry_type &Tail) {
  return Tail.element->fields[Tail.element->field_count - 1];
}

/// Of an object with so many bytes.
inline size_t tailCount(const __ferry_type &Tail, size_t Size) {
  const __ferry_field &Array = tailField(Tail);
  return Size > Array.offset ? (Size - Array.offset) / Array.type->element->size : 0;
}

/// The bytes that the object has on the heap, for a size that a program asked for.
/// \p BehindStruct: it is that of the struct, its padding included, and of elements;
/// else that up to the array, and of elements. The largest size there is when it is
/// too large.
size_t sizeWithTail(const __ferry_type &Tail, size_t Size, bool BehindStruct);

} // namespace ferry::heap
#endif
