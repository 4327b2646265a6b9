//===- EvaluationOrder.cpp - calls that are sites, pulled to the front ------===//

#include "EvaluationOrder.h"
#include "AddressTaken.h"
#include "BitFieldValues.h"
#include "PassedArguments.h"
#include "ProgramFacts.h"
#include "SavedPositions.h"
#include "VariableArguments.h"
#include "VariableLengths.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/Decl.h"
#include "clang/AST/Expr.h"

using namespace clang;

namespace ferry {

static bool holdsPolls(const Stmt *S, const PollPlan &Polls) {
  if (Polls.contains(S))
    return true;
  for (const Stmt *Child : S->children())
    if (Child && holdsPolls(Child, Polls))
      return true;
  return false;
}

bool holdsSites(const Stmt *S, const FunctionDecl &In, const ProgramFacts &Facts) {
  if (!S)
    return false;
  const ASTContext &Context = In.getASTContext();
  if (const auto *Call = dyn_cast<CallExpr>(S))
    if (isPollRequest(*Call) || isSetjmp(*Call) || Facts.isSite(Call))
      return true;
  if (const auto *Declaration = dyn_cast<DeclStmt>(S)) {
    for (const Decl *D : Declaration->decls()) {
      if (const auto *Named = dyn_cast<NamedDecl>(D))
        for (const VariableLength &Length : lengthsOf(*Named))
          if (holdsSites(Length.Size, In, Facts))
            return true;
      if (const auto *Variable = dyn_cast<VarDecl>(D))
        if (Variable->hasLocalStorage() &&
            holdsSites(Variable->getInit(), In, Facts))
          return true;
    }
    return false;
  }
  if (const auto *E = dyn_cast<Expr>(S); E && !isa<StmtExpr>(E)) {
    for (const Expr *Operand : evaluatedOperands(E, Context))
      if (holdsSites(Operand, In, Facts))
        return true;
    return false;
  }
  for (const Stmt *Child : evaluatedChildren(S, Context))
    if (holdsSites(Child, In, Facts))
      return true;
  return isa<StmtExpr>(S) && holdsPolls(S, Facts.polls(In));
}

const Expr *stripped(const Expr *E) {
  for (;;) {
    const Expr *Inner = E->IgnoreParenCasts();
    if (const auto *Full = dyn_cast<FullExpr>(Inner))
      Inner = Full->getSubExpr();
    else if (const auto *Unary = dyn_cast<UnaryOperator>(Inner);
             Unary && Unary->getOpcode() == UO_Extension)
      Inner = Unary->getSubExpr();
    if (Inner == E)
      return E;
    E = Inner;
  }
}

llvm::SmallVector<const Expr *, 4>
evaluatedOperands(const Expr *E, const ASTContext &Context) {
  if (const auto *List = dyn_cast<InitListExpr>(E);
      List && List->getSyntacticForm())
    E = List->getSyntacticForm();
  llvm::SmallVector<const Expr *, 4> Operands;
  if (isa<StmtExpr>(E))
    return Operands; // Those with sites are items.
  if (const auto *Designated = dyn_cast<DesignatedInitExpr>(E)) {
    Operands.push_back(Designated->getInit());
    return Operands;
  }
  if (const auto *Elvis = dyn_cast<BinaryConditionalOperator>(E)) {
    Operands.push_back(Elvis->getCommon());
    Operands.push_back(Elvis->getFalseExpr());
    return Operands;
  }
  for (const Stmt *Child : evaluatedChildren(E, Context))
    if (const auto *Operand = dyn_cast<Expr>(Child))
      Operands.push_back(Operand);
  return Operands;
}

namespace {

/// Something in \p E changes a local variable, or (with \p Calls) calls. What is
/// pulled to the front does not count.
bool mustPrecede(const Expr *E, bool Calls, const FunctionPlan &Plan,
                 const ASTContext &Context) {
  if (Plan.item(E))
    return false;
  if (isa<StmtExpr>(E))
    return true;
  bool Part;
  if (const auto *Binary = dyn_cast<BinaryOperator>(E))
    if (Binary->isAssignmentOp() && rootLocal(Binary->getLHS(), Part))
      return true;
  if (const auto *Unary = dyn_cast<UnaryOperator>(E))
    if (Unary->isIncrementDecrementOp() &&
        rootLocal(Unary->getSubExpr(), Part))
      return true;
  if (isa<CallExpr>(E) && Calls)
    return true;
  for (const Expr *Operand : evaluatedOperands(E, Context))
    if (mustPrecede(Operand, Calls, Plan, Context))
      return true;
  return false;
}

} // namespace

EvaluationOrder::EvaluationOrder(FunctionPlan &Plan, const ProgramFacts &Facts,
                                 SiteMaker NewSite, BlockWalk WalkBlock)
    : Plan(Plan), Facts(Facts), NewSite(std::move(NewSite)),
      WalkBlock(std::move(WalkBlock)),
      Context(Plan.Function->getASTContext()) {}

std::unique_ptr<Domain> EvaluationOrder::order(const Expr *Whole, bool AllPulled) {
  if (!holdsSites(Whole, *Plan.Function, Facts))
    return nullptr;
  return makeDomain(Whole, AllPulled);
}

std::unique_ptr<Domain> EvaluationOrder::makeDomain(const Expr *Whole, bool AllPulled) {
  auto D = std::make_unique<Domain>();
  D->Whole = Whole;
  collect(Whole, *D);
  settle(*D, AllPulled);
  return D;
}

void EvaluationOrder::collect(const Expr *E, Domain &D) {
  if (!holdsSites(E, *Plan.Function, Facts))
    return;
  if (const auto *Statements = dyn_cast<StmtExpr>(E))
    return addStatements(*Statements, D);
  if (const auto *Call = dyn_cast<CallExpr>(E)) {
    if (!Call->getDirectCallee())
      collect(Call->getCallee(), D);
    for (const Expr *Argument : Call->arguments())
      collect(Argument, D);
    if (isPollRequest(*Call) || isSetjmp(*Call) || Facts.isSite(Call))
      addCall(*Call, D);
    return;
  }
  if (const auto *Binary = dyn_cast<BinaryOperator>(E)) {
    const Expr *Left = Binary->getLHS(), *Right = Binary->getRHS();
    switch (Binary->getOpcode()) {
    case BO_LAnd:
      return addOperator(Item::And, E, {Left, Right}, D);
    case BO_LOr:
      return addOperator(Item::Or, E, {Left, Right}, D);
    case BO_Comma:
      return addOperator(Item::Comma, E, {Left, Right}, D);
    default:
      collect(Left, D);
      collect(Right, D);
      return;
    }
  }
  if (const auto *Choice = dyn_cast<ConditionalOperator>(E))
    return addOperator(
        Item::Conditional, E,
        {Choice->getCond(), Choice->getTrueExpr(), Choice->getFalseExpr()}, D);
  if (const auto *Elvis = dyn_cast<BinaryConditionalOperator>(E);
      Elvis && holdsSites(Elvis->getFalseExpr(), *Plan.Function, Facts))
    return addOperator(Item::OmittedOperand, E,
                       {Elvis->getCommon(), Elvis->getFalseExpr()}, D);
  for (const Expr *Operand : evaluatedOperands(E, Context))
    collect(Operand, D);
}

void EvaluationOrder::addStatements(const StmtExpr &E, Domain &D) {
  auto I = std::make_unique<Item>();
  I->What = Item::Statements;
  I->E = &E;
  I->Range = WalkBlock(*E.getSubStmt());
  add(std::move(I), D);
}

Item &EvaluationOrder::add(std::unique_ptr<Item> I, Domain &D) {
  Plan.Items[I->E] = I.get();
  D.Range = SiteRange::join(D.Range, I->Range);
  D.Pulled.push_back(std::move(I));
  return *D.Pulled.back();
}

void EvaluationOrder::addCall(const CallExpr &Call, Domain &D) {
  auto I = std::make_unique<Item>();
  I->E = &Call;
  I->What = isPollRequest(Call)       ? Item::PollRequest
            : isSetjmp(Call)          ? Item::Setjmp
            : Call.getDirectCallee() ? Item::DirectCall
                                     : Item::IndirectCall;
  // Before the item itself is known to the plan: what is spilled is decided by
  // what of the arguments is left.
  if (I->What != Item::PollRequest)
    spill(Call, *I);
  if (I->What == Item::IndirectCall)
    I->CalleeScratch =
        newScratch(Context.getPointerType(
                       Call.getCallee()->getType()->getPointeeType()),
                   "p");
  if (I->What == Item::Setjmp)
    I->ResultScratch = newScratch(Context.IntTy, "j");
  I->Site = NewSite(I->What == Item::PollRequest  ? Site::Poll
                    : I->What == Item::Setjmp     ? Site::Setjmp
                    : I->What == Item::DirectCall ? Site::Direct
                                                  : Site::Indirect,
                    Call);
  I->Range = {I->Site, I->Site};
  if (I->What != Item::PollRequest)
    takeVariableArguments(Call, *I);
  Item &Added = add(std::move(I), D);
  if (Added.What == Item::Setjmp)
    Plan.Setjmps.push_back(&Added);
}

void EvaluationOrder::takeVariableArguments(const CallExpr &Call, Item &I) {
  const FunctionProtoType *Type = calledType(Call);
  if (!Type || callsExternalForm(Call))
    return;
  Published P = publishedTo(*Type);
  if (I.What == Item::IndirectCall && !P.Nothing && !P.Arguments) {
    I.List = P.List;
    I.NativeList = newScratch(nativeListType(Plan.Function->getASTContext()), "l");
  }
  bool Nothing = Call.getNumArgs() == Type->getNumParams();
  // Through a pointer nothing is something: the callee must find a block.
  if (!Type->isVariadic() || (Nothing && I.What == Item::DirectCall))
    return;
  llvm::SmallVector<QualType, 8> Types;
  for (unsigned N = Type->getNumParams(); N < Call.getNumArgs(); ++N) {
    QualType Argument = Call.getArg(N)->getType().getUnqualifiedType();
    bool IsPointer = Argument->isVariablyModifiedType() || Argument->isNullPtrType();
    Types.push_back(IsPointer ? Context.VoidPtrTy
                              : carriedType(Argument, Plan.Function->getASTContext()));
  }
  I.Block = Plan.Locals.size();
  Local L;
  L.BlockOf = &Call;
  L.Type = blockType("__ferry_arguments_" + Plan.Function->getNameAsString() + "_" +
                         std::to_string(I.Site),
                     Types, Plan.Function->getASTContext());
  L.Name = "__ferry_v" + std::to_string(I.Block - Plan.FirstTemp + 1);
  L.Written = L.Name + "[0]"; // rules/VariableArguments: there is room behind it
  L.Exposed = L.Reached = L.ByAddress = true;
  Plan.Locals.push_back(L);
}

void EvaluationOrder::spill(const CallExpr &Call, Item &I) {
  bool Publishes = I.What == Item::IndirectCall || callsExternalForm(Call);
  const FunctionProtoType *Type = calledType(Call);
  for (unsigned N = 0; N < Call.getNumArgs(); ++N) {
    // These precede anyway.
    if (Type && (N < Type->getNumParams()
                     ? I.What == Item::IndirectCall && isVaList(parameterType(Call, N))
                     : !callsExternalForm(Call)))
      continue;
    const Expr *Argument = Call.getArg(N);
    if (!mustPrecede(Argument, Publishes, Plan, Context))
      continue;
    QualType Passed = Argument->getType().getUnqualifiedType();
    if (Type && holdsVaList(parameterType(Call, N)))
      Passed = carriedType(parameterType(Call, N), Plan.Function->getASTContext());
    else if (Passed->isVariablyModifiedType())
      Passed = Context.VoidPtrTy;
    I.Spilled.push_back({N, newScratch(Passed, "a")});
  }
}

unsigned EvaluationOrder::newScratch(QualType Type, const char *Letter) {
  unsigned Index = Plan.Scratches.size();
  Plan.Scratches.push_back(
      {Type, std::string("__ferry_") + Letter + std::to_string(Index + 1)});
  return Index;
}

void EvaluationOrder::addOperator(Item::Kind What, const Expr *E,
                                  llvm::ArrayRef<const Expr *> Operands,
                                  Domain &D) {
  auto I = std::make_unique<Item>();
  I->What = What;
  I->E = E;
  for (const Expr *Operand : Operands) {
    I->Operands.push_back(makeDomain(Operand));
    I->Range = SiteRange::join(I->Range, I->Operands.back()->Range);
  }
  add(std::move(I), D);
}

const Expr *coreOf(const Expr *Whole) {
  const Expr *Core = stripped(Whole);
  // x = f(): nothing of x is evaluated before.
  while (const auto *Assignment = dyn_cast<BinaryOperator>(Core)) {
    if (Assignment->getOpcode() != BO_Assign ||
        !isa<DeclRefExpr>(Assignment->getLHS()->IgnoreParens()))
      break;
    Core = stripped(Assignment->getRHS());
  }
  return Core;
}

/// Decides which item stays in place, and gives the others temporaries.
void EvaluationOrder::settle(Domain &D, bool AllPulled) {
  if (D.Pulled.empty())
    return;
  if (!AllPulled && D.Pulled.back()->E == coreOf(D.Whole))
    D.InPlace = D.Pulled.pop_back_val();
  for (std::unique_ptr<Item> &I : D.Pulled) {
    if (I->E->getType()->isVoidType())
      continue;
    I->Temp = Plan.Locals.size();
    Local Temporary;
    Temporary.Type = I->E->getType().getUnqualifiedType();
    if (std::optional<BitFieldValue> Value = bitFieldValue(I->E)) {
      Temporary.Bits = Value->Field;
      Temporary.Type = Value->holder(Plan.Function->getASTContext());
    }
    Temporary.Name =
        "__ferry_t" + std::to_string(I->Temp - Plan.FirstTemp + 1);
    Temporary.Written = Temporary.Name;
    Plan.Locals.push_back(Temporary);
  }
}

} // namespace ferry
