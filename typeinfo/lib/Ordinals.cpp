//===- Ordinals.cpp - a part's place in the order of the values -----------===//
///
/// \file
/// Counts are kept per type: types that nest the same inner type many times
/// over (an image can claim 2^48 scalars in a few types) are counted in linear
/// time. No count exceeds MaxUnionWork times the type's size, as every scalar is
/// counted there with its bytes.
//===----------------------------------------------------------------------===//
#include "ferry/typeinfo/Ordinals.h"
#include "ferry/typeinfo/Variant.h"
#include <optional>

namespace ferry {

namespace {
constexpr uint64_t NotCounted = ~uint64_t(0);
}

Ordinals::Ordinals(const TypeTable &Table)
    : Table(Table), Counts(Table.size(), NotCounted) {
  for (uint32_t I = 0; I < Table.size(); ++I)
    countParts(TypeId{I});
}

uint64_t Ordinals::countParts(TypeId Id) {
  uint64_t &Known = Counts[indexOf(Id)];
  if (Known != NotCounted)
    return Known;
  const Type &T = Table[Id];
  uint64_t Sum = 0;
  if (T.Size == 0)
    Sum = 0;
  else if (isScalar(T.K))
    Sum = 1;
  else if (T.K == Kind::Raw)
    Sum = T.Size;
  else if (T.K == Kind::Array)
    Sum = T.Count * countParts(T.Element);
  else
    for (const Field &F : T.Fields)
      Sum += countParts(F.Type);
  return Known = Sum;
}

/// What stands \p Offset bytes further; null stays null.
static const uint8_t *further(const uint8_t *At, uint64_t Offset) {
  return At ? At + Offset : nullptr;
}

/// \p Offset <= the size of the type. Its end is the ordinal behind all parts.
bool Ordinals::inside(TypeId Id, const uint8_t *At, uint64_t Offset,
                      uint64_t &Ordinal, uint64_t &ByteInScalar) const {
  const Type &T = Table[Id];
  if (Offset == 0)
    return true;
  if (Offset == T.Size) {
    Ordinal += count(Id);
    return true;
  }
  switch (T.K) {
  case Kind::Array: {
    uint64_t Step = Table[T.Element].Size;
    Ordinal += Offset / Step * count(T.Element);
    return inside(T.Element, further(At, Offset - Offset % Step), Offset % Step,
                  Ordinal, ByteInScalar);
  }
  case Kind::Struct: {
    uint64_t End = 0;
    for (const Field &F : T.Fields) {
      uint64_t Size = Table[F.Type].Size;
      if (Size == 0)
        continue;
      if (Offset == End)
        return true;
      if (Table[F.Type].K == Kind::BitField) {
        ++Ordinal;
        continue;
      }
      if (Offset == F.Offset)
        return true;
      if (Offset < F.Offset)
        return false;
      if (Offset < F.Offset + Size)
        return inside(F.Type, further(At, F.Offset), Offset - F.Offset, Ordinal,
                      ByteInScalar);
      End = F.Offset + Size;
      Ordinal += count(F.Type);
    }
    return Offset == End;
  }
  case Kind::Union:
  case Kind::Variant:
    return insideUnion(T, At, Offset, Ordinal, ByteInScalar);
  case Kind::Raw:
    Ordinal += Offset;
    return true;
  case Kind::BitField:
    return false;
  default:
    ByteInScalar = Offset;
    return true;
  }
}

/// The first member that has something there, of a variant one that is held if there is
/// one; else the first that ends there.
bool Ordinals::insideUnion(const Type &T, const uint8_t *At, uint64_t Offset,
                           uint64_t &Ordinal, uint64_t &ByteInScalar) const {
  const uint64_t Start = Ordinal;
  std::optional<uint64_t> End;
  for (bool Held : {true, false}) {
    uint64_t Before = Start;
    for (uint32_t I = 0; I < T.Fields.size(); ++I) {
      const Field &F = T.Fields[I];
      uint64_t Size = Table[F.Type].Size;
      Ordinal = Before;
      Before += count(F.Type);
      if (Table[F.Type].K == Kind::BitField || Size == 0 ||
          isHeld(Table, T, I, At) != Held)
        continue;
      if (Offset >= F.Offset && Offset - F.Offset < Size &&
          inside(F.Type, further(At, F.Offset), Offset - F.Offset, Ordinal, ByteInScalar))
        return true;
      if (Offset == F.Offset + Size && !End)
        End = Before;
    }
  }
  Ordinal = End.value_or(Start);
  return End.has_value();
}

bool Ordinals::ordinalOf(TypeId Id, uint64_t Count, const void *Bytes,
                         uint64_t Offset, uint64_t &Ordinal,
                         uint64_t &ByteInScalar) const {
  uint64_t Size = Table[Id].Size;
  Ordinal = ByteInScalar = 0;
  if (Size == 0)
    return Offset == 0;
  uint64_t Index = Offset / Size, Rest = Offset % Size;
  if (Index > Count || (Index == Count && Rest != 0) ||
      __builtin_mul_overflow(Index, count(Id), &Ordinal))
    return false;
  const uint8_t *At = further(static_cast<const uint8_t *>(Bytes), Index * Size);
  return Index == Count || inside(Id, At, Rest, Ordinal, ByteInScalar);
}

} // namespace ferry
