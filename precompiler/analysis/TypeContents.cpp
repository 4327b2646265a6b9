//===- TypeContents.cpp - what is in values of a type ---------------------===//
#include "TypeContents.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/Decl.h"
#include "llvm/ADT/STLExtras.h"

using namespace clang;

namespace ferry {

bool holdsPointers(QualType Type, const ASTContext &Context) {
  Type = Context.getBaseElementType(Type).getCanonicalType();
  if (const auto *Atomic = Type->getAs<AtomicType>())
    Type = Atomic->getValueType().getCanonicalType();
  if (const RecordDecl *Record = Type->getAsRecordDecl()) {
    Record = Record->getDefinition();
    return Record && llvm::any_of(Record->fields(), [&](const FieldDecl *F) {
             return holdsPointers(F->getType(), Context);
           });
  }
  return Type->isPointerType();
}

QualType innermost(QualType Type) {
  for (;;)
    if (QualType Pointee = Type->getPointeeType(); !Pointee.isNull())
      Type = Pointee;
    else if (const ArrayType *Array = Type->getAsArrayTypeUnsafe())
      Type = Array->getElementType();
    else if (const auto *Atomic = Type->getAs<AtomicType>())
      Type = Atomic->getValueType();
    else
      return Type;
}

} // namespace ferry
