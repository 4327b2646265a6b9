//===- UnionRecords.cpp - unions that remember what was written last --------===//
#include "UnionRecords.h"
#include "LayoutModels.h"
#include "ProgramFacts.h"
#include "VariableArguments.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/Attr.h"
#include "clang/AST/Decl.h"
#include "clang/Basic/SourceManager.h"

using namespace clang;

namespace ferry {

/// What the library's own types look like is not ours to change; lists of arguments and
/// jmp_bufs have rules of their own.
static bool isPlain(QualType Type, const ASTContext &Context) {
  const RecordDecl *Record = Context.getBaseElementType(Type)->getAsRecordDecl();
  Record = Record ? Record->getDefinition() : nullptr;
  return !holdsVaList(Type) &&
         (!Record ||
          (Record->getLocation().isValid() &&
           !Context.getSourceManager().isInSystemHeader(Record->getLocation()) &&
           llvm::all_of(Record->fields(), [&](const FieldDecl *Field) {
             return isPlain(Field->getType(), Context);
           })));
}

bool canHoldRecord(const RecordDecl &Union) {
  if (Union.hasAttrs() || Union.hasFlexibleArrayMember() ||
      Union.getDeclContext()->isFunctionOrMethod())
    return false;
  SourceLocation Last;
  for (const FieldDecl *Member : Union.fields()) {
    const RecordDecl *Inner = Member->getType()->getAsRecordDecl();
    const auto *Array = Member->getASTContext().getAsArrayType(Member->getType());
    if (!isPlain(Member->getType(), Member->getASTContext()) || Member->hasAttrs() || Member->getBeginLoc() == Last || Member->isBitField() ||
        (Member->isAnonymousStructOrUnion() &&
         (Inner->isUnion() || Inner->field_empty() ||
          !(*Inner->field_begin())->getIdentifier())) ||
        (Array && Member->getASTContext().getTypeSizeInChars(Member->getType()).isZero()))
      return false;
    Last = Member->getBeginLoc();
  }
  return true;
}

bool keepsRecord(const RecordDecl &Union, const ProgramFacts &Facts) {
  return Union.isUnion() && Union.isCompleteDefinition() && Facts.mayRecord(Union) &&
         canHoldRecord(Union) &&
         pointersLieOverOthers(
             Union, [&](const FieldDecl &Member) { return Facts.mayHold(Member); },
             Union.getASTContext());
}

} // namespace ferry
