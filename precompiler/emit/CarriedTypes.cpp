//===- CarriedTypes.cpp - which types can be carried ------------------------===//
#include "emit/CarriedTypes.h"
#include "emit/ArrayTail.h"
#include "emit/TaggedUnions.h"
#include "emit/TypeNames.h"
#include "emit/TypeProperties.h"
#include "emit/UnionMembers.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/Decl.h"
#include "clang/Basic/SourceManager.h"

using namespace clang;

namespace ferry {

bool CarriedTypes::isOpaque(const RecordDecl *Record) const {
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

QualType CarriedTypes::typeOf(const FieldDecl &Field) const {
  // Others' text stays. Which member of a union there is, no list says.
  const RecordDecl *Record = Field.getParent();
  return Record->isUnion() ||
                 Context.getSourceManager().isInSystemHeader(Record->getLocation())
             ? Field.getType()
             : Written(Field.getType());
}

bool CarriedTypes::walk(QualType Type, const std::string &Path,
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
    case BuiltinType::Float128:
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
  if (!walkFields(Record, Type, Path, /*Tagged=*/hasOwnTag(Record), Seen, Why))
    return false;
  // With elements behind it of which nothing is known.
  if (!Record->field_empty() && !arrayTailOf(Type, Context)) {
    const FieldDecl *Last = nullptr;
    for (const FieldDecl *Field : Record->fields())
      Last = Field;
    if (isZeroLength(Last->getType(), Context)) {
      Why = {DiagId::FlexibleArrayType, Type, Last->getLocation(),
             Path + (Path.empty() ? "" : ".") + Last->getNameAsString()};
      return false;
    }
  }
  // Only now is each part something that can be carried.
  bool Overlap = hasOverlaps(Record) && !Record->isAnonymousStructOrUnion();
  if (Overlap && hasTagsInside(Record)) {
    Why = {DiagId::UnionOfTags, Type, Record->getLocation(), Path, Record};
    return false;
  }
  if ((Overlap && !pointersAgree(Record, Context, Holds)) ||
      ((Overlap || hasOwnTag(Record)) && overlaysJumpBuffer(*Record))) {
    Why = {DiagId::UnionType, Type, Record->getLocation(), Path, Overlap ? Record : nullptr};
    return false;
  }
  return true;
}

bool CarriedTypes::walkFields(const RecordDecl *Record, QualType Type,
                              const std::string &Path, bool Tagged,
                              llvm::DenseSet<const RecordDecl *> &Seen,
                              Refusal &Why) const {
  for (const FieldDecl *Field : Record->fields()) {
    SourceLocation Where;
    std::string Inner = Path;
    if (Field->getIdentifier())
      Inner += (Inner.empty() ? "" : ".") + Field->getName().str();
    Where = Field->getLocation();
    if (hasTag(*Field)) {
      // Whatever it holds: its members are fields of this struct.
      const RecordDecl *Union = Field->getType()->getAsRecordDecl();
      Union = Union ? Union->getDefinition() : nullptr;
      if (Union &&
          !walkFields(Union, Field->getType(), Inner, /*Tagged=*/true, Seen, Why))
        return false;
      if (Union && overlaysJumpBuffer(*Union)) {
        Why = {DiagId::UnionType, Field->getType(), Where, Inner};
        return false;
      }
      continue;
    }
    if (Field->isUnnamedBitField() || (!Tagged && !Holds(*Field)))
      continue;
    if (Field->isBitField() && bitWidth(Field, Context) > 64) {
      Why = {DiagId::BitFieldType, Type, Where, Inner};
      return false;
    }
    QualType Part = typeOf(*Field);
    if (isZeroLength(Part, Context)) {
      // How many there are is known of objects that are allocated, if at all.
      if (Record->isUnion())
        return Why = {DiagId::FlexibleArrayType, Type, Where, Inner}, false;
      Part = Context.getBaseElementType(Part);
    } else if (std::optional<ArrayTail> Tail =
                   arrayTailOf(Context.getBaseElementType(Part), Context);
               Tail && Tail->Open) {
      Why = {DiagId::FlexibleArrayType, Type, Where, Inner};
      return false;
    }
    if (!walk(Part, Inner, Where, Seen, Why))
      return false;
  }
  return true;
}

bool CarriedTypes::canCarry(QualType Type, Refusal *Why) const {
  llvm::DenseSet<const RecordDecl *> Seen;
  Refusal Found;
  if (walk(Type, "", {}, Seen, Found)) {
    Carried.insert(Seen.begin(), Seen.end());
    return true;
  }
  if (Why)
    *Why = Found;
  return false;
}

} // namespace ferry
