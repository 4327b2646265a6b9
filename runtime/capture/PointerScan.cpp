#include "capture/PointerScan.h"

using namespace ferry;
using namespace ferry::capture;

const PointerSteps &PointerScan::stepsOf(TypeId Id) {
  auto [At, IsNew] = Compiled.try_emplace(indexOf(Id));
  if (IsNew && holdsPointers(Types, Id))
    compile(Id, 0, At->second);
  return At->second;
}

void PointerScan::compile(TypeId Id, uint64_t Offset,
                          PointerSteps &Into) const {
  const Type &T = Types[Id];
  switch (T.K) {
  case Kind::Pointer:
    Into.push_back({Offset, false, T.Element});
    return;
  case Kind::FunctionPointer:
    Into.push_back({Offset, true, TypeId::None});
    return;
  case Kind::Struct:
    for (const Field &F : T.Fields)
      compile(F.Type, Offset + F.Offset, Into);
    return;
  case Kind::Union: {
    std::map<uint64_t, PointerStep> At;
    for (const Field &F : T.Fields)
      member(F.Type, Offset + F.Offset, At);
    for (const auto &[Place, Step] : At)
      Into.push_back(Step);
    return;
  }
  case Kind::Array: {
    if (!holdsPointers(Types, T.Element))
      return;
    size_t Loop = Into.size();
    Into.push_back({Offset, false, TypeId::None, 0, T.Count,
                    Types[T.Element].Size});
    compile(T.Element, 0, Into);
    Into[Loop].Body = static_cast<uint32_t>(Into.size() - Loop - 1);
    return;
  }
  default:
    return;
  }
}

void PointerScan::member(TypeId Id, uint64_t Offset,
                         std::map<uint64_t, PointerStep> &At) const {
  PointerSteps Steps;
  compile(Id, 0, Steps);
  auto Add = [&](const PointerStep &Step, const char *Place) {
    uint64_t Where = Offset + reinterpret_cast<uintptr_t>(Place);
    auto [Known, IsNew] = At.try_emplace(Where, PointerStep{Where, Step.IsFunction, Step.Pointee});
    if (Known->second.Pointee != Step.Pointee)
      Known->second.Pointee = TypeId::None;
    return true;
  };
  // From null: a place is an offset.
  forEachPointer(Steps.data(), Steps.data() + Steps.size(), nullptr, Add);
}
