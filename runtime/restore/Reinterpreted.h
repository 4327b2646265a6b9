//===- Reinterpreted.h - memory that is looked at as another type -*- C++ -*-===//
///
/// \file
/// A program may cut ints out of an array of characters, or look at longs as
/// doubles. The image has only the array's own type, and so the elements are
/// converted as what they are declared to be: wrong for what stands in there,
/// unless nothing of it has to change. A pointer that shows such a view is refused
/// where it would matter:
///
///   memory    numbers: an array of them, or one. What is in a struct has its type
///   fits      when each scalar of the pointee is as large as an element on both
///             sides, and both are integers or both floating
///   harmless  when the pointee's values are copied as they are between these ABIs
///   bytes     a pointer to single bytes sees any memory
///
/// Views without a pointer (memcpy) can't be seen; docs/Limitations.md says so.
//===----------------------------------------------------------------------===//
#ifndef FERRY_RESTORE_REINTERPRETED_H
#define FERRY_RESTORE_REINTERPRETED_H

#include "ferry/typeinfo/Plan.h"

#include <unordered_map>

namespace ferry::restore {

class Reinterpreted {
public:
  explicit Reinterpreted(PlanCache &Plans) : Plans(Plans) {}

  /// Whether a pointer to \p Pointee (\p PointeeHere in this program) may lead
  /// into memory of type \p Memory (\p MemoryHere).
  bool mayPoint(TypeId Pointee, TypeId PointeeHere, TypeId Memory,
                TypeId MemoryHere);

private:
  bool decide(TypeId Pointee, TypeId PointeeHere, TypeId Memory, TypeId MemoryHere);

  PlanCache &Plans;
  std::unordered_map<uint64_t, bool> Decided; ///< by pointee and memory there
};

} // namespace ferry::restore
#endif
