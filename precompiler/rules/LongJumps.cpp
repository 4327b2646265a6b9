//===- LongJumps.cpp - longjmp goes through the runtime ---------------------===//
///
/// \file
/// Everywhere, for a function that cannot reach a poll may jump to one that can:
///
/// \code
///   longjmp(env, 1);   =>   __ferry_longjmp(env, 1);
/// \endcode
///
/// which has longjmp's type, so that &longjmp can be it, and opens polls again that
/// foreign frames had closed which are jumped over. siglongjmp and _longjmp likewise.
///
/// Where it leads to a function that cannot reach a poll, nothing else is known of the
/// place but how much was closed there:
///
/// \code
///   if (setjmp(env))   =>   if (_setjmp(__ferry_mark(env)))
/// \endcode
///
/// Left alone: a longjmp of the program's own, and __builtin_longjmp, which belongs to
/// another setjmp. Tests: test/Rewrite/setjmp.c.
//===----------------------------------------------------------------------===//
#include "analysis/PollPlacement.h"
#include "analysis/ProgramFacts.h"
#include "analysis/SavedPositions.h"
#include "emit/TokenText.h"
#include "rules/SmallRules.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/Expr.h"

using namespace clang;

namespace ferry {

static void visit(SmallRules &Rules, const Stmt *S, bool Marks) {
  if (const auto *Call = dyn_cast<CallExpr>(S); Call && Marks && isSetjmp(*Call)) {
    const Expr *Buffer = Call->getArg(0);
    auto First = Rules.Text.find(Buffer->getBeginLoc());
    auto Last = Rules.Text.find(Buffer->getEndLoc());
    if (First && Last) {
      Rules.Base.insertBefore(*First, "__ferry_mark(");
      Rules.Base.insertAfter(*Last, ")");
    }
  }
  if (const auto *Reference = dyn_cast<DeclRefExpr>(S))
    if (const auto *Function = dyn_cast<FunctionDecl>(Reference->getDecl());
        Function && isLongjmp(*Function))
      if (auto Token = Rules.Text.find(Reference->getLocation()))
        Rules.Base.replace({*Token, *Token}, "__ferry_longjmp");
  for (const Stmt *Child : evaluatedChildren(S, Rules.Context))
    visit(Rules, Child, Marks);
}

void SmallRules::routeLongJumps() {
  eachBody([&](const Stmt &Body, const FunctionDecl *In) {
    visit(*this, &Body, !In || !Facts.isCapturable(In));
  });
}

} // namespace ferry
