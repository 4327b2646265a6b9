//===- LabelAddresses.cpp - what a function does with addresses of labels ---===//

#include "LabelAddresses.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/Decl.h"
#include "clang/AST/Expr.h"
#include "clang/AST/RecursiveASTVisitor.h"
#include "clang/AST/Stmt.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SetVector.h"

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

/// Initialiser lists are visited in two forms; each node counts once.
class Finder : public RecursiveASTVisitor<Finder> {
public:
  bool VisitDeclStmt(DeclStmt *S) {
    Statements.push_back(S);
    return true;
  }
  bool VisitDeclRefExpr(DeclRefExpr *Ref) {
    if (const auto *Variable = dyn_cast<VarDecl>(Ref->getDecl()))
      if (Seen.insert(Ref).second)
        ++Mentions[Variable];
    return true;
  }
  bool VisitAddrLabelExpr(AddrLabelExpr *Address) {
    Addresses.insert(Address);
    return true;
  }
  bool VisitIndirectGotoStmt(IndirectGotoStmt *Jump) {
    Jumps.push_back(Jump);
    if (const VarDecl *Variable = tableOf(*Jump))
      ++TableJumps[Variable];
    return true;
  }
  /// How many there are is no position.
  bool TraverseUnaryExprOrTypeTraitExpr(UnaryExprOrTypeTraitExpr *) { return true; }

  llvm::SmallVector<const DeclStmt *, 16> Statements;
  llvm::SetVector<const AddrLabelExpr *> Addresses;
  llvm::SmallVector<const IndirectGotoStmt *, 16> Jumps;
  llvm::DenseMap<const VarDecl *, unsigned> Mentions, TableJumps;

private:
  llvm::SmallPtrSet<const DeclRefExpr *, 32> Seen;
};

/// The labels of an initialiser that has nothing else; else none.
llvm::SmallVector<const AddrLabelExpr *, 16> listOfLabels(const Expr *Init) {
  llvm::SmallVector<const AddrLabelExpr *, 16> Found;
  if (const auto *List = dyn_cast_or_null<InitListExpr>(Init))
    for (const Expr *Element : List->inits()) {
      if (isa<ImplicitValueInitExpr>(Element))
        continue;
      const auto *Address = dyn_cast<AddrLabelExpr>(Element->IgnoreParenCasts());
      if (!Address)
        return {};
      Found.push_back(Address);
    }
  return Found;
}

} // namespace

LabelAddresses::LabelAddresses(const FunctionDecl &Function) {
  Finder Find;
  Find.TraverseStmt(Function.getBody());
  if (Find.Addresses.empty())
    return;
  auto IsTable = [&](const Decl *D) {
    const auto *Variable = dyn_cast<VarDecl>(D);
    return Variable && Variable->getType()->isArrayType() &&
           !listOfLabels(Variable->getInit()).empty() &&
           Find.Mentions.lookup(Variable) == Find.TableJumps.lookup(Variable) &&
           Variable->getTLSKind() == VarDecl::TLS_None;
  };
  // One statement stays in the function or goes to file scope (rules/StaticLocals).
  llvm::SmallPtrSet<const AddrLabelExpr *, 16> Held;
  for (const DeclStmt *S : Find.Statements) {
    bool All = llvm::all_of(S->decls(), IsTable);
    for (const Decl *D : S->decls())
      if (IsTable(D) && (All || cast<VarDecl>(D)->hasLocalStorage())) {
        Tables.insert(cast<VarDecl>(D));
        for (const AddrLabelExpr *Address : listOfLabels(cast<VarDecl>(D)->getInit()))
          Held.insert(Address);
      }
  }

  for (const AddrLabelExpr *Address : Find.Addresses) {
    if (!llvm::is_contained(Targets, Address->getLabel()))
      Targets.push_back(Address->getLabel());
    if (!Held.contains(Address))
      Values.push_back(Address);
  }
  for (const IndirectGotoStmt *Jump : Find.Jumps)
    if (!Tables.contains(ferry::tableOf(*Jump)))
      Jumps.push_back(Jump);
}

const ArraySubscriptExpr *
LabelAddresses::throughTable(const IndirectGotoStmt &Jump) const {
  return isTable(ferry::tableOf(Jump))
             ? cast<ArraySubscriptExpr>(Jump.getTarget()->IgnoreParenCasts())
             : nullptr;
}

llvm::SmallVector<const AddrLabelExpr *, 16>
LabelAddresses::tableOf(const ArraySubscriptExpr &Subscript) {
  llvm::SmallVector<const AddrLabelExpr *, 16> Labels;
  const auto *List = cast<InitListExpr>(variable(Subscript.getBase())->getInit());
  for (const Expr *Element : List->inits())
    Labels.push_back(dyn_cast<AddrLabelExpr>(Element->IgnoreParenCasts()));
  return Labels;
}

} // namespace ferry
