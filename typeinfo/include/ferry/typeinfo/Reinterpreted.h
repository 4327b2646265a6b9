//===- Reinterpreted.h - memory that is looked at as another type -*- C++ -*-===//
///
/// \file
/// A program may cut ints out of an array of characters, or look at longs as
/// doubles. The image has only the array's own type, and so the elements are
/// converted as what they are declared to be: wrong for what stands in there,
/// unless nothing of it has to change. A pointer that shows such a view is refused
/// where it would matter:
///
///   memory    numbers that the pointee would lie in as a whole, an array of them or
///             one, in a struct or not; anything else has a type that is believed
///   fits      when each scalar of the pointee is as large as an element on both
///             sides, and both are integers or both floating
///   harmless  when the pointee's values and the elements are copied as they are
///             between these ABIs
///   bytes     a pointer to single bytes sees any memory
///
/// Views without a pointer (memcpy) can't be seen; docs/Limitations.md says so.
//===----------------------------------------------------------------------===//
#ifndef FERRY_TYPEINFO_REINTERPRETED_H
#define FERRY_TYPEINFO_REINTERPRETED_H

#include "ferry/typeinfo/Plan.h"

#include <unordered_map>

namespace ferry {

/// Numbers that stand together: bytes of an array, or a single one.
struct Numbers {
  TypeId Element = TypeId::None; ///< None: there are none
  uint64_t Left = 0;             ///< bytes from the place to their end
};

/// The numbers (characters, untyped bytes included) at \p Offset in \p Count values
/// of the type, which stand at \p Bytes (null: not known), however deep inside; the
/// outermost array that has nothing else.
Numbers numbersAt(const TypeTable &Table, TypeId Id, uint64_t Count,
                  const void *Bytes, uint64_t Offset);

/// Whether a pointer to \p Pointee is taken for what its own type says is at the
/// place, and not for a view of the numbers \p There, in which the pointee would fit:
///
///   a value of that type starts there      yes
///   an array of them ends there            yes before larger numbers, which no
///                                          other type may look at; before
///                                          characters only while all of them are
///                                          zero: then both are the same
///   a single one ends there                no: ints at the start of the characters
///                                          in struct { int used; char bytes[64]; }
///
/// \p Bytes are those of all the values; null: not known.
bool meansItsType(const TypeTable &Table, TypeId Type, uint64_t Count,
                  const void *Bytes, uint64_t Offset, TypeId Pointee,
                  const Numbers &There);

class Reinterpreted {
public:
  explicit Reinterpreted(PlanCache &Plans) : Plans(Plans) {}

  /// Whether a pointer to \p Pointee (\p PointeeHere in this program) may lead to
  /// where \p There is in the image and \p Here in this program.
  bool mayPoint(TypeId Pointee, TypeId PointeeHere, const Numbers &There,
                const Numbers &Here);

private:
  bool decide(TypeId Pointee, TypeId PointeeHere, TypeId Element,
              TypeId ElementHere);

  PlanCache &Plans;
  std::unordered_map<uint64_t, bool> Decided; ///< by pointee and memory there
};

} // namespace ferry
#endif
