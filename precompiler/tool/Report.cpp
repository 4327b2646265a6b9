//===- Report.cpp - will this unit migrate? ---------------------------------===//
#include "tool/Report.h"
#include "analysis/LayoutModels.h"
#include "analysis/ProgramFacts.h"
#include "analysis/UnionRecords.h"
#include "analysis/UnitSummary.h"
#include "diag/Diagnostics.h"
#include "emit/TaggedUnions.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/Decl.h"
#include "clang/AST/RecursiveASTVisitor.h"
#include "clang/Basic/DiagnosticIDs.h"
#include "clang/Basic/SourceManager.h"
#include "llvm/ADT/SmallPtrSet.h"
#include "llvm/ADT/StringSet.h"
#include "llvm/Support/MathExtras.h"

using namespace clang;

namespace ferry {
namespace {

llvm::json::Object rowOf(const Place &At) {
  if (At.empty())
    return llvm::json::Object();
  return llvm::json::Object{{"file", At.File}, {"line", At.Line}, {"column", At.Column}};
}

llvm::json::Object placeOf(SourceLocation Where, const SourceManager &SM) {
  return rowOf(Place::of(Where, SM));
}

/// The parts of a custom diagnostic's text; of Clang's, What alone.
struct Parts {
  std::string What, Remedy, Flag;
};

llvm::StringRef formatOf(const Diagnostic &Info) {
  return Info.getDiags()->getDiagnosticIDs()->getDescription(Info.getID());
}

Parts partsOf(const Diagnostic &Info) {
  Parts Result;
  llvm::SmallString<256> Text;
  if (Info.getID() < diag::DIAG_UPPER_LIMIT) {
    Info.FormatDiagnostic(Text);
    Result.What = Text.str();
    return Result;
  }
  llvm::StringRef Format = formatOf(Info);
  if (Format.consume_back("]")) {
    auto [Before, Flag] = Format.rsplit(" [-Wferry-");
    Format = Before;
    Result.Flag = Flag.str();
  }
  auto Written = [&](llvm::StringRef Part) {
    Text.clear();
    Info.FormatDiagnostic(Part.begin(), Part.end(), Text);
    return Text.str().str();
  };
  auto [What, Remedy] = Format.rsplit("; ");
  Result.What = Written(What);
  Result.Remedy = Written(Remedy);
  return Result;
}

} // namespace

void Report::setFunctions(const ASTContext &Context) {
  const SourceManager &SM = Context.getSourceManager();
  Known.clear();
  for (const Decl *D : Context.getTranslationUnitDecl()->decls()) {
    const auto *F = dyn_cast<FunctionDecl>(D);
    if (F && F->doesThisDeclarationHaveABody() && !isForeign(*F) &&
        !SM.isInSystemHeader(F->getLocation()))
      Known.push_back(F);
  }
}

void Report::addFunctions(const ASTContext &Context, const ProgramFacts &Facts,
                          const UnitSummary &Summary) {
  for (const FunctionDecl *F : Known) {
    llvm::json::Object Row = placeOf(F->getLocation(), Context.getSourceManager());
    Row["name"] = F->getNameAsString();
    Row["external"] = F->isExternallyVisible();
    Row["capturable"] = Facts.isCapturable(F);
    if (Facts.isCapturable(F))
      Row["because"] = "it " + Facts.reason(F);
    Functions.push_back(std::move(Row));
  }
  llvm::StringSet<> Defined;
  for (const FunctionSummary &F : Summary.Functions)
    Defined.insert(F.Name);
  llvm::StringSet<> Said;
  for (const FunctionSummary &F : Summary.Functions)
    for (const std::string &Callee : F.Calls)
      if (!Defined.contains(Callee) && Said.insert(Callee).second)
        Elsewhere.push_back(Callee);
}

/// Those in which a capture may find a pointer over something else, and of which no tag
/// says what they hold.
static std::vector<const RecordDecl *> untaggedUnions(const ASTContext &Context,
                                                      const ProgramFacts &Facts) {
  struct Finder : RecursiveASTVisitor<Finder> {
    std::vector<const RecordDecl *> Unions;
    llvm::SmallPtrSet<const RecordDecl *, 8> Tagged;
    bool VisitRecordDecl(RecordDecl *Record) {
      if (Record->isUnion() && Record->isThisDeclarationADefinition())
        Unions.push_back(Record);
      return true;
    }
    bool VisitFieldDecl(FieldDecl *Field) {
      if (const RecordDecl *Union = Field->getType()->getAsRecordDecl(); Union && hasTag(*Field))
        Tagged.insert(Union->getDefinition());
      return true;
    }
  } Find;
  Find.TraverseAST(const_cast<ASTContext &>(Context));
  auto Holds = [&](const FieldDecl &Member) { return Facts.mayHold(Member); };
  llvm::erase_if(Find.Unions, [&](const RecordDecl *Union) {
    return Context.getSourceManager().isInSystemHeader(Union->getLocation()) ||
           !Facts.mayBeCaptured(*Union) || Find.Tagged.contains(Union) || hasOwnTag(Union) ||
           !pointersLieOverOthers(*Union, Holds, Context);
  });
  return std::move(Find.Unions);
}

void Report::addUnions(const ASTContext &Context, const ProgramFacts &Facts) {
  auto Size = [&](QualType Type) { return Context.getTypeSizeInChars(Type).getQuantity(); };
  for (const RecordDecl *Union : untaggedUnions(Context, Facts)) {
    QualType Type = Context.getTypeDeclType(static_cast<const TypeDecl *>(Union));
    llvm::json::Object Row = placeOf(Union->getLocation(), Context.getSourceManager());
    Row["type"] = Type.getAsString(Context.getPrintingPolicy());
    if (keepsRecord(*Union, Facts)) {
      int64_t Largest = 0;
      for (const FieldDecl *Member : Union->fields())
        Largest = std::max<int64_t>(Largest, Size(Member->getType()));
      Row["record"] = true;
      Row["size"] = Size(Type);
      Row["grown"] = static_cast<int64_t>(llvm::alignTo(
          Largest + 1, Context.getTypeAlignInChars(Type).getQuantity()));
    } else if (std::optional<NoRecord> No = whyNoRecord(*Union, Facts)) {
      Row["record"] = false;
      llvm::json::Object Why = rowOf(No->Where);
      Why["what"] = No->Why;
      Row["why"] = std::move(Why);
    } else {
      continue;
    }
    Unions.push_back(std::move(Row));
  }
}

std::string Report::functionAt(SourceLocation Where, const SourceManager &SM) const {
  if (Where.isInvalid())
    return "";
  auto [File, Offset] = SM.getDecomposedExpansionLoc(Where);
  for (const FunctionDecl *F : Known) {
    auto [First, Begin] = SM.getDecomposedExpansionLoc(F->getBeginLoc());
    auto [Last, End] = SM.getDecomposedExpansionLoc(F->getEndLoc());
    if (First == File && Last == File && Begin <= Offset && Offset <= End)
      return F->getNameAsString();
  }
  return "";
}

void Report::HandleDiagnostic(DiagnosticsEngine::Level Level,
                              const Diagnostic &Info) {
  DiagnosticConsumer::HandleDiagnostic(Level, Info);
  if (!Info.hasSourceManager() && Level < DiagnosticsEngine::Error)
    return;
  bool Ours = Info.getID() >= diag::DIAG_UPPER_LIMIT;
  if (Ours && formatOf(Info) == textOf(DiagId::CapturableBecause))
    return; // Said of the function.
  Parts Said = partsOf(Info);
  llvm::json::Object Row;
  if (Info.hasSourceManager())
    Row = placeOf(Info.getLocation(), Info.getSourceManager());
  Row["what"] = Said.What;
  if (Level == DiagnosticsEngine::Note) {
    if (LastKept)
      Findings.back().getAsObject()->getArray("notes")->push_back(std::move(Row));
    return;
  }
  // Clang's own warnings are the user's compiler's business.
  LastKept = Ours || Level >= DiagnosticsEngine::Error;
  if (!LastKept)
    return;
  Row["severity"] = Level >= DiagnosticsEngine::Error ? "error" : "warning";
  Row["flag"] = Said.Flag;
  Row["remedy"] = Said.Remedy;
  Row["notes"] = llvm::json::Array();
  if (Info.hasSourceManager())
    Row["function"] = functionAt(Info.getLocation(), Info.getSourceManager());
  Findings.push_back(std::move(Row));
}

std::string Report::json() const {
  llvm::json::Object Whole{{"source", Source},
                           {"functions", llvm::json::Array(Functions)},
                           {"elsewhere", llvm::json::Array(Elsewhere)},
                           {"unions", llvm::json::Array(Unions)},
                           {"findings", llvm::json::Array(Findings)}};
  std::string Text;
  llvm::raw_string_ostream(Text) << llvm::json::Value(std::move(Whole));
  return Text;
}

} // namespace ferry
