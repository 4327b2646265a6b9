#include "control/Program.h"

#include "control/BitFields.h"
#include "ferry/typeinfo/Tail.h"
#include "ferry/typeinfo/Variant.h"
#include "heap/Tails.h"

#define XXH_INLINE_ALL
#include <xxhash.h>

#include <algorithm>
#include <string>

using namespace ferry;
using namespace ferry::control;
using heap::isTail;
using heap::tailCount;

namespace {

__ferry_unit *FirstUnit;

const __ferry_type RawDescriptor = {
    __ferry_kind_Raw, 0,       "<untyped bytes>", 1,       1, nullptr,
    0,                nullptr, nullptr,           nullptr, 0};
const __ferry_type StreamDescriptor = {
    __ferry_kind_Char, 0, "<stream>", 1, 1, nullptr, 0, nullptr, nullptr, nullptr, 0};

std::string_view nameOf(const __ferry_type *T) { return T ? T->name : ""; }

bool isIncomplete(const __ferry_type &T) {
  return T.size == 0 && T.kind == __ferry_kind_Struct;
}

/// Whether two descriptors of one key may be one type. Looks one level deep: what
/// is below has keys of its own.
bool agree(const __ferry_type &A, const __ferry_type &B) {
  if (A.kind != B.kind)
    return false;
  if (isIncomplete(A) || isIncomplete(B))
    return true;
  if (A.size != B.size || A.align != B.align || A.count != B.count ||
      A.field_count != B.field_count)
    return false;
  // One unit may know what a pointer leads to, and another not.
  bool Opaque = A.kind == __ferry_kind_Pointer && (!A.element || !B.element);
  if (!Opaque && nameOf(A.element) != nameOf(B.element))
    return false;
  for (unsigned I = 0; I < A.field_count; ++I)
    if (std::string_view(A.fields[I].name) != B.fields[I].name ||
        A.fields[I].offset != B.fields[I].offset ||
        nameOf(A.fields[I].type) != nameOf(B.fields[I].type) ||
        (isBitField(A.fields[I]) && askForBits(A, I) != askForBits(B, I)))
      return false;
  return std::equal(A.cases, A.cases + A.case_count, B.cases, B.cases + B.case_count,
                    [](const __ferry_case &X, const __ferry_case &Y) {
                      return X.tag == Y.tag && X.field == Y.field && X.value == Y.value;
                    });
}

/// Whether B knows more of the type than A.
bool knowsMore(const __ferry_type &A, const __ferry_type &B) {
  return (isIncomplete(A) && !isIncomplete(B)) || (!A.element && B.element);
}

/// Numbers and texts, one behind the other, as 64 bits.
class Hash {
  std::string Bytes;

public:
  void number(uint64_t N) {
    for (int I = 0; I < 8; ++I)
      Bytes += static_cast<char>(N >> (8 * I));
  }
  void text(std::string_view Text) {
    number(Text.size());
    Bytes += Text;
  }
  uint64_t value() const { return XXH3_64bits(Bytes.data(), Bytes.size()); }
};

} // namespace

const __ferry_type control::CharType = {
    __ferry_kind_Char, 0, "char", 1, 1, nullptr, 0, nullptr, nullptr, nullptr, 0};
const __ferry_type control::StringType = {
    __ferry_kind_Pointer, 0, "p:char", sizeof(char *), alignof(char *), &CharType,
    0, nullptr, nullptr, nullptr, 0};

void __ferry_register_unit(__ferry_unit *Unit) {
  Unit->next = FirstUnit;
  FirstUnit = Unit;
}

const Program &control::program() {
  // Never destroyed, like the tables it is made of.
  static const Program &TheProgram = *new Program;
  return TheProgram;
}

Program::Program() : Types(Abi::native()), Streams(port::streams()) {
  std::vector<const __ferry_unit *> Units;
  // By name, not in the order of linking.
  for (const __ferry_unit *U = FirstUnit; U; U = U->next)
    Units.insert(std::upper_bound(Units.begin(), Units.end(), U,
                                  [](auto *A, auto *B) {
                                    return std::string_view(A->name) < B->name;
                                  }),
                 U);
  RawType = addType(&RawDescriptor, "");
  StreamType = addType(&StreamDescriptor, "");
  addType(&StringType, "");
  for (const __ferry_unit *U : Units)
    addUnit(*U);
  // What they are made of has its name only now.
  for (const __ferry_type *D : VariableTails) {
    TypeId &Id = Numbers[D];
    Id = withTail(Types, Id, D->count);
    if (Id == TypeId::None)
      Wrong = {D->name, "the struct does not end in an array"};
  }
  hashUnits(Units);
  if (Wrong.Message.empty())
    (void)Types.validate(Wrong);
  FixedTypes = Types.size();
}

