//===- SavedPositions.cpp - where jmp_bufs lead to ------------------------===//
#include "ferry/image/SavedPositions.h"

#include <cstring>

namespace ferry::image {

static const Resource *resource(const Image &I, std::string_view Name,
                                uint32_t Version) {
  for (const Resource &R : I.Resources)
    if (R.Name == Name && R.Version == Version)
      return &R;
  return nullptr;
}

static const Resource *positions(const Image &I) {
  return resource(I, SavedPositionsName, SavedPositionsVersion);
}

std::vector<SavedPosition> savedPositions(const Image &I) {
  const Resource *R = positions(I);
  std::vector<SavedPosition> All(R ? R->Size / sizeof(SavedPosition) : 0);
  if (!All.empty())
    std::memcpy(All.data(), R->Bytes, All.size() * sizeof(SavedPosition));
  return All;
}

std::vector<std::string_view> savedMasks(const Image &I) {
  std::vector<std::string_view> Lines;
  const Resource *R = resource(I, SavedMasksName, SavedMasksVersion);
  std::string_view Left;
  if (R)
    Left = {reinterpret_cast<const char *>(R->Bytes), static_cast<size_t>(R->Size)};
  while (!Left.empty()) {
    size_t End = Left.find('\n');
    Lines.push_back(Left.substr(0, End));
    Left.remove_prefix(End == Left.npos ? Left.size() : End + 1);
  }
  return Lines;
}

static bool isMask(std::string_view Line) {
  constexpr std::string_view Start = "mask",
                             Letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789+- ";
  return Line.empty() || (Line.starts_with(Start) &&
                          Line.find_first_not_of(Letters, Start.size()) == Line.npos);
}

Status verifySavedPositions(const Image &I) {
  auto Bad = [](const char *What) {
    return Status(Code::Malformed, std::string(SavedPositionsName) + ": " + What);
  };
  if (const Resource *R = positions(I); R && R->Size % sizeof(SavedPosition) != 0)
    return Bad("their length is not that of their records");
  for (const SavedPosition &P : savedPositions(I)) {
    if (P.Frame >= I.Frames.size())
      return Bad("the frame of one is not there");
    bool Found = false;
    for (const Site &S : I.Functions[I.Frames[P.Frame].Function].Sites)
      Found |= S.Number == P.Site && S.Kind == SiteKind::Setjmp;
    if (!Found)
      return Bad("one leads to no call of setjmp");
  }
  std::vector<std::string_view> Masks = savedMasks(I);
  if (!Masks.empty() && Masks.size() != savedPositions(I).size())
    return Bad("there is not one mask of signals for each");
  for (std::string_view Mask : Masks)
    if (!isMask(Mask))
      return Bad("a mask of signals is none");
  return {};
}

const std::vector<uint64_t> &JumpBuffers::in(TypeId Id) {
  auto [At, IsNew] = Known.try_emplace(indexOf(Id));
  if (IsNew)
    find(Id, 0, At->second);
  return At->second;
}

void JumpBuffers::find(TypeId Id, uint64_t Offset,
                       std::vector<uint64_t> &Into) const {
  const Type &T = Types[Id];
  switch (T.K) {
  case Kind::Struct:
  case Kind::Variant:
  case Kind::Union: // a struct with an anonymous one; none of them is in that
    if (T.Fields.empty() && T.Name == "struct __jmp_buf_tag")
      Into.push_back(Offset);
    for (const Field &F : T.Fields)
      find(F.Type, Offset + F.Offset, Into);
    return;
  case Kind::Array: {
    // One element says it for all.
    std::vector<uint64_t> Element;
    find(T.Element, 0, Element);
    for (uint64_t N = 0; !Element.empty() && N < T.Count; ++N)
      for (uint64_t Inside : Element)
        Into.push_back(Offset + N * Types[T.Element].Size + Inside);
    return;
  }
  default:
    return;
  }
}

} // namespace ferry::image
