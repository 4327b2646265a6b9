//===- UnionRecords.cpp - unions that remember what was written last --------===//
#include "UnionRecords.h"
#include "LayoutModels.h"
#include "ProgramFacts.h"
#include "TypeContents.h"
#include "VariableArguments.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/Attr.h"
#include "clang/AST/Decl.h"
#include "clang/Basic/SourceManager.h"
#include <set>

using namespace clang;

namespace ferry {

/// What the library's own types look like is not ours to change; lists of
/// arguments and jmp_bufs have rules of their own, and another union may get a
/// record, too, so that nobody knows yet how large it is.
static bool isPlain(QualType Type, const ASTContext &Context) {
  const RecordDecl *Record = Context.getBaseElementType(Type)->getAsRecordDecl();
  Record = Record ? Record->getDefinition() : nullptr;
  if (holdsVaList(Type))
    return false;
  if (!Record)
    return true;
  return Record->getLocation().isValid() &&
         !Context.getSourceManager().isInSystemHeader(Record->getLocation()) &&
         !(Record->isUnion() && holdsPointers(Type, Context)) &&
         llvm::all_of(Record->fields(), [&](const FieldDecl *Field) {
           return isPlain(Field->getType(), Context);
         });
}

/// Whether the definition comes out of a file that the command line includes,
/// not the text.
static bool isInForcedInclude(const RecordDecl &Record) {
  const SourceManager &SM = Record.getASTContext().getSourceManager();
  FileID File = SM.getFileID(SM.getExpansionLoc(Record.getLocation()));
  while (SM.getIncludeLoc(File).isValid())
    File = SM.getFileID(SM.getIncludeLoc(File));
  return File != SM.getMainFileID();
}

/// The scalar at the very beginning.
static const FieldDecl &firstOf(const FieldDecl &Member) {
  const RecordDecl *Record = Member.getType()->getAsRecordDecl();
  Record = Record ? Record->getDefinition() : nullptr;
  return Record && !Record->field_empty() ? firstOf(**Record->field_begin()) : Member;
}

/// As events have it: members that begin with a field of the same name and
/// type, which is read in any of them.
static bool shareHeader(const RecordDecl &Union) {
  std::set<std::pair<IdentifierInfo *, const Type *>> Headers;
  return llvm::any_of(Union.fields(), [&](const FieldDecl *Member) {
    const FieldDecl &First = firstOf(*Member);
    return !Headers
                .insert(
                    {First.getIdentifier(), First.getType().getCanonicalType().getTypePtr()})
                .second;
  });
}

static bool hasRoom(const FieldDecl &Member) {
  const ASTContext &Context = Member.getASTContext();
  const RecordDecl *Inner = Member.getType()->getAsRecordDecl();
  return isPlain(Member.getType(), Context) && !Member.hasAttrs() && !Member.isBitField() &&
         !(Member.isAnonymousStructOrUnion() && (Inner->isUnion() || Inner->field_empty() ||
                                                 !(*Inner->field_begin())->getIdentifier())) &&
         !(Context.getAsArrayType(Member.getType()) &&
           Context.getTypeSizeInChars(Member.getType()).isZero());
}

bool canHoldRecord(const RecordDecl &Union) {
  if (Union.hasAttrs() || Union.hasFlexibleArrayMember() ||
      Union.getDeclContext()->isFunctionOrMethod() || isInForcedInclude(Union) ||
      shareHeader(Union) || Union.getASTContext().getLangOpts().CPlusPlus)
    return false;
  SourceLocation Last;
  for (const FieldDecl *Member : Union.fields()) {
    if (Member->getBeginLoc() == Last || !hasRoom(*Member))
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
