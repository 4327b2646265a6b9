//===- StatementExpressions.cpp - blocks within expressions -----------------===//

#include "StatementExpressions.h"
#include "LabelAddresses.h"
#include "PollPlacement.h"
#include "VariableLengths.h"
#include "clang/AST/Decl.h"
#include "clang/AST/Expr.h"
#include "clang/AST/Stmt.h"
#include "llvm/ADT/STLExtras.h"

using namespace clang;

namespace ferry {

const Expr *valueOf(const CompoundStmt &Block) {
  const Stmt *Last = Block.body_empty() ? nullptr : Block.body_back();
  while (const auto *Label = dyn_cast_or_null<LabelStmt>(Last))
    Last = Label->getSubStmt();
  return dyn_cast_or_null<Expr>(Last);
}

static void findLabels(const Stmt *S, llvm::SmallVectorImpl<const LabelDecl *> &Found) {
  if (const auto *Label = dyn_cast<LabelStmt>(S))
    Found.push_back(Label->getDecl());
  for (const Stmt *Child : S->children())
    if (Child)
      findLabels(Child, Found);
}

namespace {

struct Jumps {
  llvm::SmallVector<const LabelDecl *, 4> Inside;
  llvm::SmallVector<const Stmt *, 4> Found;

  void visit(const Stmt *S, bool InLoop, bool InSwitch) {
    if (const auto *Goto = dyn_cast<GotoStmt>(S))
      if (!llvm::is_contained(Inside, Goto->getLabel()))
        Found.push_back(S);
    if ((isa<BreakStmt>(S) && !InLoop && !InSwitch) || (isa<ContinueStmt>(S) && !InLoop))
      Found.push_back(S);
    InLoop |= isa<WhileStmt, DoStmt, ForStmt>(S);
    InSwitch |= isa<SwitchStmt>(S);
    for (const Stmt *Child : S->children())
      if (Child)
        visit(Child, InLoop, InSwitch);
  }
};

class Check {
public:
  using Report = llvm::function_ref<void(const Stmt &, llvm::StringRef)>;

  Check(const FunctionDecl &Function, Report Do)
      : Context(Function.getASTContext()), Labels(Function), Do(Do) {}

  enum Place { Plain, Head, Fixed };

  void visit(const Stmt *S, Place Where, bool Inside) {
    if (!S)
      return;
    if (const auto *E = dyn_cast<StmtExpr>(S)) {
      for (const Stmt *Jump : jumpsOut(*E))
        if (Where == Fixed)
          Do(*Jump, "leaves a statement expression in the length of an array or an operand "
                    "of asm");
        else if (Where == Head && !isa<GotoStmt>(Jump))
          Do(*Jump, "leaves a statement expression in the head of a loop or switch, and "
                    "compilers differ over where it leads");
      return visit(E->getSubStmt(), Plain, /*Inside=*/true);
    }
    if (Inside && isa<IndirectGotoStmt>(S))
      Do(*S, "goes through an address out of a statement expression");
    if (const auto *Label = dyn_cast<LabelStmt>(S))
      if (Inside && llvm::is_contained(Labels.targets(), Label->getDecl()))
        Do(*S, "may lead to this label in a statement expression through its address");
    if (const auto *Declaration = dyn_cast<DeclStmt>(S))
      return declaration(*Declaration, Inside);
    if (isa<GCCAsmStmt>(S))
      Where = Fixed;
    else if (!isa<Expr>(S))
      Where = Plain;
    const Stmt *Body = nullptr;
    if (const auto *While = dyn_cast<WhileStmt>(S))
      Body = While->getBody();
    else if (const auto *Do = dyn_cast<DoStmt>(S))
      Body = Do->getBody();
    else if (const auto *For = dyn_cast<ForStmt>(S))
      Body = For->getBody();
    else if (const auto *Switch = dyn_cast<SwitchStmt>(S))
      Body = Switch->getBody();
    for (const Stmt *Child : evaluatedChildren(S, Context))
      if (const auto *Init = dyn_cast<DeclStmt>(Child); Init && Body)
        declaration(*Init, Inside, Head);
      else
        visit(Child, Body && Child != Body ? Head : Where, Inside);
  }

private:
  void declaration(const DeclStmt &S, bool Inside, Place Where = Plain) {
    for (const Decl *D : S.decls()) {
      if (const auto *Named = dyn_cast<NamedDecl>(D))
        for (const VariableLength &Length : lengthsOf(*Named))
          visit(Length.Size, Fixed, Inside);
      if (const auto *Variable = dyn_cast<VarDecl>(D))
        visit(Variable->getInit(), Where, Inside);
    }
  }

  const ASTContext &Context;
  const LabelAddresses Labels;
  Report Do;
};

} // namespace

llvm::SmallVector<const Stmt *, 4> jumpsOut(const StmtExpr &E) {
  Jumps J;
  findLabels(E.getSubStmt(), J.Inside);
  J.visit(E.getSubStmt(), false, false);
  return J.Found;
}

void forEachBadJump(const FunctionDecl &Function,
                    llvm::function_ref<void(const Stmt &, llvm::StringRef)> Do) {
  Check(Function, Do).visit(Function.getBody(), Check::Plain, /*Inside=*/false);
}

} // namespace ferry
