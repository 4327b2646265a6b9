//===- Path.cpp - from a byte offset to the name of a part ----------------===//
#include "ferry/typeinfo/Path.h"
#include "ferry/typeinfo/Variant.h"
#include <algorithm>

namespace ferry {

namespace {

/// Another bit-field than the one that is looked for.
bool isOther(const Type &T, const BitsOfField &Bits) {
  return T.K == Kind::BitField && Bits.Width != 0 && T.Bits != Bits;
}

std::string index(uint64_t Number) {
  return "[" + std::to_string(Number) + "]";
}

std::string bytes(uint64_t Number) {
  return Number ? "+" + std::to_string(Number) : "";
}

/// The last field that starts at or before the offset and is not empty.
const Field *fieldAt(const TypeTable &Table, const Type &T, uint64_t Offset,
                     const BitsOfField &Bits) {
  auto After = std::upper_bound(
      T.Fields.begin(), T.Fields.end(), Offset,
      [](uint64_t Value, const Field &F) { return Value < F.Offset; });
  while (After != T.Fields.begin()) {
    const Field &F = *--After;
    const Type &Of = Table[F.Type];
    if (Of.Size != 0 && !isOther(Of, Bits))
      return Offset - F.Offset < Table[F.Type].Size ? &F : nullptr;
  }
  return nullptr;
}

/// The first member of a union or variant that has the offset in it.
const Field *memberAt(const TypeTable &Table, const Type &T, uint64_t Offset,
                      const BitsOfField &Bits, const uint8_t *At) {
  for (uint32_t I = 0; I < T.Fields.size(); ++I) {
    const Field &F = T.Fields[I];
    if (!isOther(Table[F.Type], Bits) && Offset >= F.Offset &&
        Offset - F.Offset < Table[F.Type].Size && isHeld(Table, T, I, At))
      return &F;
  }
  return nullptr;
}

} // namespace

std::string pathOf(const TypeTable &Table, TypeId Id, uint64_t Count,
                   uint64_t Offset, uint64_t FirstIndex,
                   const BitsOfField &Bits, const void *Bytes) {
  const auto *At = static_cast<const uint8_t *>(Bytes);
  auto Further = [&](uint64_t Distance) {
    if (At)
      At += Distance;
    Offset -= Distance;
  };
  std::string Path;
  uint64_t Size = Table[Id].Size;
  if (Size == 0)
    return bytes(Offset);
  if (Count != 1 || FirstIndex != 0 || Offset >= Size) {
    Path = index(FirstIndex + Offset / Size);
    if (Offset / Size >= Count)
      return Path + bytes(Offset % Size);
    Further(Offset - Offset % Size);
  }
  for (;;) {
    const Type &T = Table[Id];
    if (T.K == Kind::Array && T.Size != 0) {
      uint64_t Step = Table[T.Element].Size;
      Path += index(Offset / Step);
      Further(Offset - Offset % Step);
      Id = T.Element;
      continue;
    }
    bool Overlap = T.K == Kind::Union || T.K == Kind::Variant;
    const Field *F = T.K == Kind::Struct ? fieldAt(Table, T, Offset, Bits)
                     : Overlap           ? memberAt(Table, T, Offset, Bits, At)
                                         : nullptr;
    if (!F)
      return Path + bytes(Offset);
    Path = joinPath(Path, F->Name);
    Further(F->Offset);
    Id = F->Type;
  }
}

std::string joinPath(std::string_view Name, std::string_view Path) {
  std::string Joined(Name);
  if (!Name.empty() && !Path.empty() && Path.front() != '[' &&
      Path.front() != '+')
    Joined += '.';
  Joined += Path;
  return Joined;
}

} // namespace ferry
