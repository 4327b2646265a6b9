//===- Type.cpp - tables of types, and questions about one type -----------===//
#include "ferry/typeinfo/Type.h"

namespace ferry {

std::string_view kindText(Kind K) {
  switch (K) {
#define FERRY_KIND(Name, Number, Text)                                         \
  case Kind::Name:                                                             \
    return Text;
#include "ferry/Kinds.def"
  }
  return "unknown kind";
}

bool isKind(unsigned Number) {
  switch (Number) {
#define FERRY_KIND(Name, Number, Text) case Number:
#include "ferry/Kinds.def"
    return true;
  default:
    return false;
  }
}

bool isInteger(Kind K) {
  return K == Kind::Bool || K == Kind::Char || K == Kind::Signed ||
         K == Kind::Unsigned || K == Kind::Enum;
}

bool isFloating(Kind K) { return K == Kind::Float || K == Kind::LongDouble; }

bool isScalar(Kind K) {
  return isInteger(K) || isFloating(K) || K == Kind::Pointer ||
         K == Kind::FunctionPointer || K == Kind::BitField;
}

bool hasFields(Kind K) {
  return K == Kind::Struct || K == Kind::Union || K == Kind::Variant;
}

/// The fields of a variant learn from its cases which tag they have.
static void setTags(Type &T) {
  for (const Case &C : T.Cases)
    if (C.Field < T.Fields.size())
      T.Fields[C.Field].Tag = C.Tag;
}

TypeId TypeTable::add(Type T) {
  TypeId Id{size()};
  setTags(T);
  ByKey.try_emplace(T.Name, Id);
  Types.push_back(std::move(T));
  return Id;
}

void TypeTable::complete(TypeId Id, Type T) {
  Type &Old = Types[indexOf(Id)];
  T.Name = std::move(Old.Name);
  setTags(T);
  Old = std::move(T);
}

void TypeTable::truncate(uint32_t Size) {
  while (Types.size() > Size) {
    auto Found = ByKey.find(Types.back().Name);
    if (Found != ByKey.end() && indexOf(Found->second) == Types.size() - 1)
      ByKey.erase(Found);
    Types.pop_back();
  }
}

TypeId TypeTable::find(std::string_view Key) const {
  auto Found = ByKey.find(Key);
  return Found == ByKey.end() ? TypeId::None : Found->second;
}

namespace {

enum class Compare { Places, Meaning };

bool same(const TypeTable &A, TypeId TypeA, const TypeTable &B, TypeId TypeB,
          Compare What) {
  const Type &X = A[TypeA], &Y = B[TypeB];
  if (X.Size != Y.Size)
    return false;
  if (What == Compare::Places && isScalar(X.K) && isScalar(Y.K))
    return true;
  if (X.K != Y.K)
    return false;
  switch (X.K) {
  case Kind::Array:
    return X.Count == Y.Count &&
           (X.Size == 0 || same(A, X.Element, B, Y.Element, What));
  case Kind::Struct:
  case Kind::Union:
  case Kind::Variant:
    if (X.Fields.size() != Y.Fields.size() || X.Cases != Y.Cases)
      return false;
    for (size_t I = 0; I < X.Fields.size(); ++I) {
      const Field &F = X.Fields[I], &G = Y.Fields[I];
      if (F.Offset != G.Offset || F.Name != G.Name)
        return false;
      // Nothing is in it, and nested empty types could be visited 2^depth
      // times.
      if (A[F.Type].Size == 0 && B[G.Type].Size == 0)
        continue;
      if (!same(A, F.Type, B, G.Type, What))
        return false;
    }
    return true;
  case Kind::Raw:
    return What == Compare::Places || A.abi() == B.abi();
  case Kind::Enum:
    if (A[X.Element].K != B[Y.Element].K)
      return false;
    break;
  case Kind::BitField: {
    Kind Old = A[X.Element].K, New = B[Y.Element].K;
    if (X.Bits != Y.Bits || (Old == Kind::Bool) != (New == Kind::Bool) ||
        (Old == Kind::Char) != (New == Kind::Char))
      return false;
    break;
  }
  case Kind::LongDouble:
    if (A.abi().LongDouble != B.abi().LongDouble)
      return false;
    break;
  default:
    break;
  }
  return X.Size <= 1 || A.abi().Order == B.abi().Order;
}

} // namespace

const Field *findField(const Type &T, std::string_view Name, size_t Likely) {
  if (Likely < T.Fields.size() && T.Fields[Likely].Name == Name)
    return &T.Fields[Likely];
  for (const Field &F : T.Fields)
    if (F.Name == Name)
      return &F;
  return nullptr;
}

bool sameLayout(const TypeTable &A, TypeId TypeA, const TypeTable &B,
                TypeId TypeB) {
  return same(A, TypeA, B, TypeB, Compare::Meaning);
}

bool samePlaces(const TypeTable &A, TypeId TypeA, const TypeTable &B,
                TypeId TypeB) {
  return same(A, TypeA, B, TypeB, Compare::Places);
}

bool holdsPointers(const TypeTable &Table, TypeId Id) {
  const Type &T = Table[Id];
  switch (T.K) {
  case Kind::Pointer:
  case Kind::FunctionPointer:
    return true;
  case Kind::Array:
    return T.Size != 0 && holdsPointers(Table, T.Element);
  case Kind::Struct:
  case Kind::Union:
  case Kind::Variant:
    for (const Field &F : T.Fields)
      if (Table[F.Type].Size != 0 && holdsPointers(Table, F.Type))
        return true;
    return false;
  default:
    return false;
  }
}

} // namespace ferry
