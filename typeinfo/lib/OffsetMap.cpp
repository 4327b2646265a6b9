//===- OffsetMap.cpp - where a pointer into a block points after a move ---===//
///
/// \file
/// Goes down both types at the same time, along the parts that contain the
/// offset or end at it, and collects what the offset may mean; then decides. At
/// each level at most two parts do: the one that starts at or contains the
/// offset and the one that ends there, and below an end there are only ends. So
/// the work is linear in the depth (and in the logarithm of the number of
/// fields, or in that of the bit-fields there), where there are no unions: of
/// these each member is looked at, and all of them are at one place wherever a
/// union can be converted (UnionPlan).
//===----------------------------------------------------------------------===//
#include "ferry/typeinfo/OffsetMap.h"
#include "ferry/typeinfo/Path.h"
#include "ferry/typeinfo/Tail.h"
#include "ferry/typeinfo/Variant.h"
#include <algorithm>
#include <optional>

namespace ferry {

namespace {

/// Whether a pointer to \p A may be meant for an object of type \p B: the same
/// type, or scalars that a typedef's name keeps apart.
bool alike(const TypeTable &Table, TypeId A, TypeId B) {
  while (A != B) {
    const Type &X = Table[A], &Y = Table[B];
    if (X.K == Kind::Array && Y.K == Kind::Array && X.Count == Y.Count) {
      A = X.Element;
      B = Y.Element;
      continue;
    }
    if (X.K == Kind::Struct && Y.K == Kind::Struct)
      return withoutTail(Table, A) == withoutTail(Table, B);
    bool SameFamily = X.K == Y.K || (isInteger(X.K) && isInteger(Y.K));
    return SameFamily && isScalar(X.K) && X.Size == Y.Size;
  }
  return true;
}

using Place = std::optional<uint64_t>;

class Search {
public:
  /// \p OnlyHeld: not the fields of a variant that are not there.
  Search(const TypeTable &From, const TypeTable &To, TypeId Pointee, bool OnlyHeld)
      : From(From), To(To), Pointee(Pointee), OnlyHeld(OnlyHeld) {}

  /// \p At: the bytes of the old values; null when they are not known.
  void array(TypeId F, TypeId T, uint64_t Count, const uint8_t *At, uint64_t Offset,
             uint64_t New);
  bool decide(uint64_t &NewOffset, std::string &Message) const;
  Meanings found() const { return {Start.has_value(), ArrayEnd.has_value()}; }

private:
  void part(TypeId F, TypeId T, const uint8_t *At, uint64_t Offset, uint64_t New);
  void structure(const Type &F, const Type &T, const uint8_t *At, uint64_t Offset,
                 uint64_t New);
  void gap(const Type &F, const Type &T, uint64_t Offset, uint64_t New);
  void alternatives(const Type &F, const Type &T, const uint8_t *At, uint64_t Offset,
                    uint64_t New);
  static const uint8_t *further(const uint8_t *At, uint64_t Offset) {
    return At ? At + Offset : nullptr;
  }
  bool isPointee(TypeId F) const {
    return Pointee != TypeId::None && alike(From, Pointee, F);
  }
  static void first(Place &P, uint64_t New) {
    if (!P)
      P = New;
  }

