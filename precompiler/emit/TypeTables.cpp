//===- TypeTables.cpp - type descriptors of one unit ------------------------===//
#include "emit/TypeTables.h"
#include "emit/ArrayTail.h"
#include "emit/BitFieldSetter.h"
#include "emit/Omission.h"
#include "emit/TaggedUnions.h"
#include "emit/TypeNames.h"
#include "emit/TypeProperties.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/Attr.h"
#include "clang/Basic/SourceManager.h"
#include "clang/Basic/TargetInfo.h"
#include "llvm/ADT/DenseSet.h"
#include "llvm/ADT/StringExtras.h"
#include <map>
#include <set>

using namespace clang;

namespace ferry {

namespace {
struct Entry {
  std::string Id, Key;
  QualType Type;
  std::string Tail = {}; ///< The text of the descriptor of a struct with a tail.
};
} // namespace

struct TypeTables::Impl {
  const ASTContext &Context;
  Omission &Omit;
  const MayHold Holds;
  const StandIn Written;
  const NoteOnUnion Note;
  TypeNames Names;
  std::map<std::string, unsigned> ByKey;
  std::set<std::string> Ids;
  std::vector<Entry> Entries;
  CarriedTypes Carried;
  std::set<std::pair<DiagId, SourceLocation>> Refused; ///< where it comes from

  Impl(const ASTContext &Context, Omission &Omit, MayHold Holds, StandIn Written,
       NoteOnUnion Note)
      : Context(Context), Omit(Omit), Holds(std::move(Holds)), Written(std::move(Written)),
        Note(std::move(Note)), Names(Context),
        Carried(Context, Names, this->Holds, this->Written) {}

