//===- FlowExpressions.cpp - what expressions do to locals ------------------===//

#include "FlowExpressions.h"
#include "AddressTaken.h"
#include "EvaluationOrder.h"
#include "SavedPositions.h"
#include "StatementExpressions.h"
#include "VariableArguments.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/Decl.h"
#include "clang/AST/Expr.h"
#include "clang/AST/Stmt.h"

using namespace clang;

namespace ferry {

FlowExpressions::FlowExpressions(const FunctionPlan &Plan)
    : Plan(Plan), Context(Plan.Function->getASTContext()) {}

void FlowExpressions::read(unsigned Local) {
  if (Plan.Locals[Local].ByAddress)
    emit(FlowEvent::Mention, Local);
  if (!Plan.Locals[Local].Exposed)
    emit(FlowEvent::Read, Local);
}

void FlowExpressions::changed(unsigned Local, FlowEvent::Kind How) {
  if (Plan.Locals[Local].ByAddress)
    emit(FlowEvent::Mention, Local);
  if (!Plan.Locals[Local].Exposed)
    emit(How, Local);
}

void FlowExpressions::atSite(unsigned Site) {
  emit(FlowEvent::AtSite, Site);
  if (Plan.Setjmps.empty())
    return;
  Sites.push_back({Current, Site});
  flowInto(newBlock());
}

void FlowExpressions::longjmps() {
  for (Place Landing : Landings) {
    std::vector<bool> Behind(Graph.Blocks.size());
    std::vector<unsigned> Work = {Landing.Block};
    while (!Work.empty()) {
      unsigned Block = Work.back();
      Work.pop_back();
      if (Behind[Block])
        continue;
      Behind[Block] = true;
      Work.insert(Work.end(), Graph.Blocks[Block].Next.begin(),
                  Graph.Blocks[Block].Next.end());
    }
    Current = newBlock();
    for (unsigned I = 0; I < Plan.Locals.size(); ++I)
      if (!Plan.Locals[I].ByAddress)
        emit(FlowEvent::Change, I);
      else if (Plan.Locals[I].BlockOf) // The call has been left.
        emit(FlowEvent::Enter, I);
    edge(Current, Landing.Block);
    for (Place From : Sites)
      if (Behind[From.Block] && staysInScope(Plan, Plan.Sites[From.Site - 1],
                                             Plan.Sites[Landing.Site - 1]))
        edge(From.Block, Current);
  }
}

void FlowExpressions::full(const Expr *E) {
  if (!E)
    return;
  if (const Domain *D = Plan.domain(E))
    domain(*D);
  else
    group(E);
}

void FlowExpressions::group(const Expr *E) {
  departures(E);
  rest(E);
}

void FlowExpressions::pulled(const Domain &D) {
  for (const auto &I : D.Pulled) {
    item(*I);
    if (I->Temp != Item::None)
      emit(FlowEvent::Write, I->Temp);
    Done.insert(I.get());
  }
}

void FlowExpressions::domain(const Domain &D) {
  pulled(D);
  group(D.Whole);
}

void FlowExpressions::item(const Item &I) {
  switch (I.What) {
  case Item::PollRequest:
  case Item::DirectCall:
  case Item::IndirectCall: {
    const auto *Call = cast<CallExpr>(I.E);
    llvm::SmallVector<const Expr *, 8> Operands(Call->arguments());
    if (I.What == Item::IndirectCall)
      Operands.push_back(Call->getCallee());
    departures(Operands);
    if (I.What == Item::IndirectCall)
      rest(Call->getCallee());
    for (const Expr *Argument : Call->arguments())
      rest(Argument);
    // Nobody needs the variable arguments before or after.
    if (I.Block != Item::None) {
      emit(FlowEvent::Enter, I.Block);
      emit(FlowEvent::Mention, I.Block);
    }
    atSite(I.Site);
    if (I.Block != Item::None)
      emit(FlowEvent::Enter, I.Block);
    return;
  }
  case Item::Setjmp:
    for (const Expr *Argument : cast<CallExpr>(I.E)->arguments())
      group(Argument);
    emit(FlowEvent::AtSite, I.Site);
    flowInto(newBlock());
    Landings.push_back({Current, I.Site});
    return;
  case Item::And:
  case Item::Or: {
    domain(*I.Operands[0]);
    unsigned Join = newBlock();
    edge(Current, Join);
    flowInto(newBlock());
    domain(*I.Operands[1]);
    flowInto(Join);
    return;
  }
  case Item::Conditional:
    domain(*I.Operands[0]);
    choice([&] { domain(*I.Operands[1]); }, [&] { domain(*I.Operands[2]); });
    return;
  case Item::OmittedOperand:
    domain(*I.Operands[0]);
    choice([] {}, [&] { domain(*I.Operands[1]); });
    return;
  case Item::Comma:
    domain(*I.Operands[0]);
    domain(*I.Operands[1]);
    return;
  case Item::Statements:
    return statement(cast<StmtExpr>(I.E)->getSubStmt());
  }
}

void FlowExpressions::choice(llvm::function_ref<void()> First, llvm::function_ref<void()> Second) {
  unsigned Fork = Current, Join = newBlock();
  flowInto(newBlock());
  First();
  edge(Current, Join);
  Current = newBlock();
  edge(Fork, Current);
  Second();
  flowInto(Join);
}

void FlowExpressions::rest(const Expr *E) {
  if (const Item *I = Plan.item(E)) {
    if (!Done.contains(I))
      item(*I); // In place.
    else if (I->Temp != Item::None)
      emit(FlowEvent::Read, I->Temp);
    return;
  }
  switch (E->getStmtClass()) {
  case Stmt::DeclRefExprClass:
    if (const auto *Variable = dyn_cast<VarDecl>(cast<DeclRefExpr>(E)->getDecl()))
      if (unsigned Local = Plan.local(Variable); Local != Item::None)
        read(Local);
    return;
  case Stmt::StmtExprClass:
    return unknown(E);
  case Stmt::BinaryOperatorClass: {
    const auto *Binary = cast<BinaryOperator>(E);
    if (Binary->isLogicalOp()) {
      rest(Binary->getLHS());
      return choice([&] { rest(Binary->getRHS()); }, [] {});
    }
    if (Binary->getOpcode() == BO_Assign)
      return assign(Binary->getLHS(), Binary->getRHS(), /*Reads=*/false);
    break;
  }
  case Stmt::CompoundAssignOperatorClass: {
    const auto *Binary = cast<BinaryOperator>(E);
    return assign(Binary->getLHS(), Binary->getRHS(), /*Reads=*/true);
  }
  case Stmt::UnaryOperatorClass: {
    const auto *Unary = cast<UnaryOperator>(E);
    if (Unary->isIncrementDecrementOp())
      return assign(Unary->getSubExpr(), nullptr, /*Reads=*/true);
    break;
  }
  case Stmt::ConditionalOperatorClass: {
    const auto *Choice = cast<ConditionalOperator>(E);
    rest(Choice->getCond());
    return choice([&] { rest(Choice->getTrueExpr()); },
                  [&] { rest(Choice->getFalseExpr()); });
  }
  case Stmt::BinaryConditionalOperatorClass: {
    const auto *Choice = cast<BinaryConditionalOperator>(E);
    rest(Choice->getCommon());
    return choice([] {}, [&] { rest(Choice->getFalseExpr()); });
  }
  default:
    break;
  }
  if (startsList(E))
    read(Plan.Passed);
  for (const Expr *Operand : evaluatedOperands(E, Context))
    rest(Operand);
  if (const auto *Literal = dyn_cast<CompoundLiteralExpr>(E))
    if (unsigned Local = Plan.local(Literal); Local != Item::None)
      changed(Local, FlowEvent::Write);
}

bool FlowExpressions::startsList(const Stmt *S) const {
  const auto *Call = dyn_cast<CallExpr>(S);
  return Plan.Passed != Item::None && Call && listMacro(*Call) == ListMacro::Start;
}

void FlowExpressions::assign(const Expr *Left, const Expr *Right, bool Reads) {
  bool Part;
  const VarDecl *Root = rootLocal(Left, Part);
  unsigned Local = Root ? Plan.local(Root) : Item::None;
  if (Local == Item::None || Plan.Locals[Local].Exposed) {
    rest(Left);
    if (Right)
      rest(Right);
    return;
  }
  if (Right)
    rest(Right);
  if (Reads)
    read(Local);
  changed(Local, Part ? FlowEvent::Change : FlowEvent::Write);
}

/// A statement expression: anything in it, in any order, or not at all.
void FlowExpressions::unknown(const Stmt *S) {
  std::vector<unsigned> Mentioned;
  mentions(S, Mentioned);
  for (unsigned Local : Mentioned)
    read(Local);
  for (unsigned Local : Mentioned)
    changed(Local, FlowEvent::Change);
}

void FlowExpressions::findDepartures(const Expr *E,
                                     llvm::SmallVectorImpl<const Stmt *> &Found) {
  if (Plan.item(E))
    return;
  if (const auto *Statements = dyn_cast<StmtExpr>(E))
    Found.append(jumpsOut(*Statements));
  for (const Expr *Operand : evaluatedOperands(E, Context))
    findDepartures(Operand, Found);
}

void FlowExpressions::departures(llvm::ArrayRef<const Expr *> Group) {
  llvm::SmallVector<const Stmt *, 4> Jumps;
  for (const Expr *E : Group)
    findDepartures(E, Jumps);
  if (Jumps.empty())
    return;
  for (const Expr *E : Group)
    unknown(E);
  for (const Stmt *Jump : Jumps)
    leave(*Jump);
  flowInto(newBlock());
}

void FlowExpressions::mentions(const Stmt *S, std::vector<unsigned> &Found) {
  if (!S)
    return;
  if (const auto *E = dyn_cast<Expr>(S); E && Plan.item(E))
    return;
  if (const auto *Literal = dyn_cast<CompoundLiteralExpr>(S))
    if (unsigned Local = Plan.local(Literal); Local != Item::None)
      Found.push_back(Local);
  if (const auto *Ref = dyn_cast<DeclRefExpr>(S))
    if (const auto *Variable = dyn_cast<VarDecl>(Ref->getDecl()))
      if (unsigned Local = Plan.local(Variable); Local != Item::None)
        Found.push_back(Local);
  if (const auto *Declaration = dyn_cast<DeclStmt>(S)) {
    for (const Decl *D : Declaration->decls())
      if (const auto *Variable = dyn_cast<VarDecl>(D))
        mentions(Variable->getInit(), Found);
    return;
  }
  if (startsList(S))
    Found.push_back(Plan.Passed);
  for (const Stmt *Child : S->children())
    mentions(Child, Found);
}

} // namespace ferry
