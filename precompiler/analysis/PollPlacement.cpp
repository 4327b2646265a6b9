//===- PollPlacement.cpp - where a function polls -------------------------===//

#include "PollPlacement.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/Expr.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/Stmt.h"
#include "clang/Basic/Builtins.h"
#include "llvm/ADT/SmallSet.h"

using namespace clang;

namespace ferry {

bool isPollRequest(const CallExpr &Call) {
  const FunctionDecl *Callee = Call.getDirectCallee();
  return Callee && Callee->getIdentifier() &&
         Callee->getName() == "ferry_poll" && Callee->isExternallyVisible();
}

llvm::SmallVector<const Stmt *, 4>
evaluatedChildren(const Stmt *S, const ASTContext &Context) {
  llvm::SmallVector<const Stmt *, 4> Children;
  if (const auto *Size = dyn_cast<UnaryExprOrTypeTraitExpr>(S))
    // sizeof of a variable length array evaluates; of a type: its lengths,
    // which children() yields below.
    if (!Size->isArgumentType()) {
      if (Size->getArgumentExpr()->getType()->isVariableArrayType())
        Children.push_back(Size->getArgumentExpr());
      return Children;
    }
  if (const auto *Generic = dyn_cast<GenericSelectionExpr>(S)) {
    if (!Generic->isResultDependent())
      Children.push_back(Generic->getResultExpr());
    return Children;
  }
  if (const auto *Choose = dyn_cast<ChooseExpr>(S)) {
    Children.push_back(Choose->getChosenSubExpr());
    return Children;
  }
  if (isa<CXXNoexceptExpr>(S))
    return Children;
  if (const auto *Call = dyn_cast<CallExpr>(S))
    if (unsigned Id = Call->getBuiltinCallee())
      if (Context.BuiltinInfo.isUnevaluated(Id))
        return Children;
  for (const Stmt *Child : S->children())
    if (Child)
      Children.push_back(Child);
  return Children;
}

namespace {

bool isConstantZero(const Expr *Condition) {
  if (!Condition)
    return false;
  const auto *Literal =
      dyn_cast<IntegerLiteral>(Condition->IgnoreParenImpCasts());
  return Literal && Literal->getValue() == 0;
}

bool isLoop(const Stmt *S) {
  if (const auto *Do = dyn_cast<DoStmt>(S))
    return !isConstantZero(Do->getCond());
  if (const auto *While = dyn_cast<WhileStmt>(S))
    return !isConstantZero(While->getCond());
  if (const auto *For = dyn_cast<ForStmt>(S))
    return !isConstantZero(For->getCond());
  return isa<CXXForRangeStmt>(S);
}

const VarDecl *variable(const Expr *E) {
  const auto *Ref = dyn_cast<DeclRefExpr>(E->IgnoreParenImpCasts());
  return Ref ? dyn_cast<VarDecl>(Ref->getDecl()) : nullptr;
}

/// The variable that \p Increment steps: i++, --i, i += n.
const VarDecl *stepped(const Expr *Increment) {
  if (!Increment)
    return nullptr;
  Increment = Increment->IgnoreParenImpCasts();
  if (const auto *Unary = dyn_cast<UnaryOperator>(Increment))
    return Unary->isIncrementDecrementOp() ? variable(Unary->getSubExpr())
                                           : nullptr;
  if (const auto *Compound = dyn_cast<CompoundAssignOperator>(Increment))
    if (Compound->getOpcode() == BO_AddAssign ||
        Compound->getOpcode() == BO_SubAssign)
      return variable(Compound->getLHS());
  return nullptr;
}

/// What keeps a loop from being innermost and counted: a call other than of a
/// function that only computes (sqrt), another loop, a label, a change of the
/// counter outside the increment.
class Disturbance {
public:
  Disturbance(const ASTContext &Context, const VarDecl *Counter)
      : Context(Context), Counter(Counter) {}

