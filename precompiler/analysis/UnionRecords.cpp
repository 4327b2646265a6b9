//===- UnionRecords.cpp - unions that remember what was written last --------===//
#include "UnionRecords.h"
#include "LayoutModels.h"
#include "ProgramFacts.h"
#include "TypeContents.h"
#include "UnionUses.h"
#include "VariableArguments.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/Attr.h"
#include "clang/AST/Decl.h"
#include "clang/Basic/SourceManager.h"
#include <set>

using namespace clang;

namespace ferry {

static constexpr llvm::StringLiteral Texts[] = {
#define FERRY_AGAINST_RECORD(Id, Text) Text,
#include "analysis/AgainstRecords.def"
};

std::string textOf(Against Why, llvm::StringRef Named) {
  auto [Before, After] = Texts[static_cast<size_t>(Why)].split('%');
  return (Before + (Named.empty() ? "" : "'" + Named + "'") + After).str();
}

/// What the library's own types look like is not ours to change; lists of arguments and
/// jmp_bufs have rules of their own, and another union may get a record, too, so that nobody
/// knows yet how large it is.
static std::optional<Against> notPlain(QualType Type, const ASTContext &Context) {
  const RecordDecl *Record = Context.getBaseElementType(Type)->getAsRecordDecl();
  Record = Record ? Record->getDefinition() : nullptr;
  if (holdsVaList(Type))
    return Against::LibraryType;
  if (!Record)
    return std::nullopt;
  if (Record->getLocation().isInvalid() ||
      Context.getSourceManager().isInSystemHeader(Record->getLocation()))
    return Against::LibraryType;
  if (Record->isUnion() && holdsPointers(Type, Context))
    return Against::PointerUnion;
  for (const FieldDecl *Field : Record->fields())
    if (std::optional<Against> Why = notPlain(Field->getType(), Context))
      return Why;
  return std::nullopt;
}

/// Whether the definition comes out of a file that the command line includes, not the text.
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

/// As events have it: members that begin with a field of the same name and type, which is read
/// in any of them.
static const FieldDecl *sharedHeader(const RecordDecl &Union) {
  std::set<std::pair<IdentifierInfo *, const Type *>> Headers;
  for (const FieldDecl *Member : Union.fields()) {
    const FieldDecl &First = firstOf(*Member);
    if (!Headers
             .insert({First.getIdentifier(), First.getType().getCanonicalType().getTypePtr()})
             .second)
      return Member;
  }
  return nullptr;
}

static std::optional<Against> noRoomIn(const FieldDecl &Member) {
  const ASTContext &Context = Member.getASTContext();
  const RecordDecl *Inner = Member.getType()->getAsRecordDecl();
  if (Member.hasAttrs())
    return Against::Attribute;
  if (Member.isBitField())
    return Against::BitField;
  if (Member.isAnonymousStructOrUnion() &&
      (Inner->isUnion() || Inner->field_empty() || !(*Inner->field_begin())->getIdentifier()))
    return Against::NamelessMember;
  if (Member.getType()->isIncompleteArrayType() ||
      (Context.getAsArrayType(Member.getType()) &&
       Context.getTypeSizeInChars(Member.getType()).isZero()))
    return Against::NoLength;
  return notPlain(Member.getType(), Context);
}

/// Its members are those of another union.
static bool isNamelessInside(const RecordDecl &Record) {
  const auto *Around = dyn_cast<RecordDecl>(Record.getLexicalDeclContext());
  return Around && Record.isAnonymousStructOrUnion() &&
         (Around->isUnion() || isNamelessInside(*Around));
}

std::optional<NoRoom> noRoomForRecord(const RecordDecl &Union) {
  SourceLocation Here = Union.getLocation();
  if (Union.getASTContext().getLangOpts().CPlusPlus)
    return NoRoom{Against::Language, Here};
  if (Union.getDeclContext()->isFunctionOrMethod())
    return NoRoom{Against::Local, Here};
  if (isNamelessInside(Union))
    return NoRoom{Against::NamelessInside, Here};
  if (isInForcedInclude(Union))
    return NoRoom{Against::ForcedInclude, Here};
  if (Union.hasAttrs())
    return NoRoom{Against::Attribute, Here};
  SourceLocation Last;
  for (const FieldDecl *Member : Union.fields()) {
    if (std::optional<Against> Why = noRoomIn(*Member))
      return NoRoom{*Why, Member->getLocation()};
    if (Member->getBeginLoc() == Last)
      return NoRoom{Against::OneDeclaration, Member->getLocation()};
    Last = Member->getBeginLoc();
  }
  if (const FieldDecl *Member = sharedHeader(Union))
    return NoRoom{Against::SameHeader, Member->getLocation()};
  if (Union.hasFlexibleArrayMember()) // in a struct at its end
    return NoRoom{Against::NoLength, Here};
  return std::nullopt;
}

std::optional<NoRecord> whyNoRecord(const RecordDecl &Union, const ProgramFacts &Facts) {
  const SourceManager &SM = Union.getASTContext().getSourceManager();
  std::string Name = unionName(Union);
  if (const UnionUse *Use = Name.empty() ? nullptr : Facts.againstRecord(Union))
    return NoRecord{Use->Of, Use->Where};
  std::optional<NoRoom> No = noRoomForRecord(Union);
  if (!No && Name.empty())
    No = NoRoom{Against::Nameless, Union.getLocation()};
  return No ? std::optional(NoRecord{textOf(No->Why), Place::of(No->Where, SM)}) : std::nullopt;
}

bool keepsRecord(const RecordDecl &Union, const ProgramFacts &Facts) {
  return Union.isUnion() && Union.isCompleteDefinition() && Facts.mayRecord(Union) &&
         !noRoomForRecord(Union) &&
         pointersLieOverOthers(
             Union, [&](const FieldDecl &Member) { return Facts.mayHold(Member); },
             Union.getASTContext());
}

} // namespace ferry
