//===- LabelTables.cpp - tables of labels that are only jumped through ------===//

#include "LabelTables.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/Decl.h"
#include "clang/AST/Expr.h"
#include "clang/AST/RecursiveASTVisitor.h"
#include "clang/AST/Stmt.h"
#include "llvm/ADT/DenseMap.h"

using namespace clang;

namespace ferry {
namespace {

const VarDecl *variable(const Expr *E) {
  const auto *Ref = dyn_cast<DeclRefExpr>(E->IgnoreParenCasts());
  return Ref ? dyn_cast<VarDecl>(Ref->getDecl()) : nullptr;
}

/// The variable that `goto *variable[index]` jumps through.
const VarDecl *tableOf(const IndirectGotoStmt &Jump) {
  const auto *Element = dyn_cast<ArraySubscriptExpr>(Jump.getTarget()->IgnoreParenCasts());
  return Element ? variable(Element->getBase()) : nullptr;
}

class Finder : public RecursiveASTVisitor<Finder> {
public:
  bool VisitVarDecl(VarDecl *Variable) {
    if (Variable->getType()->isArrayType() && Variable->getInit())
      Candidates.push_back(Variable);
    return true;
  }
  bool VisitDeclRefExpr(DeclRefExpr *Ref) {
    if (const auto *Variable = dyn_cast<VarDecl>(Ref->getDecl()))
      ++Mentions[Variable];
    return true;
  }
  bool VisitIndirectGotoStmt(IndirectGotoStmt *Jump) {
    if (const VarDecl *Variable = tableOf(*Jump))
      ++Jumps[Variable];
    return true;
  }
  /// How many there are is no position.
  bool TraverseUnaryExprOrTypeTraitExpr(UnaryExprOrTypeTraitExpr *) { return true; }

  llvm::SmallVector<VarDecl *, 4> Candidates;
  llvm::DenseMap<const VarDecl *, unsigned> Mentions, Jumps;
};

/// Fills in the labels of an initialiser that has nothing else.
bool labels(const Expr *Init, llvm::SmallVectorImpl<const AddrLabelExpr *> &Found) {
  const auto *List = dyn_cast<InitListExpr>(Init);
  if (!List)
    return false;
  for (const Expr *Element : List->inits()) {
    if (isa<ImplicitValueInitExpr>(Element))
      continue;
    const auto *Address = dyn_cast<AddrLabelExpr>(Element->IgnoreParenCasts());
    if (!Address)
      return false;
    Found.push_back(Address);
  }
  return !Found.empty();
}

} // namespace

LabelTables::LabelTables(const FunctionDecl &Function) {
  Finder Find;
  Find.TraverseStmt(Function.getBody());
  for (const VarDecl *Variable : Find.Candidates) {
    llvm::SmallVector<const AddrLabelExpr *, 16> Labels;
    if (!labels(Variable->getInit(), Labels) ||
        Find.Mentions.lookup(Variable) != Find.Jumps.lookup(Variable) ||
        Variable->getTLSKind() != VarDecl::TLS_None)
      continue;
    Tables.insert(Variable);
    Held.append(Labels.begin(), Labels.end());
  }
}

bool LabelTables::jumpsThrough(const IndirectGotoStmt &Jump) const {
  return contains(tableOf(Jump));
}

} // namespace ferry
