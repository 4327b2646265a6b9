//===- ForeignFunctions.cpp - what no program that moves may use ------------===//
///
/// \file
/// Reports the functions of analysis/ForeignFunctions.def where the user names them. A
/// user's own function of such a name is not meant.
///
/// And `environ`, but as what a function of the C library is called with: runtime/libc knows
/// of what the functions set, and of nothing that is stored into the list.
//===----------------------------------------------------------------------===//
#include "analysis/LibraryVersions.h"
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

bool isEnvironment(const ValueDecl &Declared) {
  const auto *Variable = dyn_cast<VarDecl>(&Declared);
  return Variable && Variable->isExternC() && !Variable->getDefinition() &&
         !Variable->getActingDefinition() &&
         llvm::is_contained({"environ", "__environ", "_environ"}, Variable->getName());
}

/// exec and posix_spawn want it.
bool givesEnvironment(const CallExpr &Call, const Expr &Argument) {
  const auto *Reference = dyn_cast<DeclRefExpr>(Argument.IgnoreParenImpCasts());
  const FunctionDecl *Callee = Call.getDirectCallee();
  return Reference && isEnvironment(*Reference->getDecl()) && Callee && isForeign(*Callee);
}

void visit(SmallRules &Rules, const Stmt *S) {
  if (const auto *Reference = dyn_cast<DeclRefExpr>(S)) {
    if (isEnvironment(*Reference->getDecl()))
      Rules.Diags.report(Reference->getLocation(), DiagId::LibraryState)
          << Reference->getDecl()->getName()
          << "use setenv, or the third parameter of main to read all of it";
    const auto *Function = dyn_cast<FunctionDecl>(Reference->getDecl());
    const Entry *E = Function && (isForeign(*Function) || isUndeclared(*Function))
                         ? find(Function->getName())
                         : nullptr;
    if (E)
      Rules.Diags.report(Reference->getLocation(), E->Id)
          << Function->getName() << E->Remedy;
  }
  for (const Stmt *Child : evaluatedChildren(S, Rules.Context))
    if (Child && !(isa<CallExpr>(S) && isa<Expr>(Child) &&
                   givesEnvironment(*cast<CallExpr>(S), *cast<Expr>(Child))))
      visit(Rules, Child);
}
} // namespace

void SmallRules::refuseForeignFunctions() {
  eachBody([&](const Stmt &Body, const FunctionDecl *In) {
    if (!isLibraryVersion(In))
      visit(*this, &Body);
  });
}

} // namespace ferry
