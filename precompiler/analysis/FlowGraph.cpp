//===- FlowGraph.cpp - what happens to locals, in the rewritten order -------===//

#include "FlowGraph.h"
#include "LabelTables.h"
#include "AddressTaken.h"
#include "EvaluationOrder.h"
#include "VariableLengths.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/Decl.h"
#include "clang/AST/Expr.h"
#include "clang/AST/Stmt.h"

using namespace clang;

namespace ferry {
namespace {

class Builder {
public:
  explicit Builder(const FunctionPlan &Plan)
      : Plan(Plan), Context(Plan.Function->getASTContext()) {}

  FlowGraph run() {
    Current = newBlock();
    for (unsigned I = 0; I < Plan.Locals.size(); ++I)
      if (Plan.Locals[I].Parameter)
        changed(I, FlowEvent::Write);
      else if (Plan.Locals[I].IsStack)
        emit(FlowEvent::Mention, I);
    const Stmt *Body = Plan.Function->getBody();
    pollOf(Body);
    statement(Body);
    for (unsigned I = 0; I < Graph.Blocks.size(); ++I)
      for (unsigned Next : Graph.Blocks[I].Next)
        Graph.Blocks[Next].Before.push_back(I);
    return std::move(Graph);
  }

private:
  //===- Blocks -------------------------------------------------------------===//

  unsigned newBlock() {
    Graph.Blocks.emplace_back();
    return Graph.Blocks.size() - 1;
  }
  void edge(unsigned From, unsigned To) { Graph.Blocks[From].Next.push_back(To); }
  /// Goes on in \p Block, which the current one falls into.
  void flowInto(unsigned Block) {
    edge(Current, Block);
    Current = Block;
  }
  /// What follows is only reached by a jump.
  void cut() { Current = newBlock(); }
  /// \p Label: the declaration of a label, or a case.
  unsigned labelBlock(const void *Label) {
    auto [It, New] = Labels.try_emplace(Label, 0);
    if (New)
      It->second = newBlock();
    return It->second;
  }

  void emit(FlowEvent::Kind What, unsigned Index) {
    Graph.Blocks[Current].Events.push_back({What, Index});
  }
  void read(unsigned Local) {
    if (Plan.Locals[Local].ByAddress)
      emit(FlowEvent::Mention, Local);
    if (!Plan.Locals[Local].Exposed)
      emit(FlowEvent::Read, Local);
  }
  void changed(unsigned Local, FlowEvent::Kind How) {
    if (Plan.Locals[Local].ByAddress)
      emit(FlowEvent::Mention, Local);
    if (!Plan.Locals[Local].Exposed)
      emit(How, Local);
  }
  void pollOf(const Stmt *S) {
    if (unsigned Site = Plan.poll(S))
      emit(FlowEvent::AtSite, Site);
  }

  //===- Expressions --------------------------------------------------------===//

  /// A full expression or initialiser.
  void full(const Expr *E) {
    if (!E)
      return;
    if (const Domain *D = Plan.domain(E))
      domain(*D);
    else
      rest(E);
  }

  void domain(const Domain &D) {
    for (const auto &I : D.Pulled) {
      item(*I);
      if (I->Temp != Item::None)
        emit(FlowEvent::Write, I->Temp);
      Done.insert(I.get());
    }
    rest(D.Whole);
  }

