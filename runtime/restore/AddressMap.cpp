#include "restore/AddressMap.h"

#include "ferry/typeinfo/PointerNumber.h"
#include "port/Memory.h"

using namespace ferry;
using namespace ferry::restore;

bool AddressMap::build(Failure &Why) {
  image::Status S = Index.build(Image);
  if (!S.ok()) {
    Why = {{}, S.text()};
    return false;
  }
  Places.assign(Index.blockCount(), 0);
  Offsets.resize(Image.Types->size());
  TypeHere.assign(Image.Types->size(), TypeId::None);
  for (const image::Symbol &Symbol : Image.Symbols)
    if (__ferry_code Here = Program.symbol(Symbol.Name))
      Functions[Symbol.Address.Value] = reinterpret_cast<uintptr_t>(Here);
  return true;
}

void AddressMap::setType(TypeId From, TypeId To) {
  Offsets[indexOf(From)] =
      std::make_unique<OffsetMap>(*Image.Types, From, Program.types(), To);
  TypeHere[indexOf(From)] = To;
}

uint64_t AddressMap::poison() {
  if (!PoisonPage)
    PoisonPage =
        reinterpret_cast<uintptr_t>(port::reserve(port::pageSize(), nullptr));
  ++Poisoned;
  return PoisonPage;
}

bool AddressMap::translateFunction(uint64_t Old, uint64_t &New, Failure &Why) {
  auto At = Functions.find(Old);
  if (At != Functions.end()) {
    New = At->second;
    ++Relocated;
    return true;
  }
  for (const image::Symbol &S : Image.Symbols)
    if (S.Address.Value == Old) {
      Why.Message = "points to the function '" + std::string(S.Name) +
                    "', which this program does not have";
      return false;
    }
  New = poison();
  return true;
}

bool AddressMap::translateOne(const PointerUse &Use, const std::byte *Place,
                              uint64_t Old, uint64_t &New, Failure &Why) {
  unsigned OldSize = Image.Types->abi().PointerSize;
  if (auto Number = pointerNumber(Old, OldSize)) {
    New = static_cast<uintptr_t>(*Number);
    return true;
  }
  if (Use.IsFunction)
    return translateFunction(Old, New, Why);
  image::AddressIndex::Found F = Index.findPointer({Old}, Place);
  if (!F.Ref.valid()) {
    New = poison();
    return true;
  }
  uintptr_t Target = Places[F.Ref.Number];
  // A local of a frame that is not entered yet: no value local of an outer frame
  // can have got its address; what looks so is an old pointer.
  if (!Target) {
    uint32_t Frame = F.Ref.Block != image::None ? Image.Blocks[F.Ref.Block].Frame
                                                : image::None;
    OfOthers = Frame != image::None && (Frame < First || Frame >= End);
    New = OfOthers ? 0 : poison();
    return !OfOthers;
  }
  image::BlockView View = Index.view(F.Ref);
  uint64_t Element = (*Image.Types)[View.Type].Size;
  uint64_t Count = Element ? View.Size / Element : 0, NewOffset;
  const OffsetMap *Map = Offsets[indexOf(View.Type)].get();
  if (!Map) {
    Why.Message = "points to a value of type '" +
                  (*Image.Types)[View.Type].Name +
                  "', which this program does not have";
    return false;
  }
  if (!Map->map(Count, View.Bytes, F.Offset, Use.FromPointee, NewOffset, Why)) {
    Why.Path.clear();
    return false;
  }
  if (Use.FromPointee != View.Type &&
      !mayPoint(Use, View, F.Offset, NewOffset)) {
    Why.Message = "points to '" + (*Image.Types)[Use.FromPointee].Name +
                  "' in memory of '" + (*Image.Types)[View.Type].Name +
                  "', where nothing says how its values have to be converted";
    return false;
  }
  New = Target + NewOffset;
  ++Relocated;
  return true;
}

bool AddressMap::mayPoint(const PointerUse &Use, const image::BlockView &Memory,
                          uint64_t Offset, uint64_t NewOffset) {
  const TypeTable &Types = *Image.Types;
  uint64_t Element = Types[Memory.Type].Size;
  uint64_t Count = Element ? Memory.Size / Element : 0;
  Numbers There = numbersAt(Types, Memory.Type, Count, Memory.Bytes, Offset);
  Numbers Here = numbersAt(Program.types(), TypeHere[indexOf(Memory.Type)], Count,
                           nullptr, NewOffset);
  return Views.mayPoint(Use.FromPointee, Use.ToPointee, There, Here) ||
         meansItsType(Types, Memory.Type, Count, Memory.Bytes, Offset, Use.FromPointee,
                      There);
}

size_t AddressMap::translate(const PointerUse &Use, const uint64_t *Old,
                             uint64_t *New, size_t Count, Failure &Why) {
  const auto *Place = static_cast<const std::byte *>(Use.FirstPlace);
  for (size_t I = 0; I < Count; ++I, Place += Use.PlaceStride) {
    if (!Old[I])
      New[I] = 0;
    else if (!translateOne(Use, Place, Old[I], New[I], Why))
      return I;
  }
  return Count;
}
