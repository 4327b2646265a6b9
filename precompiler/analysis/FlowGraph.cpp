//===- FlowGraph.cpp - what happens to locals, in the rewritten order -------===//

#include "FlowGraph.h"
#include "FlowExpressions.h"
#include "LabelAddresses.h"
#include "VariableLengths.h"
#include "clang/AST/Decl.h"
#include "clang/AST/Expr.h"
#include "clang/AST/Stmt.h"

using namespace clang;

namespace ferry {
namespace {

class Builder : FlowExpressions {
public:
  explicit Builder(const FunctionPlan &Plan) : FlowExpressions(Plan) {}

  FlowGraph run() {
    Current = newBlock();
    for (unsigned I = 0; I < Plan.Locals.size(); ++I)
      if (Plan.Locals[I].Parameter || Plan.Locals[I].IsPassed)
        changed(I, FlowEvent::Write);
      else if (Plan.Locals[I].IsStack)
        emit(FlowEvent::Mention, I);
    const Stmt *Body = Plan.Function->getBody();
    pollOf(Body);
    statement(Body);
    longjmps();
    for (unsigned I = 0; I < Graph.Blocks.size(); ++I)
      for (unsigned Next : Graph.Blocks[I].Next)
        Graph.Blocks[Next].Before.push_back(I);
    return std::move(Graph);
  }

private:
  /// \p Label: the declaration of a label, or a case.
  unsigned labelBlock(const void *Label) {
    auto [It, New] = Labels.try_emplace(Label, 0);
    if (New)
      It->second = newBlock();
    return It->second;
  }
  void pollOf(const Stmt *S) {
    if (unsigned Site = Plan.poll(S))
      atSite(Site);
  }

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

  void statement(const Stmt *S) override {
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
      leave(*S);
      return cut();
    case Stmt::IndirectGotoStmtClass:
      pollOf(S);
      full(cast<IndirectGotoStmt>(S)->getTarget());
      for (const LabelDecl *Target : Labelled.targets())
        edge(Current, labelBlock(Target));
      return cut();
    case Stmt::BreakStmtClass:
    case Stmt::ContinueStmtClass:
      leave(*S);
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

  void leave(const Stmt &Jump) override {
    if (const auto *Goto = dyn_cast<GotoStmt>(&Jump))
      edge(Current, labelBlock(Goto->getLabel()));
    else
      edge(Current, isa<BreakStmt>(Jump) ? Target.Break : Target.Continue);
  }

  void lengths(const NamedDecl &Declared) {
    // Calls in all lengths of a declarator come first (rules/Declarations).
    for (const VariableLength &Length : lengthsOf(Declared))
      if (const Domain *Calls = Plan.domain(Length.Size))
        pulled(*Calls);
    for (const VariableLength &Length : lengthsOf(Declared))
      rest(Length.Size);
    for (unsigned I = Plan.FirstTemp; I < Plan.Locals.size(); ++I)
      if (Plan.Locals[I].LengthOf == &Declared)
        emit(FlowEvent::Enter, I);
  }

  void assembler(const GCCAsmStmt &S) {
    for (const Stmt *Operand : S.children())
      if (const Domain *Calls = Plan.domain(cast<Expr>(Operand)))
        pulled(*Calls);
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

  Targets Target = {0, 0};
  const LabelAddresses Labelled{*Plan.Function};
  llvm::DenseMap<const void *, unsigned> Labels;
};

} // namespace

FlowGraph buildFlowGraph(const FunctionPlan &Plan) { return Builder(Plan).run(); }

} // namespace ferry
