//===- CompoundLiterals.cpp - unnamed objects that pointers may lead to -----===//

#include "CompoundLiterals.h"
#include "AddressTaken.h"
#include "EvaluationOrder.h"
#include "ProgramFacts.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/Decl.h"
#include "clang/AST/Expr.h"
#include "llvm/ADT/SmallPtrSet.h"

using namespace clang;

namespace ferry {
namespace {

class Finder {
public:
  Finder(const ASTContext &Context, const FunctionDecl *In, const ProgramFacts *Facts)
      : Context(Context), In(In), Facts(Facts) {}

  std::vector<const CompoundLiteralExpr *> Found;

  void visit(const Stmt *S) {
    if (!S)
      return;
    if (const auto *E = dyn_cast<Expr>(S))
      return expression(E);
    if (const auto *Declaration = dyn_cast<DeclStmt>(S)) {
      for (const Decl *D : Declaration->decls())
        if (const auto *Variable = dyn_cast<VarDecl>(D))
          if (Variable->hasLocalStorage())
            initialiser(*Variable, Variable->getInit());
      return;
    }
    for (const Stmt *Child : S->children())
      visit(Child);
  }

  /// GNU C takes a constant array literal for the elements of an array.
  void initialiser(const VarDecl &Variable, const Expr *Init) {
    if (!Init)
      return;
    const Expr *Inner = Init->IgnoreParens();
    if (isa<CompoundLiteralExpr>(Inner) && Variable.getType()->isArrayType())
      return;
    visit(Init);
  }

private:
  void expression(const Expr *E) {
    if (const auto *Unary = dyn_cast<UnaryOperator>(E);
        Unary && Unary->getOpcode() == UO_AddrOf)
      taken(Unary->getSubExpr());
    else if (const auto *Cast = dyn_cast<CastExpr>(E);
             Cast && Cast->getCastKind() == CK_ArrayToPointerDecay)
      taken(Cast->getSubExpr());
    if (const auto *Statements = dyn_cast<StmtExpr>(E)) {
      if (In && holdsSites(E, *In, *Facts))
        visit(Statements->getSubStmt());
      return;
    }
    for (const Expr *Operand : evaluatedOperands(E, Context))
      expression(Operand);
    if (const auto *Literal = dyn_cast<CompoundLiteralExpr>(E))
      if (Literal->getType()->isArrayType() || Taken.contains(Literal))
        Found.push_back(Literal);
  }

  void taken(const Expr *Lvalue) {
    if (const auto *Literal = dyn_cast<CompoundLiteralExpr>(rootObject(Lvalue)))
      Taken.insert(Literal);
  }

  const ASTContext &Context;
  const FunctionDecl *In;
  const ProgramFacts *Facts;
  llvm::SmallPtrSet<const CompoundLiteralExpr *, 8> Taken;
};

} // namespace

std::vector<const CompoundLiteralExpr *>
literalObjects(const Stmt *Body, const FunctionDecl &In, const ProgramFacts &Facts) {
  Finder Find(In.getASTContext(), &In, &Facts);
  Find.visit(Body);
  return std::move(Find.Found);
}

std::vector<const CompoundLiteralExpr *>
literalObjects(const Expr *Initialiser, const ASTContext &Context) {
  Finder Find(Context, nullptr, nullptr);
  Find.visit(Initialiser);
  return std::move(Find.Found);
}

} // namespace ferry
