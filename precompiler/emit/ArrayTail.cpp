//===- ArrayTail.cpp - structs that end in an array of any length -----------===//
#include "emit/ArrayTail.h"
#include "emit/TaggedUnions.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/Decl.h"
#include "clang/AST/Expr.h"

using namespace clang;

namespace ferry {

bool isZeroLength(QualType Type, const ASTContext &Context) {
  if (Type->isIncompleteArrayType())
    return true;
  const ConstantArrayType *Array = Context.getAsConstantArrayType(Type);
  return Array && Array->getSize() == 0;
}

std::optional<ArrayTail> arrayTailOf(QualType Type, const ASTContext &Context) {
  const auto *Tagged = Type->getAs<RecordType>();
  const RecordDecl *Record = Tagged ? Tagged->getDecl()->getDefinition() : nullptr;
  // What is aligned to more has more padding than spareElements() reckons with.
  if (!Record || hasOverlaps(Record) || hasTags(Record) || Record->field_empty() ||
      Context.getTypeAlignInChars(Type).getQuantity() > 16)
    return std::nullopt;
  const FieldDecl *Last = nullptr;
  for (const FieldDecl *Field : Record->fields())
    Last = Field;
  const ArrayType *Array = Context.getAsArrayType(Last->getType());
  if (!Array || !Last->getIdentifier())
    return std::nullopt;
  bool Open = isZeroLength(Last->getType(), Context);
  const auto *Constant = dyn_cast<ConstantArrayType>(Array);
  if ((!Open && !(Constant && Constant->getSize() == 1)) ||
      Context.getTypeSizeInChars(Array->getElementType()).isZero())
    return std::nullopt;
  return ArrayTail{Last, Array->getElementType().getUnqualifiedType(), Open};
}

/// The size that a value has at least, on any machine.
static uint64_t leastSize(QualType Type, const ASTContext &Context) {
  if (const ConstantArrayType *Array = Context.getAsConstantArrayType(Type))
    return Array->getSize().getZExtValue() *
           leastSize(Array->getElementType(), Context);
  if (const RecordDecl *Record = Type->getAsRecordDecl()) {
    uint64_t Sum = 0, Largest = 0;
    for (const FieldDecl *Field : Record->fields()) {
      uint64_t Size = Field->isBitField() || isZeroLength(Field->getType(), Context)
                          ? 0
                          : leastSize(Field->getType(), Context);
      Sum += Size;
      Largest = std::max(Largest, Size);
    }
    return Record->isUnion() ? Largest : Sum;
  }
  QualType Value = Type.getCanonicalType();
  if (Value->isCharType() || Value->isBooleanType())
    return 1;
  if (Value->isSpecificBuiltinType(BuiltinType::Short) ||
      Value->isSpecificBuiltinType(BuiltinType::UShort))
    return 2;
  if (Value->isSpecificBuiltinType(BuiltinType::Double) ||
      Value->isSpecificBuiltinType(BuiltinType::LongLong) ||
      Value->isSpecificBuiltinType(BuiltinType::ULongLong))
    return 8;
  return Value->isScalarType() && !Value->isEnumeralType() ? 4 : 1;
}

uint64_t spareElements(const ArrayTail &Tail, const ASTContext &Context) {
  constexpr uint64_t MostPadding = 15;
  uint64_t Least = std::max<uint64_t>(1, leastSize(Tail.Element, Context));
  return (MostPadding + Least - 1) / Least;
}

uint64_t initialisedElements(const VarDecl &Variable) {
  const ASTContext &Context = Variable.getASTContext();
  const VarDecl *Initialised = nullptr;
  if (!Variable.getAnyInitializer(Initialised) ||
      !arrayTailOf(Variable.getType(), Context) ||
      !Initialised->hasFlexibleArrayInit(Context))
    return 0;
  const auto *List = dyn_cast<InitListExpr>(Initialised->getInit());
  if (!List || !List->getNumInits())
    return 0;
  const ConstantArrayType *Array = Context.getAsConstantArrayType(
      List->getInit(List->getNumInits() - 1)->getType());
  return Array ? Array->getSize().getZExtValue() : 0;
}

uint64_t initialisedSize(const VarDecl &Variable) {
  uint64_t Count = initialisedElements(Variable);
  if (!Count)
    return 0;
  const ASTContext &Context = Variable.getASTContext();
  ArrayTail Tail = *arrayTailOf(Variable.getType(), Context);
  return Context.toCharUnitsFromBits(Context.getFieldOffset(Tail.Field)).getQuantity() +
         Count * Context.getTypeSizeInChars(Tail.Element).getQuantity();
}

} // namespace ferry
