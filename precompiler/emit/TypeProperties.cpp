//===- TypeProperties.cpp - what the C of a type does not say plainly -------===//
#include "emit/TypeProperties.h"
#include "clang/AST/ASTContext.h"

using namespace clang;

namespace ferry {

bool isVaList(QualType Type, const ASTContext &Context) {
  // What it is an array of, on some machines.
  if (const auto *Record = Type->getAs<RecordType>();
      Record && Record->getDecl() == Context.getVaListTagDecl())
    return true;
  QualType List = Context.getBuiltinVaListType();
  if (!List->isPointerType())
    return Context.hasSameUnqualifiedType(Type, List);
  for (const auto *Named = Type->getAs<TypedefType>(); Named;
       Named = Named->desugar()->getAs<TypedefType>())
    if (Named->getDecl()->getName() == "__builtin_va_list")
      return true;
  return false;
}

bool isVectorSize(const VectorType &Vector) {
  return Vector.getVectorKind() == VectorKind::Generic && !isa<ExtVectorType>(Vector) &&
         !Vector.getElementType()->isBooleanType();
}

bool isJumpBuffer(const RecordDecl &Record) {
  return Record.getIdentifier() && Record.getName() == "__jmp_buf_tag" &&
         !Record.getParentFunctionOrMethod();
}

static const RecordDecl *recordOf(const FieldDecl &Field) {
  const RecordDecl *Record =
      Field.getType()->getBaseElementTypeUnsafe()->getAsRecordDecl();
  return Record ? Record->getDefinition() : nullptr;
}

static bool holdsJumpBuffer(const RecordDecl &Record) {
  if (isJumpBuffer(Record))
    return true;
  for (const FieldDecl *Field : Record.fields())
    if (const RecordDecl *Inner = recordOf(*Field); Inner && holdsJumpBuffer(*Inner))
      return true;
  return false;
}

bool overlaysJumpBuffer(const RecordDecl &Record) {
  if (Record.isUnion())
    return holdsJumpBuffer(Record);
  for (const FieldDecl *Field : Record.fields())
    if (Field->isAnonymousStructOrUnion() && overlaysJumpBuffer(*recordOf(*Field)))
      return true;
  return false;
}

bool isLockFree(QualType Value) {
  if (Value->isPointerType() || Value->isSpecificBuiltinType(BuiltinType::Float) ||
      Value->isSpecificBuiltinType(BuiltinType::Double))
    return true;
  return Value->isIntegralOrEnumerationType() &&
         !Value->isSpecificBuiltinType(BuiltinType::Int128) &&
         !Value->isSpecificBuiltinType(BuiltinType::UInt128);
}

QualType withoutAtomic(QualType Type) {
  const auto *Atomic = Type->getAs<AtomicType>();
  return Atomic ? Atomic->getValueType() : Type;
}

unsigned bitWidth(const FieldDecl *Field, const ASTContext &Context) {
  // FieldDecl has this too; under another signature in each LLVM.
  return static_cast<unsigned>(
      Field->getBitWidth()->EvaluateKnownConstInt(Context).getZExtValue());
}

} // namespace ferry
