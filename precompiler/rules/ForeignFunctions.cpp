//===- ForeignFunctions.cpp - what no program that moves may use ------------===//
///
/// \file
/// Reports the functions of analysis/ForeignFunctions.def where the user names them. A
/// user's own function of such a name is not meant.
//===----------------------------------------------------------------------===//
#include "analysis/PollPlacement.h"
#include "analysis/UnitSummary.h"
#include "diag/Diagnostics.h"
#include "rules/SmallRules.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/Expr.h"
#include "llvm/ADT/StringMap.h"

using namespace clang;

namespace ferry {

namespace {
struct Entry {
  DiagId Id;
  const char *Remedy;
};

const Entry *find(llvm::StringRef Name) {
  static const llvm::StringMap<Entry> Entries = {
#define FERRY_FOREIGN(Name, Diagnostic, Remedy)                                \
  {#Name, {DiagId::Diagnostic, Remedy}},
#include "analysis/ForeignFunctions.def"
  };
  auto Found = Entries.find(Name);
  return Found == Entries.end() ? nullptr : &Found->second;
}

/// Called without a declaration: most likely for want of an #include.
bool isUndeclared(const FunctionDecl &Function) {
  return Function.getMostRecentDecl()->isImplicit();
}

void visit(SmallRules &Rules, const Stmt *S) {
  if (const auto *Reference = dyn_cast<DeclRefExpr>(S)) {
    const auto *Function = dyn_cast<FunctionDecl>(Reference->getDecl());
    const Entry *E = Function && (isForeign(*Function) || isUndeclared(*Function))
                         ? find(Function->getName())
                         : nullptr;
    if (E)
      Rules.Diags.report(Reference->getLocation(), E->Id)
          << Function->getName() << E->Remedy;
  }
  for (const Stmt *Child : evaluatedChildren(S, Rules.Context))
    if (Child)
      visit(Rules, Child);
}
} // namespace

void SmallRules::refuseForeignFunctions() {
  eachBody([&](const Stmt &Body, const FunctionDecl *) { visit(*this, &Body); });
}

} // namespace ferry
