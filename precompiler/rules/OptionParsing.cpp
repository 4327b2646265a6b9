//===- OptionParsing.cpp - the C library's getopt ---------------------------===//
///
/// \file
/// Between two calls getopt remembers where it is, partly where nobody can look. A
/// capture waits while it is parsing; what is left when it has come to the end are
/// variables that have names, and they go into the unit's table:
///
/// \code
///   getopt(n, v, "ab:")   =>   __ferry_option_parsed(getopt(n, v, "ab:"))
/// \endcode
///
/// Refused: its address.
///
/// Rejected: an implementation of our own; the library's errors are translated, and
/// its order of options and arguments is what programs are tested with.
/// Tests: test/Runtime/options.c, test/Refuse/library-state.c.
//===----------------------------------------------------------------------===//
#include "analysis/PollPlacement.h"
#include "analysis/UnitSummary.h"
#include "diag/Diagnostics.h"
#include "emit/UnitTables.h"
#include "rules/SmallRules.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/Expr.h"

using namespace clang;

namespace ferry {

namespace {
class Follower {
  SmallRules &Rules;
  bool Registered = false;

  static bool isParser(const FunctionDecl *Function) {
    if (!Function || !Function->getIdentifier() || !isForeign(*Function))
      return false;
    llvm::StringRef Name = Function->getName();
    return Name == "getopt" || Name == "getopt_long" || Name == "getopt_long_only";
  }

  void registerVariables() {
    if (std::exchange(Registered, true))
      return;
    for (const char *Name : {"optarg", "optind", "opterr", "optopt"})
      for (const NamedDecl *D : Rules.Context.getTranslationUnitDecl()->lookup(
               &Rules.Context.Idents.get(Name)))
        if (const auto *Variable = dyn_cast<VarDecl>(D))
          Rules.Unit.addVariable(Name, Variable->getType(), Name,
                                 /*ReadOnly=*/false, /*Reached=*/true);
  }

public:
  explicit Follower(SmallRules &Rules) : Rules(Rules) {}

  void visit(const Stmt *S) {
    if (const auto *Reference = dyn_cast<DeclRefExpr>(S)) {
      if (isParser(dyn_cast<FunctionDecl>(Reference->getDecl())))
        Rules.Diags.report(Reference->getLocation(), DiagId::LibraryState)
            << Reference->getDecl()->getName() << "call it by its name";
      return;
    }
    const auto *Call = dyn_cast<CallExpr>(S);
    if (!Call || !isParser(Call->getDirectCallee())) {
      for (const Stmt *Child : evaluatedChildren(S, Rules.Context))
        if (Child)
          visit(Child);
      return;
    }
    registerVariables();
    TokenRange Whole = Rules.Text.range(Call->getSourceRange());
    Rules.Base.insertBefore(Whole.First, "__ferry_option_parsed(");
    Rules.Base.insertAfter(Whole.Last, ")");
    for (const Expr *Argument : Call->arguments())
      visit(Argument);
  }
};
} // namespace

void SmallRules::followOptionParsing() {
  Follower Follow(*this);
  eachBody([&](const Stmt &Body, const FunctionDecl *) { Follow.visit(&Body); });
}

} // namespace ferry
