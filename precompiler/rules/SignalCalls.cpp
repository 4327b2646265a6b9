//===- SignalCalls.cpp - signal and sigaction go through the runtime ----------===//
///
/// \file
/// A handler may come between any two instructions: while a caller has published a place
/// for a function that it is about to call, or in the runtime itself. So what the system
/// calls is a function of the runtime, which calls the handler when it can, as foreign
/// code does; and the runtime knows what is to be set again where the program goes on:
///
/// \code
///   signal(SIGINT, stop);          =>   __ferry_signal(SIGINT, stop);
///   sigaction(SIGINT, &act, 0);    =>   __ferry_sigaction(SIGINT, &act, 0);
/// \endcode
///
/// They have the types of the functions, so that &signal can be one. Under -std=c99 glibc's
/// signal is the one of System V (by an assembler name), as is sysv_signal:
/// __ferry_signal_once.
///
/// Left alone: functions of the program's own of these names.
/// Tests: test/Rewrite/signal-calls.c, test/Language/signal-handlers.c.
//===----------------------------------------------------------------------===//
#include "analysis/PollPlacement.h"
#include "analysis/SignalCalls.h"
#include "emit/TokenText.h"
#include "emit/UnitTables.h"
#include "rules/SmallRules.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/Expr.h"

using namespace clang;

namespace ferry {

static void visit(SmallRules &Rules, const Stmt *S) {
  if (const auto *Reference = dyn_cast<DeclRefExpr>(S)) {
    const auto *Function = dyn_cast<FunctionDecl>(Reference->getDecl());
    llvm::StringRef Instead = Function ? signalCall(*Function) : llvm::StringRef();
    if (!Instead.empty()) {
      Rules.Unit.require(SignalDeclarations);
      if (auto Token = Rules.Text.find(Reference->getLocation()))
        Rules.Base.replace({*Token, *Token}, Instead.str());
    }
  }
  for (const Stmt *Child : evaluatedChildren(S, Rules.Context))
    visit(Rules, Child);
}

void SmallRules::routeSignalCalls() {
  eachBody([&](const Stmt &Body, const FunctionDecl *) { visit(*this, &Body); });
}

} // namespace ferry
