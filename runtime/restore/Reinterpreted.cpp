//===- Reinterpreted.cpp - memory that is looked at as another type -------===//
#include "restore/Reinterpreted.h"

using namespace ferry;
using namespace ferry::restore;

static const Type &elementOf(const TypeTable &Types, TypeId Id) {
  while (Types[Id].K == Kind::Array)
    Id = Types[Id].Element;
  return Types[Id];
}

static bool isNumber(const Type &T) {
  return isInteger(T.K) || T.K == Kind::Float;
}

/// Every scalar in \p Id is converted as an \p Element is.
static bool isMadeOf(const TypeTable &Types, TypeId Id, const Type &Element) {
  const Type &T = elementOf(Types, Id);
  if (T.K == Kind::Struct) {
    for (const Field &F : T.Fields)
      if (!isMadeOf(Types, F.Type, Element))
        return false;
    return true;
  }
  return isNumber(T) && T.Size == Element.Size &&
         (T.K == Kind::Float) == (Element.K == Kind::Float);
}

bool Reinterpreted::mayPoint(TypeId Pointee, TypeId PointeeHere, TypeId Memory,
                             TypeId MemoryHere) {
  if (Pointee == TypeId::None || PointeeHere == TypeId::None ||
      MemoryHere == TypeId::None || Pointee == Memory ||
      !isNumber(elementOf(Plans.from(), Memory)))
    return true;
  uint64_t Key = uint64_t(indexOf(Pointee)) << 32 | indexOf(Memory);
  auto [Found, IsNew] = Decided.try_emplace(Key, false);
  if (IsNew)
    Found->second = decide(Pointee, PointeeHere, Memory, MemoryHere);
  return Found->second;
}

bool Reinterpreted::decide(TypeId Pointee, TypeId PointeeHere, TypeId Memory,
                           TypeId MemoryHere) {
  const TypeTable &There = Plans.from(), &Here = Plans.to();
  const Type &Seen = elementOf(There, Pointee);
  if (isNumber(Seen) && Seen.Size == 1)
    return true;
  if (isMadeOf(There, Pointee, elementOf(There, Memory)) &&
      isMadeOf(Here, PointeeHere, elementOf(Here, MemoryHere)))
    return true;
  Failure Ignored;
  const Plan *P = Plans.get(Pointee, PointeeHere, Ignored);
  return P && P->isCopy();
}
