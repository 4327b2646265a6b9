//===- Report.cpp - will this unit migrate? ---------------------------------===//
#include "tool/Report.h"
#include "analysis/ProgramFacts.h"
#include "analysis/UnitSummary.h"
#include "diag/Diagnostics.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/Decl.h"
#include "clang/Basic/DiagnosticIDs.h"
#include "clang/Basic/SourceManager.h"
#include "llvm/ADT/StringSet.h"

using namespace clang;

namespace ferry {
namespace {

llvm::json::Object placeOf(SourceLocation Where, const SourceManager &SM) {
  PresumedLoc Place = SM.getPresumedLoc(SM.getFileLoc(Where));
  if (Place.isInvalid())
    return llvm::json::Object();
  return llvm::json::Object{{"file", std::string(Place.getFilename())},
                            {"line", Place.getLine()},
                            {"column", Place.getColumn()}};
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

void Report::addFunctions(const ASTContext &Context, const ProgramFacts &Facts,
                          const UnitSummary &Summary) {
  const SourceManager &SM = Context.getSourceManager();
  llvm::StringSet<> Defined;
  for (const Decl *D : Context.getTranslationUnitDecl()->decls()) {
    const auto *F = dyn_cast<FunctionDecl>(D);
    if (!F || !F->doesThisDeclarationHaveABody() || isForeign(*F) ||
        SM.isInSystemHeader(F->getLocation()))
      continue;
    Known.push_back({F->getNameAsString(), F->getSourceRange()});
    llvm::json::Object Row = placeOf(F->getLocation(), SM);
    Row["name"] = F->getNameAsString();
    Row["external"] = F->isExternallyVisible();
    Row["capturable"] = Facts.isCapturable(F);
    if (Facts.isCapturable(F))
      Row["because"] = "it " + Facts.reason(F);
    Functions.push_back(std::move(Row));
  }
  for (const FunctionSummary &F : Summary.Functions)
    Defined.insert(F.Name);
  llvm::StringSet<> Said;
  for (const FunctionSummary &F : Summary.Functions)
    for (const std::string &Callee : F.Calls)
      if (!Defined.contains(Callee) && Said.insert(Callee).second)
        Elsewhere.push_back(Callee);
}

std::string Report::functionAt(SourceLocation Where, const SourceManager &SM) const {
  if (Where.isInvalid())
    return "";
  auto [File, Offset] = SM.getDecomposedExpansionLoc(Where);
  for (const Function &F : Known) {
    auto [First, Begin] = SM.getDecomposedExpansionLoc(F.Range.getBegin());
    auto [Last, End] = SM.getDecomposedExpansionLoc(F.Range.getEnd());
    if (First == File && Last == File && Begin <= Offset && Offset <= End)
      return F.Name;
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
                           {"findings", llvm::json::Array(Findings)}};
  std::string Text;
  llvm::raw_string_ostream(Text) << llvm::json::Value(std::move(Whole));
  return Text;
}

} // namespace ferry