TypeId Program::addType(const __ferry_type *D, const char *Unit) {
  if (!D)
    return TypeId::None;
  auto [At, IsNew] = Numbers.try_emplace(D, TypeId::None);
  if (!IsNew)
    return At->second;

  if (isTail(*D)) {
    TypeId Struct = Numbers[D] = addType(D->element, Unit);
    if (D->size == 0) // of as many elements as are allocated
      Tails.try_emplace(indexOf(Struct), D);
    else
      VariableTails.push_back(D);
    return Struct;
  }

  std::string Key = D->name;
  TypeId Id = Types.find(Key);
  if (Id != TypeId::None && !agree(*Descriptors[indexOf(Id)], *D)) {
    Key += '@';
    Key += Unit;
    Id = Types.find(Key);
    if (Id != TypeId::None && !agree(*Descriptors[indexOf(Id)], *D)) {
      Wrong = {Key, "the unit has two types of this name"};
      return Id;
    }
  }
  bool Fill = true;
  if (Id == TypeId::None) {
    Type T;
    T.Name = Key;
    Id = Types.add(std::move(T));
    Descriptors.push_back(D);
  } else if (knowsMore(*Descriptors[indexOf(Id)], *D)) {
    Descriptors[indexOf(Id)] = D;
  } else {
    Fill = false;
  }
  Numbers[D] = Id; // before its parts: types go in circles
  if (!Fill)
    return Id;

  Type T;
  T.Name = Key;
  T.K = static_cast<Kind>(D->kind);
  T.Size = D->size;
  T.Align = D->align;
  T.Count = D->count;
  T.Element = addType(D->element, Unit);
  for (unsigned I = 0; I < D->field_count; ++I) {
    Field F;
    F.Name = D->fields[I].name;
    F.Offset = D->fields[I].offset;
    F.Type = isBitField(D->fields[I]) ? addBitField(*D, I, Unit, F.Offset)
                                      : addType(D->fields[I].type, Unit);
    T.Fields.push_back(std::move(F));
  }
  addCases(*D, T);
  Types.complete(Id, std::move(T));
  return Id;
}

void Program::addCases(const __ferry_type &Of, Type &Variant) const {
  for (unsigned I = 0; I < Of.case_count; ++I) {
    const __ferry_case &C = Of.cases[I];
    // Parts that are no integer have no value; validate() says so.
    const Type &Tag = Types[Variant.Fields[C.tag].Type];
    uint64_t Mask = Tag.Size ? tagMask(Tag) : 0;
    Variant.Cases.push_back({C.tag, static_cast<uint64_t>(C.value) & Mask,
                             C.field == __ferry_no_field ? NoField : C.field});
  }
  std::sort(Variant.Cases.begin(), Variant.Cases.end());
}

TypeId Program::addBitField(const __ferry_type &Of, unsigned Number, const char *Unit,
                            uint64_t &Offset) {
  const __ferry_field &F = Of.fields[Number];
  FoundBits Found = askForBits(Of, Number);
  Offset = Found.Place.Offset;
  TypeId Declared = addType(F.type, Unit);
  if (Found.Place.Width == 0 || Declared == TypeId::None) {
    Wrong = {std::string(Of.name) + "." + F.name,
             "the bits of this bit-field do not stand together, or it has no type"};
    return Declared;
  }
  Type T;
  T.K = Kind::BitField;
  T.Size = Found.Place.Size;
  T.Align = 1;
  T.Element = Declared;
  T.Bits = {Found.Place.Width, Found.Place.Shift, Found.IsSigned};
  // What is alike has one type; no type of a program has such a name.
  T.Name = Types[Declared].Name + (Found.IsSigned ? ":s" : ":u") +
           std::to_string(T.Bits.Width) + ">>" + std::to_string(T.Bits.Shift);
  TypeId Known = Types.find(T.Name);
  if (Known != TypeId::None)
    return Known;
  Descriptors.push_back(F.type);
  return Types.add(std::move(T));
}

void Program::addUnit(const __ferry_unit &U) {
  for (unsigned I = 0; I < U.function_count; ++I) {
    const __ferry_function *F = U.functions[I];
    for (unsigned L = 0; L < F->local_count; ++L)
      addType(F->locals[L].type, U.name);
    if (!Functions.emplace(F->name, F).second)
      Wrong = {F->name, "two functions of the program have this name"};
  }
  for (unsigned I = 0; I < U.variable_count; ++I) {
    const __ferry_variable &V = U.variables[I];
    addType(V.type, U.name);
    auto [At, IsNew] = VariablesByName.emplace(V.name, &V);
    if (IsNew)
      Variables.push_back(&V);
    else
      mergeVariable(At->second, V);
  }
  for (unsigned I = 0; I < U.symbol_count; ++I) {
    const __ferry_symbol &S = U.symbols[I];
    if (!S.address)
      continue; // weak, and not in the program
    auto [At, IsNew] = SymbolsByName.emplace(S.name, S.address);
    if (!IsNew && At->second != S.address)
      Wrong = {S.name, "two functions of the program have this name"};
    if (SymbolsByAddress
            .emplace(reinterpret_cast<uintptr_t>(S.address), S.name)
            .second)
      Symbols.push_back(&S);
  }
  for (unsigned I = 0; I < U.alloc_site_count; ++I)
    addType(U.alloc_sites[I].type, U.name);
}