  bool in(const Stmt *S) const {
    if (!S)
      return false;
    if (isLoop(S) || isa<LabelStmt, IndirectGotoStmt>(S))
      return true;
    // Only some machines have it: it counts when it changes the counter.
    if (const auto *Asm = dyn_cast<GCCAsmStmt>(S))
      for (unsigned I = 0; I < Asm->getNumOutputs(); ++I)
        if (variable(Asm->getOutputExpr(I)) == Counter)
          return true;
    if (const auto *Call = dyn_cast<CallExpr>(S))
      if (!computesOnly(*Call))
        return true;
    if (const auto *Unary = dyn_cast<UnaryOperator>(S))
      if ((Unary->isIncrementDecrementOp() ||
           Unary->getOpcode() == UO_AddrOf) &&
          variable(Unary->getSubExpr()) == Counter)
        return true;
    if (const auto *Binary = dyn_cast<BinaryOperator>(S))
      if (Binary->isAssignmentOp() && variable(Binary->getLHS()) == Counter)
        return true;
    for (const Stmt *Child : evaluatedChildren(S, Context))
      if (in(Child))
        return true;
    return false;
  }

private:
  bool computesOnly(const CallExpr &Call) const {
    const FunctionDecl *Callee = Call.getDirectCallee();
    unsigned Id = Callee ? Callee->getBuiltinID() : 0;
    // sqrt and its like may set errno on some targets and not on others; the
    // answer must not depend on that.
    return Id && (Context.BuiltinInfo.isConst(Id) ||
                  Context.BuiltinInfo.isConstWithoutErrnoAndExceptions(Id) ||
                  Context.BuiltinInfo.isPure(Id));
  }

  const ASTContext &Context;
  const VarDecl *Counter;
};

bool isInnermostCounted(const Stmt *S, const ASTContext &Context) {
  const auto *For = dyn_cast<ForStmt>(S);
  const VarDecl *Counter = For ? stepped(For->getInc()) : nullptr;
  if (!Counter || !Counter->hasLocalStorage() || !For->getCond() ||
      Counter->getType().isVolatileQualified())
    return false;
  const auto *Condition =
      dyn_cast<BinaryOperator>(For->getCond()->IgnoreParenImpCasts());
  if (!Condition || !Condition->isComparisonOp() ||
      (variable(Condition->getLHS()) != Counter &&
       variable(Condition->getRHS()) != Counter))
    return false;
  Disturbance Disturbed(Context, Counter);
  return !Disturbed.in(For->getBody()) && !Disturbed.in(For->getCond());
}

/// Walks a body in the order of the text.
class Placement {
public:
  Placement(const ASTContext &Context, PollMode Mode, PollPlan &Plan)
      : Context(Context), Mode(Mode), Plan(Plan) {}

  void visit(const Stmt *S, bool InPolledLoop) {
    if (const auto *Call = dyn_cast<CallExpr>(S))
      if (isPollRequest(*Call))
        Plan.Calls.push_back(Call);
    if (Mode == PollMode::Auto) {
      if (const auto *Label = dyn_cast<LabelStmt>(S))
        Above.insert(Label->getDecl());
      if (const auto *Goto = dyn_cast<GotoStmt>(S))
        if (Above.contains(Goto->getLabel()))
          Plan.Jumps.push_back(S);
      if (isa<IndirectGotoStmt>(S))
        Plan.Jumps.push_back(S);
      if (isLoop(S) && !(InPolledLoop && isInnermostCounted(S, Context))) {
        Plan.Loops.push_back(S);
        InPolledLoop = true;
      }
    }
    for (const Stmt *Child : evaluatedChildren(S, Context))
      visit(Child, InPolledLoop);
  }

private:
  const ASTContext &Context;
  PollMode Mode;
  PollPlan &Plan;
  llvm::SmallPtrSet<const LabelDecl *, 8> Above;
};

} // namespace

PollPlan placePolls(const FunctionDecl &Function, PollMode Mode) {
  assert(Function.hasBody() && "polls stand in bodies");
  PollPlan Plan;
  Placement(Function.getASTContext(), Mode, Plan)
      .visit(Function.getBody(), false);
  Plan.Set.insert(Plan.Loops.begin(), Plan.Loops.end());
  Plan.Set.insert(Plan.Jumps.begin(), Plan.Jumps.end());
  Plan.Set.insert(Plan.Calls.begin(), Plan.Calls.end());
  return Plan;
}

} // namespace ferry
