//===- TypeTableValidation.cpp - may a table be used? ---------------------===//
///
/// \file
/// Everything that the rest of the library takes for granted about a table is
/// checked here, once. The table may come out of an image that somebody made on
/// purpose: every number in it is a claim.
///
/// Work is linear in the table: each type is looked at once, and the depth of
/// by-value nesting is kept per type.
//===----------------------------------------------------------------------===//
#include "ferry/typeinfo/BitField.h"
#include "ferry/typeinfo/Variant.h"
#include <algorithm>
#include <bit>
#include <unordered_set>

namespace ferry {

namespace {

/// Bytes of a long double that mean something, and how far they reach.
unsigned valueSize(LongDoubleFormat Format) {
  switch (Format) {
  case LongDoubleFormat::Double:
    return 8;
  case LongDoubleFormat::X87:
    return 10;
  case LongDoubleFormat::M68k96:
    return 12;
  default:
    return 16;
  }
}

/// The fields of a struct so far.
struct Extent {
  uint64_t End = 0, BitEnd = 0;

  /// False: what comes next overlaps what is before it.
  bool add(uint64_t Offset, uint64_t Size) {
    bool Overlaps = Offset < End || 8 * Offset < BitEnd;
    End = Offset + Size;
    BitEnd = 8 * End;
    return !Overlaps;
  }
  /// The bytes of a bit-field may be those of the bit-fields before it, too.
  bool addBits(uint64_t Offset, const Type &Of, ByteOrder Order) {
    BitRange Bits = bitRange(Offset, Of.Size, Of.Bits, Order);
    bool Overlaps = Bits.Begin < BitEnd;
    End = Offset + Of.Size;
    BitEnd = Bits.End;
    return !Overlaps;
  }
};

class Validation {
public:
  Validation(const TypeTable &Table, Failure &Why)
      : Table(Table), Why(Why), Depths(Table.size(), NotVisited),
        Work(Table.size(), 0) {}

  bool run();

private:
  static constexpr uint8_t NotVisited = 0xff, Visiting = 0xfe;

  bool fail(const Type &T, std::string Message) {
    Why = {T.Name, std::move(Message)};
    return false;
  }
  bool fail(const Type &T, const Field &F, std::string Message) {
    Why = {T.Name + "." + F.Name, std::move(Message)};
    return false;
  }
  bool checkScalar(const Type &T);
  bool checkEnum(const Type &T);
  bool checkArray(const Type &T);
  bool checkBitField(const Type &T);
  bool checkFields(const Type &T);
  bool checkTag(const Type &T, const Case &C);
  static bool isTag(const Type &T, const Field &F) {
    return std::any_of(T.Cases.begin(), T.Cases.end(), [&](const Case &C) {
      return C.Tag == static_cast<size_t>(&F - T.Fields.data());
    });
  }
  bool checkTagsApart(const Type &T);
  bool checkCases(const Type &T);
  bool follows(const Field &F, Extent &Before) const {
    const Type &Of = Table[F.Type];
    return Of.K == Kind::BitField ? Before.addBits(F.Offset, Of, Table.abi().Order)
                                  : Before.add(F.Offset, Of.Size);
  }
  bool checkType(const Type &T);
  bool isValue(TypeId Id) const {
    return Table.contains(Id) && Table[Id].K != Kind::Void;
  }
  bool checkDepth(TypeId Id, unsigned Level);
  bool checkWork(TypeId Id);

