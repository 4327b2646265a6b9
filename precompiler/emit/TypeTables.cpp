//===- TypeTables.cpp - type descriptors of one unit ------------------------===//
#include "emit/TypeTables.h"
#include "emit/BitFieldSetter.h"
#include "emit/Omission.h"
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
};
} // namespace

struct TypeTables::Impl {
  const ASTContext &Context;
  Omission &Omit;
  const MayHold Holds;
  TypeNames Names;
  std::map<std::string, unsigned> ByKey;
  std::set<std::string> Ids;
  std::vector<Entry> Entries;
  mutable llvm::DenseSet<const RecordDecl *> Carried;
  mutable llvm::DenseMap<const RecordDecl *, bool> Opaque; ///< of system headers

  Impl(const ASTContext &Context, Omission &Omit, MayHold Holds)
      : Context(Context), Omit(Omit), Holds(std::move(Holds)), Names(Context) {}

  const std::string &add(QualType Type);
  bool walk(QualType Type, const std::string &Path, SourceLocation Where,
            llvm::DenseSet<const RecordDecl *> &Seen, Refusal &Why) const;
  bool isOpaque(const RecordDecl *Record) const;
  std::string descriptor(const Entry &E);
  std::string fields(const RecordDecl *Record, const std::string &Spelled,
                     unsigned &Count, std::string &Asserts, BitFieldSetter &Bits,
                     bool MayBeConst);
};

TypeTables::TypeTables(const ASTContext &Context, Omission &Omit, MayHold Holds)
    : I(std::make_unique<Impl>(Context, Omit, std::move(Holds))) {}
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

std::string TypeTables::reference(QualType Type) { return "&" + I->add(Type); }

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

//===- What can be carried ------------------------------------------------===//

/// Memory that the C library keeps for itself: the program only holds pointers.
bool TypeTables::Impl::isOpaque(const RecordDecl *Record) const {
  if (!Record->isCompleteDefinition())
    return true;
  const SourceManager &SM = Context.getSourceManager();
  if (!SM.isInSystemHeader(Record->getLocation()))
    return false;
  if (Record->getName() == "_IO_FILE")
    return true;
  // One that leads back to itself is no reason to refuse it.
  auto [Known, IsNew] = Opaque.try_emplace(Record, true);
  if (!IsNew)
    return Known->second;
  llvm::DenseSet<const RecordDecl *> Seen;
  Refusal Ignored;
  bool Refused =
      !walk(Context.getTypeDeclType(static_cast<const TypeDecl *>(Record)), "",
            {}, Seen, Ignored);
  return Opaque[Record] = Refused;
}

