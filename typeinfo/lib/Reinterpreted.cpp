//===- Reinterpreted.cpp - memory that is looked at as another type -------===//
#include "ferry/typeinfo/Reinterpreted.h"
#include "ferry/typeinfo/OffsetMap.h"
#include "ferry/typeinfo/Variant.h"
#include <algorithm>

using namespace ferry;

/// Of the members that are there, the one that most numbers follow in.
static Numbers numbersInUnion(const TypeTable &Table, const Type &T,
                              const uint8_t *At, uint64_t Offset) {
  Numbers Most;
  for (uint32_t I = 0; I < T.Fields.size(); ++I) {
    const Field &F = T.Fields[I];
    if (F.Offset > Offset || Offset - F.Offset >= Table[F.Type].Size ||
        !isHeld(Table, T, I, At))
      continue;
    Numbers N = numbersAt(Table, F.Type, 1, At ? At + F.Offset : nullptr,
                          Offset - F.Offset);
    if (N.Left > Most.Left)
      Most = N;
  }
  return Most;
}

Numbers ferry::numbersAt(const TypeTable &Table, TypeId Id, uint64_t Count,
                         const void *Bytes, uint64_t Offset) {
  const auto *At = static_cast<const uint8_t *>(Bytes);
  for (;;) {
    const Type &T = Table[Id];
    if (T.Size == 0 || Offset / T.Size >= Count)
      return {};
    TypeId Element = Id;
    while (Table[Element].K == Kind::Array)
      Element = Table[Element].Element;
    Kind K = Table[Element].K;
    if (isInteger(K) || isFloating(K) || K == Kind::Raw)
      return {Element, Count * T.Size - Offset};
    if (At)
      At += Offset - Offset % T.Size;
    Offset %= T.Size;
    if (T.K == Kind::Array) {
      Id = T.Element;
      Count = T.Count;
      continue;
    }
    if (T.K == Kind::Union || T.K == Kind::Variant)
      return numbersInUnion(Table, T, At, Offset);
    Count = 1;
    const Field *In = nullptr;
    for (const Field &F : T.Fields) // none in what is no struct
      if (F.Offset <= Offset && Offset - F.Offset < Table[F.Type].Size)
        In = &F;
    if (!In)
      return {};
    if (At)
      At += In->Offset;
    Offset -= In->Offset;
    Id = In->Type;
  }
}

bool ferry::meansItsType(const TypeTable &Table, TypeId Type, uint64_t Count,
                         const void *Bytes, uint64_t Offset, TypeId Pointee,
                         const Numbers &There) {
  Meanings Found = meaningsAt(Table, Type, Count, Bytes, Offset, Pointee);
  if (Found.Start || !Found.ArrayEnd)
    return Found.Start;
  if (Table[There.Element].Size > 1)
    return true;
  if (!Bytes)
    return false;
  const char *At = static_cast<const char *>(Bytes) + Offset;
  return std::all_of(At, At + There.Left, [](char C) { return C == 0; });
}

static const Type &elementOf(const TypeTable &Types, TypeId Id) {
  while (Types[Id].K == Kind::Array)
    Id = Types[Id].Element;
  return Types[Id];
}

static bool isNumber(const Type &T) {
  return isInteger(T.K) || isFloating(T.K);
}

/// Every scalar in \p Id is converted as an \p Element is.
static bool isMadeOf(const TypeTable &Types, TypeId Id, const Type &Element) {
  const Type &T = elementOf(Types, Id);
  if (hasFields(T.K)) {
    for (const Field &F : T.Fields)
      if (!isMadeOf(Types, F.Type, Element))
        return false;
    return true;
  }
  return isNumber(T) && T.Size == Element.Size &&
         isFloating(T.K) == isFloating(Element.K);
}

bool Reinterpreted::mayPoint(TypeId Pointee, TypeId PointeeHere,
                             const Numbers &There, const Numbers &Here) {
  if (Pointee == TypeId::None || PointeeHere == TypeId::None ||
      There.Element == TypeId::None || Pointee == There.Element ||
      Plans.from()[Pointee].Size > There.Left)
    return true;
  if (Here.Element == TypeId::None)
    return false;
  uint64_t Key = uint64_t(indexOf(Pointee)) << 32 | indexOf(There.Element);
  auto [Found, IsNew] = Decided.try_emplace(Key, false);
  if (IsNew)
    Found->second = decide(Pointee, PointeeHere, There.Element, Here.Element);
  return Found->second;
}

bool Reinterpreted::decide(TypeId Pointee, TypeId PointeeHere, TypeId Element,
                           TypeId ElementHere) {
  const TypeTable &There = Plans.from(), &Here = Plans.to();
  const Type &Seen = elementOf(There, Pointee);
  if (isNumber(Seen) && Seen.Size == 1)
    return true;
  if (isMadeOf(There, Pointee, There[Element]) &&
      isMadeOf(Here, PointeeHere, Here[ElementHere]))
    return true;
  auto IsCopied = [&](TypeId From, TypeId To) {
    Failure Ignored;
    const Plan *P = Plans.get(From, To, Ignored);
    return P && P->isCopy();
  };
  return IsCopied(Pointee, PointeeHere) && IsCopied(Element, ElementHere);
}
