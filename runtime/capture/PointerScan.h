//===- PointerScan.h - every pointer in a value of a type -------*- C++ -*-===//
///
/// \file
/// Compiled once for a type: the offsets of its pointers; arrays that hold
/// pointers as loops; what has a tag as steps for when it is there. Types without
/// pointers and tags cost nothing.
///
//===----------------------------------------------------------------------===//
#ifndef FERRY_CAPTURE_POINTERSCAN_H
#define FERRY_CAPTURE_POINTERSCAN_H

#include "ferry/typeinfo/Variant.h"

#include <unordered_map>
#include <vector>

namespace ferry::capture {

struct PointerStep {
  enum What : uint8_t {
    Pointer,
    Function,
    Loop,   ///< Count times the next Body steps
    Tagged, ///< the next Body steps while the field Number is there
    Tag,    ///< the field Number is a tag, and its value has to be one of the cases'
  };
  What Is;
  uint64_t Offset;               ///< Tagged, Tag: of the variant
  TypeId Type = TypeId::None;    ///< Pointer: the pointee, None for void and
                                 ///< incomplete; Tagged, Tag: the variant
  uint32_t Body = 0, Number = 0;
  uint64_t Count = 0, Stride = 0;
};
using PointerSteps = std::vector<PointerStep>;

class PointerScan {
public:
  explicit PointerScan(const TypeTable &Types) : Types(Types) {}

  /// Empty when a value of the type holds no pointer and no tag.
  const PointerSteps &stepsOf(TypeId Id);

private:
  void compile(TypeId Id, uint64_t Offset, PointerSteps &Into) const;
  void compileUnion(const Type &T, uint64_t Offset, PointerSteps &Into) const;
  void compileVariant(TypeId Id, uint64_t Offset, PointerSteps &Into) const;

  const TypeTable &Types;
  std::unordered_map<uint32_t, PointerSteps> Compiled;
};

/// Calls Each(const PointerStep &, const char *Place) for every pointer of the
/// value at `Value`, and for every tag with the place of its variant; Each gives false
/// to stop.
template <typename Function>
bool forEachPointer(const TypeTable &Types, const PointerStep *From,
                    const PointerStep *To, const char *Value, Function &&Each) {
  for (; From != To; From += 1 + From->Body) {
    const char *At = Value + From->Offset;
    const PointerStep *Body = From + 1, *End = Body + From->Body;
    switch (From->Is) {
    case PointerStep::Loop:
      for (uint64_t I = 0; I < From->Count; ++I, At += From->Stride)
        if (!forEachPointer(Types, Body, End, At, Each))
          return false;
      break;
    case PointerStep::Tagged:
      if (isHeld(Types, Types[From->Type], From->Number, At) &&
          !forEachPointer(Types, Body, End, Value, Each))
        return false;
      break;
    default:
      if (!Each(*From, At))
        return false;
    }
  }
  return true;
}

} // namespace ferry::capture
#endif
