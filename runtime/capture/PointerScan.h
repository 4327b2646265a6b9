//===- PointerScan.h - every pointer in a value of a type -------*- C++ -*-===//
///
/// \file
/// Compiled once for a type: the offsets of its pointers, arrays that hold
/// pointers as loops. Types without pointers cost nothing.
///
//===----------------------------------------------------------------------===//
#ifndef FERRY_CAPTURE_POINTERSCAN_H
#define FERRY_CAPTURE_POINTERSCAN_H

#include "ferry/typeinfo/Type.h"

#include <map>
#include <unordered_map>
#include <vector>

namespace ferry::capture {

struct PointerStep {
  uint64_t Offset;
  bool IsFunction;
  TypeId Pointee;      ///< None for void, incomplete and functions
  uint32_t Body = 0;   ///< a loop over the next Body steps, when not 0
  uint64_t Count = 0, Stride = 0;
};
using PointerSteps = std::vector<PointerStep>;

class PointerScan {
public:
  explicit PointerScan(const TypeTable &Types) : Types(Types) {}

  /// Empty when a value of the type holds no pointer.
  const PointerSteps &stepsOf(TypeId Id);

private:
  void compile(TypeId Id, uint64_t Offset, PointerSteps &Into) const;
  /// Pointers of a member of a union; where another one has a pointer, too, that to
  /// something else, it is one of which nothing is known.
  void member(TypeId Id, uint64_t Offset, std::map<uint64_t, PointerStep> &At) const;

  const TypeTable &Types;
  std::unordered_map<uint32_t, PointerSteps> Compiled;
};

/// Calls Each(const PointerStep &, const char *Place) for every pointer of the
/// value at `Value`; Each gives false to stop.
template <typename Function>
bool forEachPointer(const PointerStep *From, const PointerStep *To,
                    const char *Value, Function &&Each) {
  for (; From != To; ++From) {
    if (!From->Body) {
      if (!Each(*From, Value + From->Offset))
        return false;
      continue;
    }
    const char *Element = Value + From->Offset;
    for (uint64_t I = 0; I < From->Count; ++I, Element += From->Stride)
      if (!forEachPointer(From + 1, From + 1 + From->Body, Element, Each))
        return false;
    From += From->Body;
  }
  return true;
}

} // namespace ferry::capture
#endif