  const std::string &add(QualType Type);
  const std::string &addTail(QualType Type, const std::string &Count,
                             const std::string &Size, uint64_t Elements);
  std::string descriptor(const Entry &E);
  std::string fields(const CarriedFields &List, const std::string &Spelled,
                     unsigned &Count, std::string &Asserts, BitFieldSetter &Bits,
                     bool MayBeConst);
  std::string cases(const CarriedFields &List, const std::string &Spelled);
};

TypeTables::TypeTables(const ASTContext &Context, Omission &Omit, MayHold Holds,
                       StandIn Written, NoteOnUnion Note)
    : I(std::make_unique<Impl>(Context, Omit, std::move(Holds), std::move(Written),
                               std::move(Note))) {}
TypeTables::~TypeTables() = default;

std::string TypeTables::key(QualType Type) const { return I->Names.key(Type); }

std::string TypeTables::spell(QualType Type, llvm::StringRef Name,
                              bool DropConst) const {
  return I->Names.spell(Type, Name.str(), DropConst);
}

void TypeTables::introduce(QualType Type, const std::string &Expression,
                           const std::string &Key) {
  I->Names.introduce(Type, Expression, Key, /*Moved=*/true);
}

void TypeTables::name(const RecordDecl *Record, const std::string &Spelling,
                      const std::string &Key) {
  I->Names.name(Record, Spelling, Key);
}

bool TypeTables::isNamed(const TagDecl *Tag) const {
  return I->Names.hasName(Tag);
}

std::string TypeTables::reference(QualType Type) {
  return "&" + I->add(I->Written(Type));
}

std::string TypeTables::tailReference(QualType Record) {
  std::optional<ArrayTail> Tail = arrayTailOf(Record, I->Context);
  assert(Tail && "has a tail");
  return "&" + I->addTail(Record, "", "0", spareElements(*Tail, I->Context));
}

std::string TypeTables::referenceOf(const VarDecl &Variable) {
  QualType Type = Variable.getMostRecentDecl()->getType();
  uint64_t Count = initialisedElements(Variable);
  if (!Count)
    return reference(Type);
  ArrayTail Tail = *arrayTailOf(Type, I->Context);
  std::string Record = I->Names.spell(Type, "", true);
  return "&" + I->addTail(Type, std::to_string(Count),
                          "__builtin_offsetof(" + Record + ", " +
                              Tail.Field->getNameAsString() + ") + " +
                              std::to_string(Count) + " * sizeof(" +
                              I->Names.spell(Tail.Element, "", true) + ")",
                          Count);
}

static std::string mangle(llvm::StringRef Key) {
  std::string Id;
  for (char C : Key) {
    if (llvm::isAlnum(C) || C == '_')
      Id += C;
    else if (C == '*')
      Id += "star";
    else if (C == ' ' || C == ':' || C == ',' || C == '.' || C == '(')
      Id += '_';
  }
  return Id;
}

const std::string &TypeTables::Impl::add(QualType Type) {
  Type = Context.getUnqualifiedArrayType(Type.getUnqualifiedType());
  if (const auto *Record = Type->getAs<RecordType>())
    Type = QualType(Record, 0); // not by the typedef that came first
  // An enum that two machines could not name is its integer.
  while (const auto *Enum = Type->getAs<EnumType>()) {
    if (Names.key(Type) != Names.key(Enum->getDecl()->getIntegerType()))
      break;
    Type = Enum->getDecl()->getIntegerType();
  }
  std::string Key = Names.key(Type);
  auto Found = ByKey.find(Key);
  if (Found != ByKey.end())
    return Entries[Found->second].Id;
  std::string Id = "__ferry_type_" + mangle(Key), Plain = Id;
  for (unsigned N = 2; !Ids.insert(Id).second; ++N)
    Id = Plain + "_" + std::to_string(N);
  ByKey[Key] = Entries.size();
  Entries.push_back({Id, Key, Type});
  return Entries.back().Id;
}

/// \p Count is in the key: "struct s+3", or "struct s+" for objects on the heap.
const std::string &TypeTables::Impl::addTail(QualType Type, const std::string &Count,
                                             const std::string &Size,
                                             uint64_t Elements) {
  std::string Struct = add(Type), Key;
  for (const Entry &E : Entries)
    if (E.Id == Struct)
      Key = E.Key + "+" + Count;
  auto [Found, IsNew] = ByKey.try_emplace(Key, Entries.size());
  if (!IsNew)
    return Entries[Found->second].Id;
  std::string Id = Struct + "_tail" + Count, Plain = Id;
  for (unsigned N = 2; !Ids.insert(Id).second; ++N)
    Id = Plain + "_" + std::to_string(N);
  std::string Of = " of type " + Key;
  std::string Text = "static const struct __ferry_type " + Id +
                     " = {__ferry_kind_Struct, 0, \"" + Key + "\", " + Size +
                     ", __extension__ _Alignof(" + Names.spell(Type, "", true) +
                     "), " + Omit.part("&" + Struct, "element" + Of) + ", " +
                     Omit.part(std::to_string(Elements), "count" + Of) + ", 0};\n";
  Entries.push_back({Id, Key, Type, Text});
  return Entries.back().Id;
}

//===- What can be carried ------------------------------------------------===//

bool TypeTables::canCarry(QualType Type, Refusal *Why) const {
  return I->Carried.canCarry(I->Written(Type), Why);
}

void TypeTables::refuse(Diagnostics &Diags, SourceLocation Use,
                        const std::string &What, QualType Type,
                        const Refusal &Why) const {
  // One union is one thing to change, whatever else has it in its type.
  if (Why.Location.isValid() && !I->Refused.insert({Why.Id, Why.Location}).second)
    return;
  // The type as the user wrote it where it is the culprit itself.
  Diags.report(Use, Why.Id) << What << (Why.Path.empty() ? Type : Why.Type);
  if (Why.Location.isValid())
    Diags.report(Why.Location, DiagId::TypeComesFrom)
        << (Why.Path.empty() ? std::string("it") : "'" + Why.Path + "'");
  bool IsSaid = !Why.Untagged;
  if (!IsSaid)
    eachOverlap(Why.Untagged, [&](const RecordDecl &Union) {
      if (!IsSaid && (!pointersAgree(&Union, I->Context, I->Holds) || overlaysJumpBuffer(Union)))
        IsSaid = I->Note(Union, Diags);
    });
}

//===- The descriptors ----------------------------------------------------===//

static const char *kind(QualType Type) {
  const clang::Type *T = Type.getCanonicalType().getTypePtr();
  if (T->isVoidType())
    return "Void";
  if (T->isBooleanType())
    return "Bool";
  if (T->isEnumeralType())
    return "Enum";
  if (const auto *Builtin = dyn_cast<BuiltinType>(T)) {
    if (Builtin->getKind() == BuiltinType::Char_S ||
        Builtin->getKind() == BuiltinType::Char_U)
      return "Char";
    if (Builtin->getKind() == BuiltinType::LongDouble)
      return "LongDouble";
    if (Builtin->isFloatingPoint())
      return "Float";
    return Builtin->isSignedInteger() ? "Signed" : "Unsigned";
  }
  if (T->isFunctionPointerType())
    return "FunctionPointer";
  if (T->isPointerType())
    return "Pointer";
  // A complex number is its two parts, a vector its elements.
  if (T->isArrayType() || T->isAnyComplexType() || T->isVectorType())
    return "Array";
  const RecordDecl *Record = T->getAsRecordDecl()->getDefinition();
  return hasTags(Record) ? "Variant" : hasOverlaps(Record) ? "Union" : "Struct";
}

std::string TypeTables::Impl::fields(const CarriedFields &List,
                                     const std::string &Spelled,
                                     unsigned &Count, std::string &Asserts,
                                     BitFieldSetter &Bits, bool MayBeConst) {
  std::string Text;
  for (const auto &[Field, Name, InAnonymous] : List.Fields) {
    std::string Offset = Field->isBitField()
                             ? "__ferry_bit_field"
                             : "__builtin_offsetof(" + Spelled + ", " + Name + ")";
    // What comes first has the offset 0 anyway.
    std::string Of = " of field " + Name + " of " + Spelled;
    QualType Type = Carried.typeOf(*Field);
    bool ZeroLength = isZeroLength(Type, Context);
    if (ZeroLength)
      Type = Context.getConstantArrayType(Context.getAsArrayType(Type)->getElementType(),
                                          llvm::APInt(32, 0), nullptr,
                                          ArraySizeModifier::Normal, 0);
    std::string Row =
        "{" + Omit.part("\"" + Name + "\"", "name" + Of) + ", " +
        Omit.part("&" + add(Type), "type" + Of) + ", " +
        (Count ? Omit.part(Offset, "offset" + Of) : Offset) + "}";
    if (Omit.drops("line" + Of))
      continue;
    if (Field->isBitField())
      Bits.add(Count, Name,
               MayBeConst || InAnonymous || Field->getType().isConstQualified());
    Text += (Count++ ? ",\n    " : "\n    ") + Row;
    // The length is Clang's result; a length with a sizeof in it must be the
    // compiler's too.
    if (Type->isArrayType() && !ZeroLength)
      Asserts += "__extension__ _Static_assert(sizeof(((" +
                 (Spelled.back() == '*' ? Spelled : Spelled + " *") + ")0)->" +
                 Name + ") == sizeof(" + Names.spell(Type, "", true) +
                 "), \"ferry-precompile took another length for " + Name +
                 "\");\n";
  }
  return Text;
}

/// Rows of struct __ferry_case.
std::string TypeTables::Impl::cases(const CarriedFields &List,
                                    const std::string &Spelled) {
  std::string Text;
  for (const TagCase &C : List.Cases) {
    bool Nothing = C.Field == TagCase::NoField;
    std::string Member = Nothing ? "nothing" : List.Fields[C.Field].Path;
    std::string Value = C.Value >= 0 ? std::to_string(C.Value)
                                     : "(long long)" + std::to_string(uint64_t(C.Value)) + "ULL";
    if (Omit.drops("case " + std::to_string(C.Value) + ", " + Member + ", of " + Spelled))
      continue;
    Text += (Text.empty() ? "{" : ", {") + std::to_string(C.Tag) + ", " +
            (Nothing ? "__ferry_no_field" : std::to_string(C.Field)) + ", " + Value + "}";
  }
  return Text;
}

std::string TypeTables::Impl::descriptor(const Entry &E) {
  if (!E.Tail.empty())
    return E.Tail;
  QualType Type = E.Type;
  std::string Spelled = Names.spell(Type, "", true);
  std::string Element = "0", Number = "0", Fields = "0", Bits, Cases, Text, Asserts;
  unsigned FieldCount = 0;
  if (QualType Value = withoutAtomic(Type); Value != Type) {
    Asserts = "__extension__ _Static_assert(sizeof(" + Spelled + ") == sizeof(" +
              Names.spell(Value, "", true) +
              "), \"ferry-precompile took another size for " + E.Key + "\");\n";
    Type = Value;
  }
  bool Empty = false;
  bool Incomplete = Type->isVoidType() || Type->isIncompleteType();
  if (const auto *Complex = Type->getAs<ComplexType>()) {
    Element = "&" + add(Complex->getElementType());
    Number = "2";
  } else if (const auto *Vector = Type->getAs<VectorType>()) {
    Element = "&" + add(Vector->getElementType());
    Number = std::to_string(Vector->getNumElements());
  } else if (const auto *Enum = Type->getAs<EnumType>()) {
    Element = "&" + add(Enum->getDecl()->getIntegerType());
  } else if (Type->isFunctionPointerType()) {
  } else if (const auto *Pointer = Type->getAs<PointerType>()) {
    QualType To = Pointer->getPointeeType();
    if (const auto *Array =
            dyn_cast<IncompleteArrayType>(To.getCanonicalType().getTypePtr()))
      To = Array->getElementType();
    const RecordDecl *Record = To->getAsRecordDecl();
    if (!To->isVoidType() && !(Record && (!Record->getDefinition() ||
                                          Carried.isOpaque(Record->getDefinition()))))
      Element = "&" + add(To);
  } else if (const ConstantArrayType *Array =
                 Context.getAsConstantArrayType(Type)) {
    Element = "&" + add(Array->getElementType());
    llvm::SmallString<16> Size;
    Array->getSize().toStringUnsigned(Size);
    Number = Size.str().str();
    Empty = Array->getSize() == 0;
    if (Empty) // ISO C has no such type.
      Spelled = Names.spell(Array->getElementType(), "", true);
  } else if (const RecordDecl *Record = Type->getAsRecordDecl()) {
    Record = Record->getDefinition();
    bool HasParts = !isJumpBuffer(*Record);
    std::string Table = "__ferry_fields" + E.Id.substr(sizeof("__ferry_type") - 1);
    BitFieldSetter Setter(Spelled);
    // A type-name of a record without a tag may have a const in it, that of a variable.
    CarriedFields Parts;
    std::optional<TagFault> Reported; // by rules/UnionTags
    if (HasParts)
      Parts = carriedFields(Record, Holds, Context, Reported);
    std::string List = fields(Parts, Spelled, FieldCount, Asserts, Setter,
                              /*MayBeConst=*/!Record->getIdentifier());
    if (!Setter.empty()) {
      Bits = "__ferry_bits" + E.Id.substr(sizeof("__ferry_type") - 1);
      Text += Setter.definition(Bits);
    }
    if (std::string Rows = cases(Parts, Spelled); !Rows.empty()) {
      Cases = "__ferry_cases" + E.Id.substr(sizeof("__ferry_type") - 1);
      Text += "static const struct __ferry_case " + Cases + "[] = {" + Rows + "};\n";
    }
    if (FieldCount) {
      Text += "static const struct __ferry_field " + Table + "[] = {" + List +
              "};\n";
      Fields = Table;
    }
  }
  Text += Asserts;
  std::string Of = " of type " + E.Key;
  auto Part = [&](std::string Part, const char *What) {
    return Part == "0" ? Part : Omit.part(Part, What + Of);
  };
  Text += "static const struct __ferry_type " + E.Id + " = {" +
          Part(std::string("__ferry_kind_") + kind(Type), "kind") + ", " +
          Part(std::to_string(FieldCount), "number of fields") + ", " +
          Part("\"" + E.Key + "\"", "name") + ", ";
  Text += Incomplete ? "0, 0"
                     : (Empty ? "0" : Part("sizeof(" + Spelled + ")", "size")) + ", " +
                           Part("__extension__ _Alignof(" + Spelled + ")",
                                "alignment");
  Text += ", " + Part(Element, "element") + ", " + Part(Number, "count") + ", " +
          Part(Fields, "fields");
  if (!Bits.empty() || !Cases.empty())
    Text += ", " + Part(Bits.empty() ? "0" : Bits, "places of bit-fields");
  if (!Cases.empty())
    Text += ", " + Cases + ", sizeof " + Cases + " / sizeof *" + Cases;
  Text += "};\n";
  return Text;
}

std::string TypeTables::declarations() const {
  std::string Text;
  for (const Entry &E : I->Entries)
    Text += "static const struct __ferry_type " + E.Id + ";\n";
  return Text;
}

std::string TypeTables::definitions() const {
  // What the unit was read for must be what it is compiled for.
  const TargetInfo &Target = I->Context.getTargetInfo();
  std::string Text =
      "__extension__ _Static_assert(sizeof(void *) == " +
      std::to_string(Target.getPointerWidth(LangAS::Default) / 8) +
      " && sizeof(long) == " + std::to_string(Target.getLongWidth() / 8) +
      " && (char)-1 " +
      (I->Context.getLangOpts().CharIsSigned ? "<" : ">") +
      " (char)0 && __BYTE_ORDER__ == __ORDER_" +
      (Target.isBigEndian() ? "BIG" : "LITTLE") +
      "_ENDIAN__, \"ferry-precompile read this for another machine\");\n";
  // A descriptor may add others.
  bool HasLongDouble = false;
  for (size_t N = 0; N < I->Entries.size(); ++N) {
    HasLongDouble |= I->Entries[N].Type->isSpecificBuiltinType(BuiltinType::LongDouble);
    Text += I->descriptor(Entry(I->Entries[N]));
  }
  if (HasLongDouble)
    Text += "FERRY_REQUIRE_LONG_DOUBLE;\n";
  return Text;
}

} // namespace ferry