bool TypeTables::Impl::walk(QualType Type, const std::string &Path,
                            SourceLocation Where,
                            llvm::DenseSet<const RecordDecl *> &Seen,
                            Refusal &Why) const {
  auto No = [&](DiagId Id) {
    Why = {Id, Type, Where, Path};
    return false;
  };
  if (isVaList(Type, Context))
    return No(DiagId::OtherType);
  QualType Canonical = Type.getCanonicalType().getUnqualifiedType();
  const clang::Type *T = Canonical.getTypePtr();
  if (const auto *Builtin = dyn_cast<BuiltinType>(T)) {
    switch (Builtin->getKind()) {
    case BuiltinType::Void:
    case BuiltinType::Float:
    case BuiltinType::Double:
    case BuiltinType::LongDouble:
      return true;
    default:
      if (Builtin->isInteger())
        return true;
      return No(Builtin->isFloatingPoint() ? DiagId::ForeignFloatType
                                           : DiagId::OtherType);
    }
  }
  if (const auto *Enum = dyn_cast<EnumType>(T))
    // Its values are those of its integer; the name only serves the reader.
    return walk(Enum->getDecl()->getIntegerType(), Path, Where, Seen, Why);
  if (const auto *Pointer = dyn_cast<PointerType>(T)) {
    QualType To = Pointer->getPointeeType();
    if (To->isFunctionType())
      return true;
    if (const auto *Array = dyn_cast<IncompleteArrayType>(To.getTypePtr()))
      return walk(Array->getElementType(), Path + "[]", Where, Seen, Why);
    if (const auto *Record = To->getAs<RecordType>()) {
      const RecordDecl *D = Record->getDecl()->getDefinition();
      if (!D || isOpaque(D))
        return true;
    }
    return walk(To, Path, Where, Seen, Why);
  }
  if (const auto *Array = dyn_cast<ConstantArrayType>(T)) {
    if (Array->getSize() == 0)
      return No(DiagId::FlexibleArrayType);
    return walk(Array->getElementType(), Path + "[]", Where, Seen, Why);
  }
  if (isa<IncompleteArrayType>(T))
    return No(DiagId::FlexibleArrayType);
  if (isa<VariableArrayType>(T))
    return No(DiagId::VariableLengthArray);
  if (const auto *Complex = dyn_cast<ComplexType>(T))
    return walk(Complex->getElementType(), Path, Where, Seen, Why);
  if (const auto *Vector = dyn_cast<VectorType>(T)) {
    if (!isVectorSize(*Vector))
      return No(DiagId::VectorType);
    return walk(Vector->getElementType(), Path, Where, Seen, Why);
  }
  if (const auto *Atomic = dyn_cast<AtomicType>(T)) {
    QualType Value = Atomic->getValueType();
    if (!isLockFree(Value))
      return No(DiagId::AtomicType);
    return walk(Value, Path, Where, Seen, Why);
  }
  const auto *Tagged = dyn_cast<RecordType>(T);
  if (!Tagged)
    return No(DiagId::OtherType);
  const RecordDecl *Record = Tagged->getDecl()->getDefinition();
  if (!Record)
    return No(DiagId::OtherType);
  if (Carried.count(Record) || !Seen.insert(Record).second)
    return true;
  if (isJumpBuffer(*Record))
    return true;
  if (!Record->isAnonymousStructOrUnion() && !Names.hasName(Record))
    return No(isLocal(Record) ? DiagId::LocalType : DiagId::OtherType);
  for (const FieldDecl *Field : Record->fields()) {
    std::string Inner = Path;
    if (Field->getIdentifier())
      Inner += (Inner.empty() ? "" : ".") + Field->getName().str();
    Where = Field->getLocation();
    if (Field->isUnnamedBitField() || !Holds(*Field))
      continue;
    if (Field->isBitField() && bitWidth(Field, Context) > 64) {
      Why = {DiagId::BitFieldType, Type, Where, Inner};
      return false;
    }
    if (!walk(Field->getType(), Inner, Where, Seen, Why))
      return false;
  }
  // Only now is each part something that can be carried.
  if (hasOverlaps(Record) && !Record->isAnonymousStructOrUnion() &&
      (!pointersAgree(Record, Context, Holds) || overlaysJumpBuffer(*Record))) {
    Why = {DiagId::UnionType, Type, Record->getLocation(), Path};
    return false;
  }
  return true;
}

bool TypeTables::canCarry(QualType Type, Refusal *Why) const {
  llvm::DenseSet<const RecordDecl *> Seen;
  Refusal Found;
  if (I->walk(Type, "", {}, Seen, Found)) {
    I->Carried.insert(Seen.begin(), Seen.end());
    return true;
  }
  if (Why)
    *Why = Found;
  return false;
}

void TypeTables::refuse(Diagnostics &Diags, SourceLocation Use,
                        const std::string &What, QualType Type,
                        const Refusal &Why) const {
  // The type as the user wrote it where it is the culprit itself.
  Diags.report(Use, Why.Id) << What << (Why.Path.empty() ? Type : Why.Type);
  if (Why.Location.isValid())
    Diags.report(Why.Location, DiagId::TypeComesFrom)
        << (Why.Path.empty() ? std::string("it") : "'" + Why.Path + "'");
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
  return hasOverlaps(T->getAsRecordDecl()->getDefinition()) ? "Union" : "Struct";
}

