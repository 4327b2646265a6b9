#include "capture/PointerScan.h"

#include <map>

using namespace ferry;
using namespace ferry::capture;

/// Whether there is anything to look at in a value of the type.
static bool holdsPointersOrTags(const TypeTable &Types, TypeId Id) {
  const Type &T = Types[Id];
  if (T.K == Kind::Array)
    return T.Size != 0 && holdsPointersOrTags(Types, T.Element);
  if (T.K == Kind::Variant || T.K == Kind::Pointer || T.K == Kind::FunctionPointer)
    return true;
  for (const Field &F : T.Fields)
    if (Types[F.Type].Size != 0 && holdsPointersOrTags(Types, F.Type))
      return true;
  return false;
}

const PointerSteps &PointerScan::stepsOf(TypeId Id) {
  auto [At, IsNew] = Compiled.try_emplace(indexOf(Id));
  if (IsNew && holdsPointersOrTags(Types, Id))
    compile(Id, 0, At->second);
  return At->second;
}

void PointerScan::compile(TypeId Id, uint64_t Offset,
                          PointerSteps &Into) const {
  const Type &T = Types[Id];
  switch (T.K) {
  case Kind::Pointer:
    Into.push_back({PointerStep::Pointer, Offset, T.Element});
    return;
  case Kind::FunctionPointer:
    Into.push_back({PointerStep::Function, Offset});
    return;
  case Kind::Struct:
    for (const Field &F : T.Fields)
      compile(F.Type, Offset + F.Offset, Into);
    return;
  case Kind::Union:
    return compileUnion(T, Offset, Into);
  case Kind::Variant:
    return compileVariant(Id, Offset, Into);
  case Kind::Array: {
    if (!holdsPointersOrTags(Types, T.Element))
      return;
    size_t Loop = Into.size();
    Into.push_back({PointerStep::Loop, Offset, TypeId::None, 0, 0, T.Count,
                    Types[T.Element].Size});
    compile(T.Element, 0, Into);
    Into[Loop].Body = static_cast<uint32_t>(Into.size() - Loop - 1);
    return;
  }
  default:
    return;
  }
}

/// A place where members have pointers to different things has one of which nothing is
/// known. No variant is in there: the precompiler refuses it.
void PointerScan::compileUnion(const Type &T, uint64_t Offset,
                               PointerSteps &Into) const {
  std::map<uint64_t, PointerStep> At;
  for (const Field &F : T.Fields) {
    PointerSteps Steps;
    compile(F.Type, 0, Steps);
    auto Add = [&](const PointerStep &Step, const char *Place) {
      uint64_t Where = Offset + F.Offset + reinterpret_cast<uintptr_t>(Place);
      PointerStep Here = Step;
      Here.Offset = Where;
      auto [Known, IsNew] = At.try_emplace(Where, Here);
      if (Known->second.Type != Step.Type)
        Known->second.Type = TypeId::None;
      return true;
    };
    // From null: a place is an offset.
    forEachPointer(Types, Steps.data(), Steps.data() + Steps.size(), nullptr, Add);
  }
  for (const auto &[Place, Step] : At)
    Into.push_back(Step);
}

void PointerScan::compileVariant(TypeId Id, uint64_t Offset,
                                 PointerSteps &Into) const {
  const Type &T = Types[Id];
  for (uint32_t I = 0; I < T.Fields.size(); ++I) {
    const Field &F = T.Fields[I];
    size_t Start = Into.size();
    if (F.Tag != NoField)
      Into.push_back({PointerStep::Tagged, Offset, Id, 0, I});
    compile(F.Type, Offset + F.Offset, Into);
    if (F.Tag == NoField)
      continue;
    Into[Start].Body = static_cast<uint32_t>(Into.size() - Start - 1);
    if (Into[Start].Body == 0)
      Into.pop_back();
  }
  for (uint32_t Tag : tagsOf(T))
    Into.push_back({PointerStep::Tag, Offset, Id, 0, Tag});
}