/// A variable of a header may be in several tables, at one address. Of weak ones the
/// linker took another, or one of them: then they must be alike, for which one it was
/// is not known.
void Program::mergeVariable(const __ferry_variable *&Known, const __ferry_variable &V) {
  if (Known->address != V.address) {
    Wrong = {V.name, "two variables of the program have this name"};
    return;
  }
  bool KnownIsWeak = Known->flags & __ferry_variable_weak;
  bool IsWeak = V.flags & __ferry_variable_weak;
  if (KnownIsWeak && !IsWeak) {
    std::replace(Variables.begin(), Variables.end(), Known, &V);
    Known = &V;
  } else if (KnownIsWeak == IsWeak &&
             (Numbers[Known->type] != Numbers[V.type] || Known->flags != V.flags ||
              Known->type->size != V.type->size)) {
    Wrong = {V.name, "is defined in two ways, and which of them the linker took is not "
                     "known"};
  }
}

void Program::hashUnits(const std::vector<const __ferry_unit *> &Units) {
  Hash H;
  for (const __ferry_unit *U : Units) {
    H.text(U->name);
    for (unsigned I = 0; I < U->function_count; ++I) {
      const __ferry_function &F = *U->functions[I];
      H.text(F.name);
      H.number(F.local_count);
      for (unsigned L = 0; L < F.local_count; ++L) {
        H.text(F.locals[L].name);
        H.number(F.locals[L].where);
      }
      H.number(F.site_count);
      for (unsigned S = 0; S < F.site_count; ++S) {
        H.number(F.sites[S].kind);
        H.text(F.sites[S].callee ? F.sites[S].callee : "");
      }
    }
    H.number(U->variable_count);
    for (unsigned I = 0; I < U->variable_count; ++I)
      H.text(U->variables[I].name);
  }
  Identity = H.value();
}

TypeId Program::typeOf(const __ferry_type *D) const {
  auto At = Numbers.find(D);
  return At == Numbers.end() ? TypeId::None : At->second;
}

TypeId Program::tailOf(const __ferry_type *D, uint64_t Count) const {
  TypeId Id = withTail(Types, typeOf(D->element), Count);
  return Id == TypeId::None ? RawType : Id;
}

const __ferry_type *Program::descriptor(TypeId Id) const {
  TypeId Struct = withoutTail(Types, Id);
  if (Struct == Id) // Arrays in structs with tails have none.
    return indexOf(Id) < Descriptors.size() ? Descriptors[indexOf(Id)] : nullptr;
  auto Tail = Tails.find(indexOf(Struct));
  return Tail == Tails.end() ? nullptr : Tail->second;
}

TypeId Program::typeNamed(std::string_view Key) const {
  TypeId Id = Types.find(Key);
  std::string_view Struct;
  uint64_t Count;
  if (Id != TypeId::None || !splitTail(Key, Struct, Count))
    return Id;
  return withTail(Types, Types.find(Struct), Count);
}

void Program::forgetTails() const { Types.truncate(FixedTypes); }

TypeId Program::elementOf(const __ferry_type *D, size_t Size) const {
  if (D && isTail(*D))
    return tailOf(D, tailCount(*D, Size));
  TypeId Id = typeOf(D);
  return Id == TypeId::None || Types[Id].Size == 0 ||
                 Types[Id].K == Kind::Void
             ? RawType
             : Id;
}

const __ferry_function *Program::function(std::string_view Name) const {
  auto At = Functions.find(Name);
  return At == Functions.end() ? nullptr : At->second;
}

const __ferry_variable *Program::variable(std::string_view Name) const {
  auto At = VariablesByName.find(Name);
  return At == VariablesByName.end() ? nullptr : At->second;
}

__ferry_code Program::symbol(std::string_view Name) const {
  auto At = SymbolsByName.find(Name);
  return At == SymbolsByName.end() ? nullptr : At->second;
}

const char *Program::symbolAt(uintptr_t Address) const {
  auto At = SymbolsByAddress.find(Address);
  return At == SymbolsByAddress.end() ? nullptr : At->second;
}

void *Program::stream(std::string_view Name) const {
  for (const port::Stream &S : Streams)
    if (Name == S.Name)
      return S.Address;
  return nullptr;
}
