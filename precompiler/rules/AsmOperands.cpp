//===- AsmOperands.cpp - calls among the operands of assembler --------------===//

#include "rules/AsmOperands.h"
#include "clang/AST/Expr.h"
#include "clang/AST/Stmt.h"

using namespace clang;

namespace ferry {

void rewriteAssembler(Form &F, const GCCAsmStmt &S) {
  std::string Calls;
  for (const Stmt *Operand : S.children())
    if (const Domain *Sites = F.Plan.domain(cast<Expr>(Operand)))
      Calls += F.PullOut(*Sites);
  if (!Calls.empty())
    F.wrap(F.range(static_cast<const Stmt *>(&S)), "{ " + Calls + "(void)0; ", " }");
}

} // namespace ferry
