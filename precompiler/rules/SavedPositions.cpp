//===- SavedPositions.cpp - setjmp, and the way back to it ------------------===//

#include "rules/SavedPositions.h"
#include "analysis/SavedPositions.h"
#include "clang/AST/Decl.h"
#include "clang/AST/Expr.h"
#include "clang/AST/Stmt.h"

using namespace clang;

namespace ferry {

static std::string label(unsigned Site) {
  return "__ferry_to_" + std::to_string(Site);
}

void dressSetjmp(Form &F, const Item &I) {
  const auto &Call = *cast<CallExpr>(I.E);
  const Site &S = F.Plan.Sites[I.Site - 1];
  const std::string &Result = F.Plan.Scratches[I.ResultScratch].Name;
  std::string Before = "(";
  TokenRange Buffer = F.range(Call.getArg(0));
  for (auto [Position, Index] : I.Spilled) {
    const std::string &Name = F.Plan.Scratches[Index].Name;
    TokenRange Argument = F.range(Call.getArg(Position));
    Before += Name + " = (" + F.Edit.flat(Argument) + "), ";
    F.Edit.replace(Argument, Name);
  }
  F.wrap(Buffer, "__ferry_save(", ", __ferry_fr)");
  Before += F.Stores(S) + ", " + Result + " = ";
  std::string After = ", " + Result + " ? (void)0 : " +
                      F.CallRuntime(S, "__ferry_saved", "") + ", " + Result + ")";
  if (F.reentry()) {
    Before = "(" + Form::in({S.Number, S.Number}) + " ? (" + F.Land(S) + ", " +
             Result + ") : " + Before;
    After += ")";
  }
  F.wrap(&Call, Before, After);
}

/// The goto leaves their scopes, and would end what may have ended since.
static std::string forgetArrays(const Form &F, const Site &From, const Site &Setjmp) {
  std::string Text;
  for (unsigned Local : From.Visible)
    if (F.Plan.Locals[Local].Held && !llvm::is_contained(Setjmp.Visible, Local))
      Text += F.Plan.Locals[Local].Written + " = 0; ";
  return Text;
}

std::string saveAgain(const Form &F, const Site &From) {
  std::string Text;
  for (const Item *I : F.Plan.Setjmps) {
    const auto &Call = *cast<CallExpr>(I->E);
    std::string Number = std::to_string(I->Site);
    Text += ", __extension__ ({ struct __jmp_buf_tag *__ferry_b = " +
            F.CallRuntime(F.Plan.Sites[I->Site - 1], "__ferry_save_again",
                          std::string(Form::Record) + ", " + Number + "u") +
            "; if (__ferry_b && (" + F.Plan.Scratches[I->ResultScratch].Name + " = " +
            Call.getDirectCallee()->getNameAsString() + "(__ferry_b" +
            // The mask comes out of the image.
            (Call.getNumArgs() > 1 ? ", 0" : "") + "))) " +
            (staysInScope(F.Plan, From, F.Plan.Sites[I->Site - 1])
                 ? "{ " + forgetArrays(F, From, F.Plan.Sites[I->Site - 1]) +
                       "__ferry_at = " + Number + "u; goto " + label(I->Site) + "; } })"
                 : "__ferry_no_scope(); })");
  }
  return Text;
}

std::string landings(const Form &F, const Stmt *S) {
  llvm::SmallVector<const Stmt *, 3> Own;
  if (const auto *If = dyn_cast<IfStmt>(S))
    Own = {If->getCond()};
  else if (const auto *Switch = dyn_cast<SwitchStmt>(S))
    Own = {Switch->getCond()};
  else if (const auto *While = dyn_cast<WhileStmt>(S))
    Own = {While->getCond()};
  else if (const auto *Do = dyn_cast<DoStmt>(S))
    Own = {Do->getCond()};
  else if (const auto *For = dyn_cast<ForStmt>(S))
    Own = {For->getInit(), For->getCond(), For->getInc()};
  else if (isa<Expr, DeclStmt, ReturnStmt>(S))
    Own = {S};
  std::string Labels;
  for (const Stmt *Part : Own)
    for (const Item *I : F.Plan.Setjmps)
      if (SiteRange In = Part ? F.Plan.range(Part) : SiteRange();
          I->Site >= In.Lo && I->Site <= In.Hi)
        Labels += label(I->Site) + ":; ";
  return Labels;
}

} // namespace ferry