std::string TypeTables::Impl::fields(const RecordDecl *Record,
                                     const std::string &Spelled,
                                     unsigned &Count, std::string &Asserts,
                                     BitFieldSetter &Bits, bool MayBeConst) {
  std::string Text;
  for (const FieldDecl *Field : Record->fields()) {
    if (Field->isAnonymousStructOrUnion()) {
      // Its members are named like those of the record around it.
      Text += fields(Field->getType()->getAsRecordDecl()->getDefinition(),
                     Spelled, Count, Asserts, Bits, /*MayBeConst=*/true);
      continue;
    }
    if (!Field->getIdentifier() || !Holds(*Field))
      continue;
    std::string Name = Field->getName().str();
    std::string Offset = Field->isBitField()
                             ? "__ferry_bit_field"
                             : "__builtin_offsetof(" + Spelled + ", " + Name + ")";
    // What comes first has the offset 0 anyway.
    std::string Of = " of field " + Name + " of " + Spelled;
    std::string Row =
        "{" + Omit.part("\"" + Name + "\"", "name" + Of) + ", " +
        Omit.part("&" + add(Field->getType()), "type" + Of) + ", " +
        (Count ? Omit.part(Offset, "offset" + Of) : Offset) + "}";
    if (Omit.drops("line" + Of))
      continue;
    if (Field->isBitField())
      Bits.add(Count, Name, MayBeConst || Field->getType().isConstQualified());
    Text += (Count++ ? ",\n    " : "\n    ") + Row;
    // The length is Clang's result; a length with a sizeof in it must be the
    // compiler's too.
    if (Field->getType()->isArrayType())
      Asserts += "__extension__ _Static_assert(sizeof(((" +
                 (Spelled.back() == '*' ? Spelled : Spelled + " *") + ")0)->" +
                 Name + ") == sizeof(" + Names.spell(Field->getType(), "", true) +
                 "), \"ferry-precompile took another length for " + Name +
                 "\");\n";
  }
  return Text;
}

std::string TypeTables::Impl::descriptor(const Entry &E) {
  QualType Type = E.Type;
  std::string Spelled = Names.spell(Type, "", true);
  std::string Element = "0", Number = "0", Fields = "0", Bits, Text, Asserts;
  unsigned FieldCount = 0;
  if (QualType Value = withoutAtomic(Type); Value != Type) {
    Asserts = "__extension__ _Static_assert(sizeof(" + Spelled + ") == sizeof(" +
              Names.spell(Value, "", true) +
              "), \"ferry-precompile took another size for " + E.Key + "\");\n";
    Type = Value;
  }
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
                                          isOpaque(Record->getDefinition()))))
      Element = "&" + add(To);
  } else if (const ConstantArrayType *Array =
                 Context.getAsConstantArrayType(Type)) {
    Element = "&" + add(Array->getElementType());
    llvm::SmallString<16> Size;
    Array->getSize().toStringUnsigned(Size);
    Number = Size.str().str();
  } else if (const RecordDecl *Record = Type->getAsRecordDecl()) {
    Record = Record->getDefinition();
    bool HasParts = !isJumpBuffer(*Record);
    std::string Table = "__ferry_fields" + E.Id.substr(sizeof("__ferry_type") - 1);
    BitFieldSetter Setter(Spelled);
    // A type-name of a record without a tag may have a const in it, that of a variable.
    std::string List = HasParts ? fields(Record, Spelled, FieldCount, Asserts, Setter,
                                         /*MayBeConst=*/!Record->getIdentifier())
                                : "";
    if (!Setter.empty()) {
      Bits = "__ferry_bits" + E.Id.substr(sizeof("__ferry_type") - 1);
      Text += Setter.definition(Bits);
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
                     : Part("sizeof(" + Spelled + ")", "size") + ", " +
                           Part("__extension__ _Alignof(" + Spelled + ")",
                                "alignment");
  Text += ", " + Part(Element, "element") + ", " + Part(Number, "count") + ", " +
          Part(Fields, "fields") +
          (Bits.empty() ? "" : ", " + Part(Bits, "places of bit-fields")) + "};\n";
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
