//===- ResumePoints.cpp - sites of a function, in order ---------------------===//

#include "ResumePoints.h"
#include "AddressTaken.h"
#include "CompoundLiterals.h"
#include "EvaluationOrder.h"
#include "LabelAddresses.h"
#include "ListPlaces.h"
#include "ProgramFacts.h"
#include "VariableArguments.h"
#include "VariableLengths.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/Decl.h"
#include "clang/AST/Expr.h"
#include "clang/AST/Stmt.h"
#include "clang/Basic/SourceManager.h"
#include "llvm/ADT/StringMap.h"

using namespace clang;

namespace ferry {
namespace {

class Walk {
public:
  Walk(FunctionPlan &Plan, const ProgramFacts &Facts)
      : Plan(Plan), Facts(Facts), Context(Plan.Function->getASTContext()),
        Polls(Facts.polls(*Plan.Function)), Labels(*Plan.Function),
        Order(
            Plan, Facts,
            [this](Site::Kind What, const CallExpr &Call) {
              return newSite(What, &Call,
                             What == Site::Setjmp ? nullptr
                                                  : Call.getDirectCallee());
            },
            [this](const CompoundStmt &Block) { return statement(&Block); }) {}

  void run() {
    const Stmt *Body = Plan.Function->getBody();
    for (const ParmVarDecl *Parameter : Plan.Function->parameters())
      addLocal(Parameter);
    collectLocals(Body);
    Plan.FirstTemp = Plan.Locals.size();
    nameLocals();
    addLiterals(Body);
    for (const ParmVarDecl *Parameter : Plan.Function->parameters())
      addLengths(*Parameter);
    collectLengths(Body);
    if (callsAlloca(Body)) {
      Local L;
      L.IsStack = L.Exposed = L.Reached = L.ByAddress = true;
      L.Type = Context.VoidPtrTy;
      L.Name = L.Written = "__ferry_stack";
      Plan.Locals.push_back(L);
    }
    if (Plan.Function->isVariadic()) {
      Local L;
      L.IsPassed = true;
      L.Type = Context.VoidPtrTy;
      L.Name = L.Written = "__ferry_passed";
      Plan.Passed = Plan.Locals.size();
      Plan.Locals.push_back(L);
    }
    VariableSet Taken;
    findAddressTaken(Body, Taken);
    for (Local &L : Plan.Locals) {
      if (!L.Decl || L.Held)
        continue;
      // A va_list is read and changed through its address.
      L.Reached = Taken.contains(L.Decl) ||
                  containsList(L.Decl->getType());
      L.Exposed = L.Reached || L.Type.isVolatileQualified();
      L.ByAddress = L.Exposed || L.Decl->hasAttr<AlignedAttr>() ||
                    !isValueType(L.Type, Context);
    }

    for (const ParmVarDecl *Parameter : Plan.Function->parameters())
      Visible.push_back(Plan.local(Parameter));
    if (Facts.pollsAtEntry(Plan.Function))
      poll(Body);
    statement(Body);
  }

private:
  //===- Locals -------------------------------------------------------------===//

  void addLocal(const VarDecl *Variable) {
    Plan.LocalIndex[Variable] = Plan.Locals.size();
    Local L;
    L.Decl = Variable;
    L.Type = flattened(
        carriedType(Variable->getType(), Plan.Function->getASTContext()), Context);
    L.Held = isVariableArray(*Variable);
    L.Parameter = isa<ParmVarDecl>(Variable);
    Plan.Locals.push_back(L);
  }

  /// Of statement expressions only those with sites: else no site sees them.
  void collectLocals(const Stmt *S) {
    if (!S)
      return;
    if (const auto *E = dyn_cast<Expr>(S)) {
      if (const auto *Statements = dyn_cast<StmtExpr>(E)) {
        if (holdsSites(E, *Plan.Function, Facts))
          collectLocals(Statements->getSubStmt());
        return;
      }
      for (const Expr *Operand : evaluatedOperands(E, Context))
        collectLocals(Operand);
      return;
    }
    if (const auto *Declaration = dyn_cast<DeclStmt>(S)) {
      for (const Decl *D : Declaration->decls())
        if (const auto *Variable = dyn_cast<VarDecl>(D))
          if (Variable->hasLocalStorage() && !Labels.isTable(Variable)) {
            addLocal(Variable);
            collectLocals(Variable->getInit());
          }
      return;
    }
    for (const Stmt *Child : S->children())
      collectLocals(Child);
  }

