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

namespace {

/// The fields that are there with the value: [first, last) of the cases.
using Group = std::pair<const Case *, const Case *>;

/// One for each value of the tag, with as many of its bits as both sides have.
std::map<uint64_t, Group> groupsOf(const Type &Variant, uint32_t Tag, uint64_t Mask) {
  std::map<uint64_t, Group> Groups;
  for (const Case &C : Variant.Cases) {
    if (C.Tag != Tag)
      continue;
    auto [Found, IsNew] = Groups.try_emplace(C.Value & Mask, Group{&C, &C + 1});
    if (!IsNew)
      Found->second.second = &C + 1;
  }
  return Groups;
}

} // namespace

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
  std::map<uint64_t, Group> There = groupsOf(F, Tag, Mask), Here = groupsOf(T, TagHere, Mask);

  Choice Cases{FromType, Tag, {}};
  std::vector<std::vector<uint32_t>> Known; // alternatives, as their fields here
  size_t ChooseAt = Ops.size(), PathLength = Path.size();
  Operation Op{Operation::Choose};
  Op.FromOffset = At.From;
  Op.ToOffset = At.To;
  Ops.push_back(Op);
  for (const auto &[Value, Group] : There) {
    auto Other = Here.find(Value);
    std::vector<uint32_t> Fields;
    for (const Case *C = Group.first; C != Group.second; ++C)
      if (C->Field != NoField)
        Fields.push_back(C->Field);
    std::vector<uint32_t> FieldsHere;
    for (uint32_t I : Fields) {
      const Field *New = findField(T, F.Fields[I].Name, I);
      FieldsHere.push_back(static_cast<uint32_t>(New - T.Fields.data()));
    }
    std::vector<uint32_t> Wanted;
    if (Other != Here.end())
      for (const Case *C = Other->second.first; C != Other->second.second; ++C)
        if (C->Field != NoField)
          Wanted.push_back(C->Field);
    std::sort(FieldsHere.begin(), FieldsHere.end());
    if (Other == Here.end() || Wanted != FieldsHere)
      return refuse("has another member here when " + Old->Name + " is " +
                    std::to_string(Value));
    uint32_t Index = NoField;
    if (!Fields.empty()) {
      auto Found = std::find(Known.begin(), Known.end(), Wanted);
      Index = static_cast<uint32_t>(Found - Known.begin());
      if (Found == Known.end()) {
        Known.push_back(Wanted);
        size_t AlternativeAt = Ops.size();
        Ops.push_back(Operation{Operation::Alternative});
        Barrier = Ops.size();
        for (uint32_t I : Wanted) {
          const Field &New = T.Fields[I], &Of = *findField(F, New.Name, I);
          Path = joinPath(Path, New.Name);
          if (!part(Of.Type, New.Type, {Of.Offset, New.Offset}))
            return false;
          Path.resize(PathLength);
        }
        Ops[AlternativeAt].Body = static_cast<uint32_t>(Ops.size() - AlternativeAt - 1);
      }
    }
    for (const Case *C = Group.first; C != Group.second; ++C)
      if (Cases.Cases.empty() || Cases.Cases.back().first != C->Value)
        Cases.Cases.push_back({C->Value, Index});
  }
  if (There.size() != Here.size())
    return refuse("has other cases of " + Old->Name + " here");
  std::sort(Cases.Cases.begin(), Cases.Cases.end());
  Ops[ChooseAt].Body = static_cast<uint32_t>(Ops.size() - ChooseAt - 1);
  Ops[ChooseAt].Choice = static_cast<uint32_t>(Choices.size());
  Choices.push_back(std::move(Cases));
  Barrier = Ops.size();
  return true;
}

} // namespace ferry
