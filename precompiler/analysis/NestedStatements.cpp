//===- NestedStatements.cpp - statement expressions that are statements -----===//

#include "NestedStatements.h"
#include "EvaluationOrder.h"
#include "PollPlacement.h"
#include "ProgramFacts.h"
#include "clang/AST/Decl.h"
#include "clang/AST/Expr.h"

using namespace clang;

namespace ferry {

const CompoundStmt *NestedStatements::block() const { return Whole->getSubStmt(); }

static bool contains(const PollPlan &Polls, const Stmt *S) {
  if (Polls.contains(S))
    return true;
  for (const Stmt *Child : S->children())
    if (Child && contains(Polls, Child))
      return true;
  return false;
}

bool holdsSitesOrPolls(const StmtExpr &Statements, const FunctionDecl &In,
                       const ProgramFacts &Facts) {
  return holdsSites(&Statements, Facts, In.getASTContext()) ||
         contains(Facts.polls(In), Statements.getSubStmt());
}

std::optional<NestedStatements> nestedStatements(const Expr *E,
                                                 const FunctionDecl &In,
                                                 const ProgramFacts &Facts) {
  NestedStatements Found;
  for (;;) {
    E = E->IgnoreParens();
    const auto *Cast = dyn_cast<CastExpr>(E);
    const auto *Unary = dyn_cast<UnaryOperator>(E);
    const auto *Binary = dyn_cast<BinaryOperator>(E);
    if (const auto *Full = dyn_cast<FullExpr>(E)) {
      E = Full->getSubExpr();
    } else if (Cast && Cast->getCastKind() == CK_ToVoid) {
      E = Cast->getSubExpr();
    } else if (Unary && Unary->getOpcode() == UO_Extension) {
      E = Unary->getSubExpr();
    } else if (Binary && Binary->getOpcode() == BO_Comma) {
      Found.Before.push_back(Binary->getLHS());
      E = Binary->getRHS();
    } else {
      break;
    }
  }
  Found.Whole = dyn_cast<StmtExpr>(E);
  if (!Found.Whole || !holdsSitesOrPolls(*Found.Whole, In, Facts))
    return std::nullopt;
  return Found;
}

} // namespace ferry