  void addLiterals(const Stmt *Body) {
    for (const CompoundLiteralExpr *Literal :
         literalObjects(Body, *Plan.Function, Facts)) {
      Plan.LiteralIndex[Literal] = Plan.Locals.size();
      Local L;
      L.Literal = Literal;
      L.Type = Literal->getType();
      L.Name = L.Written =
          "__ferry_c" + std::to_string(Plan.Locals.size() - Plan.FirstTemp + 1);
      L.Exposed = L.Reached = L.ByAddress = true;
      Plan.Locals.push_back(L);
    }
  }

  void addLengths(const NamedDecl &Declared) {
    for (const VariableLength &Length : lengthsOf(Declared)) {
      Local L;
      L.LengthOf = &Declared;
      L.LengthDepth = Length.Depth;
      L.Type = Context.UnsignedLongTy;
      L.Name = L.Written =
          "__ferry_n" + std::to_string(Plan.Locals.size() - Plan.FirstTemp + 1);
      Plan.Locals.push_back(L);
    }
  }

  /// Where collectLocals looks.
  void collectLengths(const Stmt *S) {
    if (!S)
      return;
    if (const auto *Statements = dyn_cast<StmtExpr>(S);
        Statements && !holdsSites(Statements, *Plan.Function, Facts))
      return;
    if (const auto *Declaration = dyn_cast<DeclStmt>(S))
      for (const Decl *D : Declaration->decls())
        if (const auto *Named = dyn_cast<NamedDecl>(D))
          addLengths(*Named);
    for (const Stmt *Child : S->children())
      collectLengths(Child);
  }

  bool callsAlloca(const Stmt *S) {
    if (const auto *Call = dyn_cast_or_null<CallExpr>(S))
      if (isStackAllocation(*Call))
        return true;
    if (S)
      for (const Stmt *Child : S->children())
        if (callsAlloca(Child))
          return true;
    return false;
  }

  void nameLocals() {
    llvm::StringMap<unsigned> Seen;
    Seen["site"] = 1; // The record's first member.
    for (Local &L : Plan.Locals) {
      L.Written = L.Decl->getNameAsString();
      unsigned Count = ++Seen[L.Written];
      L.Name = L.Written;
      while (Count > 1) {
        L.Name = L.Written + "_" + std::to_string(Count);
        if (!Seen.count(L.Name)) {
          Seen[L.Name] = 1;
          break;
        }
        Count = ++Seen[L.Written];
      }
    }
  }

  //===- Sites --------------------------------------------------------------===//

  unsigned newSite(Site::Kind What, const Stmt *Origin,
                   const FunctionDecl *Callee) {
    Site S;
    S.Number = Plan.Sites.size() + 1;
    S.What = What;
    S.Origin = Origin;
    S.Callee = Callee;
    const SourceManager &SM = Context.getSourceManager();
    SourceLocation Where = isa<CompoundStmt>(Origin)
                               ? Plan.Function->getLocation()
                               : Origin->getBeginLoc();
    S.Line = SM.getPresumedLoc(SM.getExpansionLoc(Where)).getLine();
    S.Visible.assign(Visible.begin(), Visible.end());
    S.Hiding.assign(Hiding.begin(), Hiding.end());
    Plan.Sites.push_back(std::move(S));
    return Plan.Sites.size();
  }

  SiteRange poll(const Stmt *S) {
    unsigned Number = newSite(Site::Poll, S, nullptr);
    Plan.PollSites[S] = Number;
    return {Number, Number};
  }

  SiteRange pollIf(const Stmt *S) {
    return Polls.contains(S) ? poll(S) : SiteRange();
  }

  SiteRange expression(const Expr *E, bool AllPulled = false) {
    if (!E)
      return {};
    std::unique_ptr<Domain> D = Order.order(E, AllPulled);
    if (!D)
      return {};
    SiteRange Range = D->Range;
    Plan.Domains[E] = std::move(D);
    note(E, Range);
    return Range;
  }

  void note(const Stmt *S, SiteRange Range) {
    if (!Range.empty())
      Plan.Ranges[S] = Range;
  }

  //===- Statements ---------------------------------------------------------===//

  /// A scope of names that ends with the object.
  struct Scope {
    Walk &W;
    size_t Locals, Others;
    explicit Scope(Walk &W)
        : W(W), Locals(W.Visible.size()), Others(W.Hiding.size()) {}
    ~Scope() {
      W.Visible.truncate(Locals);
      W.Hiding.truncate(Others);
    }
  };

  SiteRange statement(const Stmt *S) {
    if (!S)
      return {};
    SiteRange Range = inside(S);
    note(S, Range);
    return Range;
  }

