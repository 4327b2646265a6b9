//===- AllocationTypes.cpp - what a pointer and a size say together ---------===//

#include "AllocationTypes.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/Decl.h"
#include "llvm/ADT/STLExtras.h"

using namespace clang;

namespace ferry {

bool isVague(QualType To) {
  return To.isNull() || To->isVoidType() || To->isIncompleteType() ||
         To->isFunctionType();
}

QualType pointee(QualType Pointer) {
  if (Pointer.isNull() || !Pointer->isPointerType())
    return {};
  return Pointer->getPointeeType();
}

static bool beginsWith(QualType Whole, QualType First, const ASTContext &Context) {
  while (const auto *Record = Whole->getAsRecordDecl()) {
    Record = Record->getDefinition();
    if (!Record || Record->field_empty())
      return false;
    Whole = Record->field_begin()->getType();
    if (Context.hasSameUnqualifiedType(Whole, First))
      return true;
  }
  return false;
}

static bool hasMember(QualType Union, QualType Member, const ASTContext &Context) {
  const RecordDecl *Record = Union->isUnionType() ? Union->getAsRecordDecl() : nullptr;
  Record = Record ? Record->getDefinition() : nullptr;
  return Record && Member->isStructureType() &&
         llvm::any_of(Record->fields(), [&](const FieldDecl *Field) {
           return Context.hasSameUnqualifiedType(Field->getType(), Member);
         });
}

AgreedType agreedType(QualType To, QualType Size, QualType TailElement,
                      const ASTContext &Context) {
  if (Size.isNull() || Context.hasSameUnqualifiedType(To, Size))
    return {To};
  if (!TailElement.isNull() && Context.hasSameUnqualifiedType(TailElement, Size))
    return {To}; // the elements behind an offsetof
  if (beginsWith(Size, To, Context))
    return {Size}; // a struct that begins with the one pointed to
  if (hasMember(To, Size, Context))
    return {Size}; // a union, of which no more than this member is there
  if (To->isPointerType() && Size->isPointerType())
    return {To}; // as large as one another everywhere, and the pointer knows better
  if (To->isCharType())
    return {To}; // a buffer that is as large as something else: its bytes
  if (Size->isCharType())
    return {To}; // n * sizeof(char) bytes for a T *: the pointer knows better
  return {To, true};
}

} // namespace ferry
