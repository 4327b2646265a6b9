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
/// Left alone: a longjmp of the program's own, and __builtin_longjmp, which belongs to
/// another setjmp. Tests: test/Rewrite/setjmp.c.
//===----------------------------------------------------------------------===//
#include "analysis/PollPlacement.h"
#include "analysis/SavedPositions.h"
#include "emit/TokenText.h"
#include "rules/SmallRules.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/Expr.h"

using namespace clang;

namespace ferry {

static void visit(SmallRules &Rules, const Stmt *S) {
  if (const auto *Reference = dyn_cast<DeclRefExpr>(S))
    if (const auto *Function = dyn_cast<FunctionDecl>(Reference->getDecl());
        Function && isLongjmp(*Function))
      if (auto Token = Rules.Text.find(Reference->getLocation()))
        Rules.Base.replace({*Token, *Token}, "__ferry_longjmp");
  for (const Stmt *Child : evaluatedChildren(S, Rules.Context))
    visit(Rules, Child);
}

void SmallRules::routeLongJumps() {
  eachBody([&](const Stmt &Body, const FunctionDecl *) { visit(*this, &Body); });
}

} // namespace ferry