  const TypeTable &From, &To;
  TypeId Pointee;
  const bool OnlyHeld;
  Place Start, ArrayEnd, PartEnd, AnyStart, OuterEnd, Byte, Gap;
  uint64_t ByteFrom = 0, ByteTo = 0; ///< sizes of the scalar it is inside
};

void Search::array(TypeId F, TypeId T, uint64_t Count, const uint8_t *At,
                   uint64_t Offset, uint64_t New) {
  uint64_t Size = From[F].Size, NewSize = To[T].Size;
  if (Size == 0)
    return;
  uint64_t Index = Offset / Size, Rest = Offset % Size;
  if (Index == Count) {
    uint64_t End = New + Count * NewSize;
    first(OuterEnd, End);
    if (isPointee(F))
      first(ArrayEnd, End);
  }
  if (Rest == 0 && Index > 0)
    part(F, T, further(At, (Index - 1) * Size), Size, New + (Index - 1) * NewSize);
  if (Index < Count)
    part(F, T, further(At, Index * Size), Rest, New + Index * NewSize);
}

void Search::part(TypeId FromType, TypeId ToType, const uint8_t *At, uint64_t Offset,
                  uint64_t New) {
  const Type &F = From[FromType], &T = To[ToType];
  if (F.Size == 0)
    return;
  if (Offset == 0) {
    first(AnyStart, New);
    if (isPointee(FromType))
      first(Start, New);
  } else if (Offset == F.Size) {
    first(OuterEnd, New + T.Size);
    if (isPointee(FromType))
      first(PartEnd, New + T.Size);
  }
  switch (F.K) {
  case Kind::Array:
    return array(F.Element, T.Element, F.Count, At, Offset, New);
  case Kind::Struct:
    return structure(F, T, At, Offset, New);
  case Kind::Union:
  case Kind::Variant:
    return alternatives(F, T, At, Offset, New);
  default:
    if (Offset != 0 && Offset != F.Size) {
      ByteFrom = F.Size;
      ByteTo = T.Size;
      if (F.Size == T.Size)
        Byte = New + Offset;
    }
  }
}

void Search::structure(const Type &F, const Type &T, const uint8_t *At,
                       uint64_t Offset, uint64_t New) {
  auto After = std::upper_bound(
      F.Fields.begin(), F.Fields.end(), Offset,
      [](uint64_t Value, const Field &G) { return Value < G.Offset; });
  // The field that the offset is in or that starts there, and, if it starts
  // there, the one that ends there.
  for (auto I = After; I != F.Fields.begin();) {
    const Field &G = *--I;
    uint64_t Size = From[G.Type].Size;
    if (Size == 0 || From[G.Type].K == Kind::BitField)
      continue;
    if (Offset - G.Offset > Size)
      return gap(F, T, Offset, New);
    if (const Field *H = findField(T, G.Name, static_cast<size_t>(I - F.Fields.begin())))
      part(G.Type, H->Type, further(At, G.Offset), Offset - G.Offset, New + H->Offset);
    if (Offset != G.Offset)
      return;
  }
  gap(F, T, Offset, New);
}

/// Where no part stands: padding, and bit-fields, between two parts or at the end. Its
/// bytes are what they were when there are as many here.
void Search::gap(const Type &F, const Type &T, uint64_t Offset, uint64_t New) {
  uint64_t Begin = 0, NewBegin = 0, End = F.Size, NewEnd = T.Size;
  for (size_t I = 0; I < F.Fields.size(); ++I) {
    const Field &G = F.Fields[I], *H = findField(T, G.Name, I);
    uint64_t Size = From[G.Type].Size;
    if (From[G.Type].K == Kind::BitField || Size == 0)
      continue;
    if (!H)
      return;
    if (G.Offset + Size <= Offset && G.Offset + Size >= Begin) {
      Begin = G.Offset + Size;
      NewBegin = H->Offset + To[H->Type].Size;
    } else if (G.Offset > Offset && G.Offset < End) {
      End = G.Offset;
      NewEnd = H->Offset;
    }
  }
  if (Begin < Offset && Offset < End && End - Begin == NewEnd - NewBegin)
    first(Gap, New + NewBegin + (Offset - Begin));
}

/// Those of a variant that are there, then the others: a pointer may wait for its member.
void Search::alternatives(const Type &F, const Type &T, const uint8_t *At,
                          uint64_t Offset, uint64_t New) {
  for (bool Held : {true, OnlyHeld})
    for (uint32_t I = 0; I < F.Fields.size(); ++I) {
      const Field &G = F.Fields[I];
      uint64_t Size = From[G.Type].Size;
      if (Size == 0 || Offset < G.Offset || Offset - G.Offset > Size ||
          From[G.Type].K == Kind::BitField || isHeld(From, F, I, At) != Held)
        continue;
      if (const Field *H = findField(T, G.Name, I))
        part(G.Type, H->Type, further(At, G.Offset), Offset - G.Offset, New + H->Offset);
    }
}

bool Search::decide(uint64_t &NewOffset, std::string &Message) const {
  bool IsByte = Pointee != TypeId::None && From[Pointee].Size == 1;
  if (Start && ArrayEnd && *Start != *ArrayEnd) {
    Message =
        "the pointer may mean the end of an array or what follows it, and "
        "here these are different places";
    return false;
  }
  for (const Place &P : {Start, ArrayEnd, IsByte ? Place() : PartEnd, AnyStart,
                         PartEnd, OuterEnd, Byte, IsByte ? Gap : Place()})
    if (P) {
      NewOffset = *P;
      return true;
    }
  if (ByteFrom)
    Message = "points inside a scalar of " + std::to_string(ByteFrom) +
              " bytes that has " + std::to_string(ByteTo) + " here";
  else
    Message = "points into padding";
  return false;
}

} // namespace

Meanings meaningsAt(const TypeTable &Table, TypeId Type, uint64_t Count,
                    const void *Bytes, uint64_t Offset, TypeId Pointee) {
  Search S(Table, Table, Pointee, /*OnlyHeld=*/true);
  S.array(Type, Type, Count, static_cast<const uint8_t *>(Bytes), Offset, 0);
  return S.found();
}

OffsetMap::OffsetMap(const TypeTable &From, TypeId FromType,
                     const TypeTable &To, TypeId ToType)
    : From(&From), To(&To), FromType(FromType), ToType(ToType),
      FromSize(From[FromType].Size), Identical(false) {
  Identical = FromSize != 0 && samePlaces(From, FromType, To, ToType);
}

bool OffsetMap::mapPart(uint64_t Count, const void *Bytes, uint64_t Offset,
                        TypeId Pointee, uint64_t &NewOffset, Failure &Why) const {
  uint64_t Ignored;
  bool Inside =
      FromSize != 0 && (Offset / FromSize < Count ||
                        (Offset / FromSize == Count && Offset % FromSize == 0));
  if (!Inside || __builtin_mul_overflow(Count, (*To)[ToType].Size, &Ignored)) {
    if (FromSize == 0 && Offset == 0) {
      NewOffset = 0;
      return true;
    }
    Why = {"", "points beyond the end of the block"};
    return false;
  }
  if (Pointee != TypeId::None && (*From)[Pointee].K == Kind::Void)
    Pointee = TypeId::None;
  Search S(*From, *To, Pointee, /*OnlyHeld=*/false);
  S.array(FromType, ToType, Count, static_cast<const uint8_t *>(Bytes), Offset, 0);
  if (S.decide(NewOffset, Why.Message))
    return true;
  Why.Path = pathOf(*From, FromType, Count, Offset, 0, {}, Bytes);
  return false;
}

} // namespace ferry