  void item(const Item &I) {
    switch (I.What) {
    case Item::PollRequest:
    case Item::DirectCall:
    case Item::IndirectCall: {
      const auto *Call = cast<CallExpr>(I.E);
      if (I.What == Item::IndirectCall)
        rest(Call->getCallee());
      for (const Expr *Argument : Call->arguments())
        rest(Argument);
      emit(FlowEvent::AtSite, I.Site);
      return;
    }
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

  void choice(llvm::function_ref<void()> First, llvm::function_ref<void()> Second) {
    unsigned Fork = Current, Join = newBlock();
    flowInto(newBlock());
    First();
    edge(Current, Join);
    Current = newBlock();
    edge(Fork, Current);
    Second();
    flowInto(Join);
  }

  /// What is left of an expression once the items of its domain are done.
  void rest(const Expr *E) {
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
    for (const Expr *Operand : evaluatedOperands(E, Context))
      rest(Operand);
    if (const auto *Literal = dyn_cast<CompoundLiteralExpr>(E))
      if (unsigned Local = Plan.local(Literal); Local != Item::None)
        changed(Local, FlowEvent::Write);
  }

  void assign(const Expr *Left, const Expr *Right, bool Reads) {
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
  void unknown(const Stmt *S) {
    std::vector<unsigned> Mentioned;
    mentions(S, Mentioned);
    for (unsigned Local : Mentioned)
      read(Local);
    for (unsigned Local : Mentioned)
      changed(Local, FlowEvent::Change);
  }

  void mentions(const Stmt *S, std::vector<unsigned> &Found) {
    if (!S)
      return;
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
    for (const Stmt *Child : S->children())
      mentions(Child, Found);
  }

  //===- Statements ---------------------------------------------------------===//

  struct Targets {
    unsigned Break, Continue;
  };

  void body(const Stmt *S, Targets Inside, const Stmt *Loop) {
    Targets Outside = Target;
    Target = Inside;
    if (Loop)
      pollOf(Loop);
    statement(S);
    Target = Outside;
  }

  void statement(const Stmt *S) {
    if (!S)
      return;
    if (const auto *E = dyn_cast<Expr>(S))
      return full(E);
    switch (S->getStmtClass()) {
    case Stmt::CompoundStmtClass:
      for (const Stmt *Child : S->children())
        statement(Child);
      return;
    case Stmt::DeclStmtClass:
      for (const Decl *D : cast<DeclStmt>(S)->decls()) {
        if (const auto *Named = dyn_cast<NamedDecl>(D))
          lengths(*Named);
        if (const auto *Variable = dyn_cast<VarDecl>(D))
          declaration(*Variable);
      }
      return;
    case Stmt::IfStmtClass: {
      const auto *If = cast<IfStmt>(S);
      full(If->getCond());
      return choice([&] { statement(If->getThen()); },
                    [&] { statement(If->getElse()); });
    }
    case Stmt::WhileStmtClass: {
      const auto *While = cast<WhileStmt>(S);
      unsigned Head = newBlock(), Exit = newBlock();
      flowInto(Head);
      full(While->getCond());
      edge(Current, Exit);
      flowInto(newBlock());
      body(While->getBody(), {Exit, Head}, S);
      edge(Current, Head);
      Current = Exit;
      return;
    }
    case Stmt::DoStmtClass: {
      const auto *Do = cast<DoStmt>(S);
      unsigned Head = newBlock(), Condition = newBlock(), Exit = newBlock();
      flowInto(Head);
      body(Do->getBody(), {Exit, Condition}, S);
      flowInto(Condition);
      full(Do->getCond());
      edge(Current, Head);
      flowInto(Exit);
      return;
    }
    case Stmt::ForStmtClass: {
      const auto *For = cast<ForStmt>(S);
      statement(For->getInit());
      unsigned Head = newBlock(), Step = newBlock(), Exit = newBlock();
      flowInto(Head);
      full(For->getCond());
      if (For->getCond())
        edge(Current, Exit);
      flowInto(newBlock());
      body(For->getBody(), {Exit, Step}, S);
      flowInto(Step);
      full(For->getInc());
      edge(Current, Head);
      Current = Exit;
      return;
    }
    case Stmt::SwitchStmtClass: {
      const auto *Switch = cast<SwitchStmt>(S);
      full(Switch->getCond());
      unsigned Exit = newBlock();
      bool HasDefault = false;
      for (const SwitchCase *Case = Switch->getSwitchCaseList(); Case;
           Case = Case->getNextSwitchCase()) {
        edge(Current, labelBlock(Case));
        HasDefault |= isa<DefaultStmt>(Case);
      }
      if (!HasDefault)
        edge(Current, Exit);
      cut();
      body(Switch->getBody(), {Exit, Target.Continue}, nullptr);
      flowInto(Exit);
      return;
    }
    case Stmt::CaseStmtClass:
    case Stmt::DefaultStmtClass:
      flowInto(labelBlock(cast<SwitchCase>(S)));
      return statement(cast<SwitchCase>(S)->getSubStmt());
    case Stmt::LabelStmtClass:
      flowInto(labelBlock(cast<LabelStmt>(S)->getDecl()));
      return statement(cast<LabelStmt>(S)->getSubStmt());
    case Stmt::AttributedStmtClass:
      return statement(cast<AttributedStmt>(S)->getSubStmt());
    case Stmt::GotoStmtClass:
      pollOf(S);
      edge(Current, labelBlock(cast<GotoStmt>(S)->getLabel()));
      return cut();
    case Stmt::IndirectGotoStmtClass:
      pollOf(S);
      rest(cast<IndirectGotoStmt>(S)->getTarget());
      for (const AddrLabelExpr *Address : Tables.addresses())
        edge(Current, labelBlock(Address->getLabel()));
      return cut();
    case Stmt::BreakStmtClass:
      edge(Current, Target.Break);
      return cut();
    case Stmt::ContinueStmtClass:
      edge(Current, Target.Continue);
      return cut();
    case Stmt::GCCAsmStmtClass:
      return assembler(*cast<GCCAsmStmt>(S));
    case Stmt::ReturnStmtClass:
      full(cast<ReturnStmt>(S)->getRetValue());
      return cut();
    default: // NullStmt; all else was refused.
      return;
    }
  }

  void lengths(const NamedDecl &Declared) {
    for (const VariableLength &Length : lengthsOf(Declared))
      rest(Length.Size);
    for (unsigned I = Plan.FirstTemp; I < Plan.Locals.size(); ++I)
      if (Plan.Locals[I].LengthOf == &Declared)
        emit(FlowEvent::Enter, I);
  }

  void assembler(const GCCAsmStmt &S) {
    for (unsigned I = 0; I < S.getNumInputs(); ++I)
      rest(S.getInputExpr(I));
    for (unsigned I = 0; I < S.getNumOutputs(); ++I)
      assign(S.getOutputExpr(I), nullptr, S.isOutputPlusConstraint(I));
  }

  void declaration(const VarDecl &Variable) {
    unsigned Local = Plan.local(&Variable);
    if (Local == Item::None)
      return; // static or extern
    emit(FlowEvent::Enter, Local);
    const auto &L = Plan.Locals[Local];
    if (const Expr *Init = Variable.getInit())
      full(Init);
    else if (!L.Held && (!L.Zeroed || L.ByAddress)) // Zeroes alone are not worth a slot.
      return;
    changed(Local, FlowEvent::Write);
  }

  const FunctionPlan &Plan;
  const ASTContext &Context;
  FlowGraph Graph;
  unsigned Current = 0;
  Targets Target = {0, 0};
  const LabelTables Tables{*Plan.Function};
  llvm::DenseMap<const void *, unsigned> Labels;
  llvm::SmallPtrSet<const Item *, 16> Done;
};

} // namespace

FlowGraph buildFlowGraph(const FunctionPlan &Plan) { return Builder(Plan).run(); }

} // namespace ferry