  SiteRange inside(const Stmt *S) {
    Scope Names(*this);
    SiteRange R;
    auto Then = [&R](SiteRange Next) { R = SiteRange::join(R, Next); };
    if (const auto *E = dyn_cast<Expr>(S))
      return expression(E);
    switch (S->getStmtClass()) {
    case Stmt::CompoundStmtClass:
      for (const Stmt *Child : cast<CompoundStmt>(S)->body()) {
        if (const auto *Declaration = dyn_cast<DeclStmt>(Child)) {
          SiteRange Inner = declaration(*Declaration);
          note(Child, Inner);
          Then(Inner);
        } else {
          Then(statement(Child));
        }
      }
      return R;
    case Stmt::DeclStmtClass:
      return declaration(*cast<DeclStmt>(S));
    case Stmt::IfStmtClass: {
      const auto *If = cast<IfStmt>(S);
      Then(expression(If->getCond()));
      Then(statement(If->getThen()));
      Then(statement(If->getElse()));
      return R;
    }
    case Stmt::WhileStmtClass: {
      const auto *While = cast<WhileStmt>(S);
      Then(expression(While->getCond()));
      Then(pollIf(S));
      Then(statement(While->getBody()));
      return R;
    }
    case Stmt::DoStmtClass: {
      const auto *Do = cast<DoStmt>(S);
      Then(pollIf(S));
      Then(statement(Do->getBody()));
      Then(expression(Do->getCond()));
      return R;
    }
    case Stmt::ForStmtClass: {
      const auto *For = cast<ForStmt>(S);
      if (const auto *Declaration = dyn_cast_or_null<DeclStmt>(For->getInit())) {
        SiteRange Inner = declaration(*Declaration); // In this scope.
        note(Declaration, Inner);
        Then(Inner);
      } else {
        Then(statement(For->getInit()));
      }
      Then(expression(For->getCond()));
      Then(pollIf(S));
      Then(statement(For->getBody()));
      Then(expression(For->getInc()));
      return R;
    }
    case Stmt::SwitchStmtClass: {
      const auto *Switch = cast<SwitchStmt>(S);
      Then(expression(Switch->getCond()));
      Then(statement(Switch->getBody()));
      return R;
    }
    case Stmt::ReturnStmtClass:
      return expression(cast<ReturnStmt>(S)->getRetValue());
    case Stmt::GotoStmtClass:
      return pollIf(S);
    case Stmt::IndirectGotoStmtClass:
      R = pollIf(S);
      Then(expression(cast<IndirectGotoStmt>(S)->getTarget()));
      return R;
    case Stmt::GCCAsmStmtClass:
      for (const Stmt *Operand : S->children())
        Then(expression(cast<Expr>(Operand), /*AllPulled=*/true));
      return R;
    case Stmt::CaseStmtClass:
    case Stmt::DefaultStmtClass:
      return statement(cast<SwitchCase>(S)->getSubStmt());
    case Stmt::LabelStmtClass:
      return statement(cast<LabelStmt>(S)->getSubStmt());
    case Stmt::AttributedStmtClass:
      return statement(cast<AttributedStmt>(S)->getSubStmt());
    default: // Null, break, continue; all else was refused.
      return {};
    }
  }

  SiteRange declaration(const DeclStmt &Declaration) {
    SiteRange R;
    for (const Decl *D : Declaration.decls()) {
      const auto *Variable = dyn_cast<VarDecl>(D);
      if (const auto *Named = dyn_cast<NamedDecl>(D))
        for (const VariableLength &Length : lengthsOf(*Named))
          R = SiteRange::join(R, expression(Length.Size, /*AllPulled=*/true));
      if (Variable && Variable->hasLocalStorage() && !Labels.isTable(Variable)) {
        // In scope from its declarator on, its initialiser included.
        Visible.push_back(Plan.local(Variable));
        R = SiteRange::join(R, expression(Variable->getInit()));
      } else if (const auto *Named = dyn_cast<NamedDecl>(D);
                 Named && !isa<TagDecl, LabelDecl>(D)) {
        if (!Variable || !Variable->isStaticLocal() || Labels.isTable(Variable))
          Hiding.push_back(Named);
      }
      if (const auto *Enum = dyn_cast<EnumDecl>(D))
        Hiding.append(Enum->enumerator_begin(), Enum->enumerator_end());
    }
    return R;
  }

  FunctionPlan &Plan;
  const ProgramFacts &Facts;
  const ASTContext &Context;
  PollPlan Polls;
  const LabelAddresses Labels;
  EvaluationOrder Order;
  llvm::SmallVector<unsigned, 32> Visible;
  llvm::SmallVector<const NamedDecl *, 4> Hiding;
};

} // namespace

void findResumePoints(FunctionPlan &Plan, const ProgramFacts &Facts) {
  Walk(Plan, Facts).run();
}

} // namespace ferry
