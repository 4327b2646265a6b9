//===- PlanVariants.cpp - the fields that a tag chooses ---------------------===//
///
/// \file
/// A variant becomes one as a struct does, with zeros where the tagged fields are. Then
/// one Choose for each tag: an Alternative for each set of fields that are there
/// together, which the values of the tag share.
///
/// \code
///   struct value { int kind; union { double d; char *s; } u; }   s390x -> x86_64
///     swap4 0 -> 0
///     zero 4  12 bytes
///     choose 0 -> 0  by kind
///       1:
///         swap8 8 -> 8
///       2:
///         pointer 8 -> 8  8 -> 8 bytes
/// \endcode
///
/// Refused: within a union of which nothing says what it holds.
//===----------------------------------------------------------------------===//
#include "PlanCompiler.h"
#include "ferry/typeinfo/Path.h"
#include "ferry/typeinfo/Variant.h"
#include <algorithm>
#include <map>

namespace ferry {

/// The fields that are there with each value of the tag, of which only the bits in
/// \p Mask count; by their numbers in \p Named, which has fields of all their names.
static std::map<uint64_t, std::vector<uint32_t>>
heldBy(const Type &Variant, uint32_t Tag, uint64_t Mask, const Type &Named) {
  std::map<uint64_t, std::vector<uint32_t>> Fields;
  for (const Case &C : Variant.Cases) {
    if (C.Tag != Tag)
      continue;
    std::vector<uint32_t> &Held = Fields[C.Value & Mask];
    if (C.Field != NoField)
      Held.push_back(static_cast<uint32_t>(
          findField(Named, Variant.Fields[C.Field].Name, C.Field) - Named.Fields.data()));
  }
  for (auto &[Value, Held] : Fields)
    std::sort(Held.begin(), Held.end());
  return Fields;
}

bool PlanCompiler::variant(TypeId FromType, TypeId ToType, Place At) {
  const Type &F = From[FromType], &T = To[ToType];
  if (InUnion)
    return refuse("is a struct with a tag in a union, and which of its members was "
                  "written last is not known");
  if (!structure(F, T, At))
    return false;
  for (uint32_t Tag : tagsOf(T))
    if (!choose(FromType, ToType, Tag, At))
      return false;
  return tagsOf(F).size() == tagsOf(T).size() || refuse("has another tag here");
}

bool PlanCompiler::choose(TypeId FromType, TypeId ToType, uint32_t TagHere, Place At) {
  const Type &F = From[FromType], &T = To[ToType];
  const Field *Old = findField(F, T.Fields[TagHere].Name, TagHere);
  auto Tag = static_cast<uint32_t>(Old - F.Fields.data());
  uint64_t Mask = tagMask(From[Old->Type]) & tagMask(To[T.Fields[TagHere].Type]);
  auto There = heldBy(F, Tag, Mask, T), Here = heldBy(T, TagHere, Mask, T);
  for (const auto &[Value, Fields] : There)
    if (auto Same = Here.find(Value); Same == Here.end() || Same->second != Fields)
      return refuse("has another member here when " + Old->Name + " is " +
                    std::to_string(Value));
  if (There.size() != Here.size())
    return refuse("has other cases of " + Old->Name + " here");

  size_t ChooseAt = Ops.size();
  Operation Op{Operation::Choose};
  Op.FromOffset = At.From;
  Op.ToOffset = At.To;
  Ops.push_back(Op);
  std::vector<std::vector<uint32_t>> Known; // alternatives, as their fields here
  Choice Cases{FromType, Tag, {}};
  for (const Case &C : F.Cases) {
    if (C.Tag != Tag || (!Cases.Cases.empty() && Cases.Cases.back().first == C.Value))
      continue;
    const std::vector<uint32_t> &Fields = There[C.Value & Mask];
    auto Found = std::find(Known.begin(), Known.end(), Fields);
    auto Index = static_cast<uint32_t>(Found - Known.begin());
    if (Found == Known.end() && !Fields.empty()) {
      if (!alternative(F, T, Fields))
        return false;
      Known.push_back(Fields);
    }
    Cases.Cases.push_back({C.Value, Fields.empty() ? NoField : Index});
  }
  Ops[ChooseAt].Body = static_cast<uint32_t>(Ops.size() - ChooseAt - 1);
  Ops[ChooseAt].Choice = static_cast<uint32_t>(Choices.size());
  Choices.push_back(std::move(Cases));
  Barrier = Ops.size();
  return true;
}

/// Places are counted from the start of the variant, as in a round of a loop.
bool PlanCompiler::alternative(const Type &F, const Type &T,
                               const std::vector<uint32_t> &Fields) {
  size_t Start = Ops.size(), PathLength = Path.size();
  Ops.push_back(Operation{Operation::Alternative});
  Barrier = Ops.size();
  for (uint32_t I : Fields) {
    const Field &New = T.Fields[I], &Old = *findField(F, New.Name, I);
    Path = joinPath(Path, New.Name);
    if (!part(Old.Type, New.Type, {Old.Offset, New.Offset}))
      return false;
    Path.resize(PathLength);
  }
  Ops[Start].Body = static_cast<uint32_t>(Ops.size() - Start - 1);
  return true;
}

} // namespace ferry