  const TypeTable &Table;
  Failure &Why;
  std::vector<uint8_t> Depths;
  std::vector<uint64_t> Work; ///< bytes, those of unions once for each member
};

bool Validation::checkScalar(const Type &T) {
  bool Allowed = false;
  switch (T.K) {
  case Kind::Char:
    Allowed = T.Size == 1;
    break;
  case Kind::Float:
    Allowed = T.Size == 4 || T.Size == 8 || T.Size == 16;
    break;
  case Kind::LongDouble:
    Allowed = T.Size == Table.abi().LongDoubleSize &&
              T.Size >= valueSize(Table.abi().LongDouble);
    break;
  case Kind::Pointer:
  case Kind::FunctionPointer:
    Allowed = T.Size == Table.abi().PointerSize && (T.Size == 4 || T.Size == 8);
    break;
  case Kind::Signed:
  case Kind::Unsigned:
    Allowed = T.Size == 16; // __int128
    [[fallthrough]];
  default:
    Allowed |= T.Size == 1 || T.Size == 2 || T.Size == 4 || T.Size == 8;
  }
  return Allowed || fail(T, "a " + std::string(kindText(T.K)) + " can't have " +
                                std::to_string(T.Size) + " bytes");
}

bool Validation::checkEnum(const Type &T) {
  if (!Table.contains(T.Element))
    return fail(T, "the integer of the enum is missing");
  const Type &Integer = Table[T.Element];
  if (Integer.K == Kind::Enum || !isInteger(Integer.K))
    return fail(T, "the enum's element is no integer");
  if (Integer.Size != T.Size)
    return fail(T, "the enum's size differs from its integer's");
  return true;
}

bool Validation::checkArray(const Type &T) {
  if (!isValue(T.Element))
    return fail(T, "the array has no element type");
  uint64_t Size;
  if (T.Count > MaxTypeSize ||
      __builtin_mul_overflow(T.Count, Table[T.Element].Size, &Size) ||
      Size != T.Size)
    return fail(T,
                "the array's size is not its count times its element's size");
  return true;
}

bool Validation::checkBitField(const Type &T) {
  if (!Table.contains(T.Element) || !isInteger(Table[T.Element].K))
    return fail(T, "the integer of the bit-field is missing");
  if (T.Bits.Width == 0 || T.Bits.Width > 64 ||
      T.Bits.Width > 8 * Table[T.Element].Size || T.Bits.Shift > 7 ||
      T.Size != (T.Bits.Shift + T.Bits.Width + 7u) / 8)
    return fail(T, "a bit-field can't be " + std::to_string(T.Bits.Width) +
                       " bits wide, shifted by " + std::to_string(T.Bits.Shift) +
                       ", in " + std::to_string(T.Size) + " bytes");
  return true;
}

bool Validation::checkFields(const Type &T) {
  std::unordered_set<std::string_view> Names;
  Extent Before;
  for (const Field &F : T.Fields) {
    if (!isValue(F.Type))
      return fail(T, F, "the field has no type");
    if (F.Name.empty() || !Names.insert(F.Name).second)
      return fail(T, F, "two fields of this name");
    uint64_t Size = Table[F.Type].Size;
    if (F.Offset > T.Size || Size > T.Size - F.Offset)
      return fail(T, F, "the field ends beyond the " + std::string(kindText(T.K)));
    if (T.K != Kind::Union && F.Tag == NoField && !isTag(T, F) && !follows(F, Before))
      return fail(T, F, "the field overlaps the one before it");
  }
  return T.K != Kind::Variant || checkCases(T);
}

bool Validation::checkTag(const Type &T, const Case &C) {
  if (C.Tag >= T.Fields.size() || T.Fields[C.Tag].Tag != NoField ||
      (C.Field != NoField &&
       (C.Field >= T.Fields.size() || T.Fields[C.Field].Tag != C.Tag)))
    return fail(T, "a case is of no field, or of two tags");
  const Type &Tag = Table[T.Fields[C.Tag].Type];
  bool IsBits = Tag.K == Kind::BitField && Tag.Bits.Width >= 1 && Tag.Bits.Width <= 64;
  if (!IsBits && (!isInteger(Tag.K) || Tag.Size < 1 || Tag.Size > 8))
    return fail(T, T.Fields[C.Tag], "the tag is no integer");
  if (C.Value > tagMask(Tag))
    return fail(T, T.Fields[C.Tag], "the tag can't have the value of a case");
  return true;
}

/// Fields lie over one another only where one tag says which of them there is. The tag
/// itself may stand in one of them.
bool Validation::checkTagsApart(const Type &T) {
  std::vector<const Field *> Fields;
  for (const Field &F : T.Fields)
    if (Table[F.Type].Size != 0 && !isTag(T, F))
      Fields.push_back(&F);
  std::sort(Fields.begin(), Fields.end(), [](const Field *A, const Field *B) {
    return A->Offset < B->Offset;
  });
  uint64_t End = 0;
  uint32_t Tag = NoField;
  for (const Field *F : Fields) {
    if (F->Offset < End && F->Tag != Tag)
      return fail(T, *F, "the field overlaps one that has another tag, or none");
    Tag = F->Tag;
    End = std::max(End, F->Offset + Table[F->Type].Size);
  }
  return true;
}

/// The fields that are there together are like those of a struct.
bool Validation::checkCases(const Type &T) {
  if (T.Cases.empty())
    return fail(T, "a struct with a tag without cases");
  if (!checkTagsApart(T))
    return false;
  Extent Before;
  const Case *Last = nullptr;
  for (const Case &C : T.Cases) {
    if (!checkTag(T, C))
      return false;
    if (Last && !(*Last < C))
      return fail(T, "its cases are out of order");
    bool IsFirst = !Last || Last->Tag != C.Tag || Last->Value != C.Value;
    Last = &C;
    if (IsFirst)
      Before = Extent();
    else if (C.Field == NoField)
      return fail(T, "a case has fields and none");
    if (C.Field != NoField && !follows(T.Fields[C.Field], Before))
      return fail(T, T.Fields[C.Field], "the field overlaps the one before it");
  }
  return true;
}

bool Validation::checkType(const Type &T) {
  if (T.Name.empty())
    return fail(T, "a type without a name");
  if (!isKind(static_cast<unsigned>(T.K)))
    return fail(T, "unknown kind " + std::to_string(unsigned(T.K)));
  if (T.Size > MaxTypeSize)
    return fail(T, "too large: " + std::to_string(T.Size) + " bytes");
  if (T.Align == 0 && T.Size != 0)
    return fail(T, "it has a size and no alignment");
  if (T.Align != 0 && (!std::has_single_bit(T.Align) || T.Align > MaxTypeSize))
    return fail(T, "the alignment is no power of two");
  if (T.Element != TypeId::None && !Table.contains(T.Element))
    return fail(T, "the element type is not in the table");
  if (Table.contains(T.Element) && Table[T.Element].K == Kind::BitField)
    return fail(T, "a bit-field outside of a struct or union");
  if (T.K != Kind::BitField && T.Bits != BitsOfField())
    return fail(T, "bits in something that is no bit-field");
  if (T.K != Kind::Variant && !T.Cases.empty())
    return fail(T, "cases in something without a tag");
  if (!hasFields(T.K) && !T.Fields.empty())
    return fail(T, "fields in something that is no struct or union");
  if (isScalar(T.K) && T.K != Kind::BitField && !checkScalar(T))
    return false;
  switch (T.K) {
  case Kind::Enum:
    return checkEnum(T);
  case Kind::Array:
    return checkArray(T);
  case Kind::BitField:
    return checkBitField(T);
  case Kind::Struct:
  case Kind::Union:
  case Kind::Variant:
    return checkFields(T);
  default:
    return true;
  }
}

/// Fills Depths: 0 for scalars, one more than the deepest part otherwise.
bool Validation::checkDepth(TypeId Id, unsigned Level) {
  uint8_t &Depth = Depths[indexOf(Id)];
  const Type &T = Table[Id];
  if (Depth == Visiting)
    return fail(T, "the type holds itself by value");
  if (Depth == NotVisited) {
    if (Level > MaxTypeDepth)
      return fail(T, "types are nested too deeply");
    Depth = Visiting;
    unsigned Deepest = 0;
    auto Part = [&](TypeId Inner) {
      if (!checkDepth(Inner, Level + 1))
        return false;
      Deepest = std::max<unsigned>(Deepest, Depths[indexOf(Inner)] + 1);
      return true;
    };
    if (T.K == Kind::Array && !Part(T.Element))
      return false;
    for (const Field &F : T.Fields)
      if (!Part(F.Type))
        return false;
    if (Deepest > MaxTypeDepth)
      return fail(T, "types are nested too deeply");
    Depth = static_cast<uint8_t>(Deepest);
    return checkWork(Id);
  }
  return true;
}

/// That of all parts is known, and at most MaxUnionWork times their size: no sum
/// overflows.
bool Validation::checkWork(TypeId Id) {
  static_assert(MaxTypeSize <= ~uint64_t(0) / MaxUnionWork / 2);
  const Type &T = Table[Id];
  uint64_t Sum = 0;
  if (T.K == Kind::Array && T.Size != 0)
    Sum = T.Count * Work[indexOf(T.Element)];
  else if (!hasFields(T.K))
    Sum = T.Size;
  for (const Field &F : T.Fields) {
    Sum += Work[indexOf(F.Type)];
    if (Sum / MaxUnionWork > T.Size)
      return fail(T, "too many members lie over one another");
  }
  Work[indexOf(Id)] = Sum;
  return true;
}

bool Validation::run() {
  std::unordered_set<std::string_view> Keys;
  for (uint32_t I = 0; I < Table.size(); ++I) {
    const Type &T = Table[TypeId{I}];
    if (!Keys.insert(T.Name).second)
      return fail(T, "two types of this name");
    if (!checkType(T))
      return false;
  }
  for (uint32_t I = 0; I < Table.size(); ++I)
    if (!checkDepth(TypeId{I}, 0))
      return false;
  return true;
}

} // namespace

bool TypeTable::validate(Failure &Why) const {
  return Validation(*this, Why).run();
}

} // namespace ferry
