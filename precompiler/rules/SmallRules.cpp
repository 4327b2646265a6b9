//===- SmallRules.cpp - what the small rules look at ------------------------===//
#include "rules/SmallRules.h"
#include "analysis/LinkNames.h"
#include "emit/TokenText.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/Decl.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/RecursiveASTVisitor.h"
#include <algorithm>

using namespace clang;

namespace ferry {

static void walk(const DeclContext &Scope, const TokenText &Text, bool Written,
                 llvm::function_ref<void(const Decl &)> Do) {
  for (const Decl *D : Scope.decls()) {
    if (isa<LinkageSpecDecl>(D) || isa<NamespaceDecl>(D))
      walk(*cast<DeclContext>(D), Text, Written, Do);
    else if (Text.isWritten(D->getLocation()) == Written)
      Do(*D);
  }
}

void SmallRules::eachDeclaration(llvm::function_ref<void(const Decl &)> Do) const {
  walk(*Context.getTranslationUnitDecl(), Text, /*Written=*/true, Do);
}

void SmallRules::eachUnwritten(llvm::function_ref<void(const Decl &)> Do) const {
  walk(*Context.getTranslationUnitDecl(), Text, /*Written=*/false, Do);
}

void SmallRules::eachFunction(
    llvm::function_ref<void(const FunctionDecl &)> Do) const {
  eachDeclaration([&](const Decl &D) {
    const auto *Function = dyn_cast<FunctionDecl>(&D);
    if (Function && Function->doesThisDeclarationHaveABody())
      Do(*Function);
  });
}

void SmallRules::eachBody(
    llvm::function_ref<void(const Stmt &, const FunctionDecl *)> Do) const {
  eachDeclaration([&](const Decl &D) {
    if (const auto *Function = dyn_cast<FunctionDecl>(&D)) {
      if (Function->doesThisDeclarationHaveABody())
        Do(*Function->getBody(), Function);
    } else if (const auto *Variable = dyn_cast<VarDecl>(&D)) {
      if (Variable->getInit())
        Do(*Variable->getInit(), nullptr);
    }
  });
}

void SmallRules::findReached() {
  // Everywhere: code that comes from a file on the command line counts.
  struct Finder : RecursiveASTVisitor<Finder> {
    VariableSet &Reached;
    explicit Finder(VariableSet &Reached) : Reached(Reached) {}
    bool VisitFunctionDecl(FunctionDecl *Function) {
      if (Function->doesThisDeclarationHaveABody())
        findAddressTaken(Function->getBody(), Reached);
      return true;
    }
    bool VisitVarDecl(VarDecl *Variable) {
      if (Variable->hasGlobalStorage() && Variable->getInit())
        findAddressTaken(Variable->getInit(), Reached);
      return true;
    }
  };
  Finder(Reached).TraverseDecl(Context.getTranslationUnitDecl());
  // By another name.
  for (const Decl *D : Context.getTranslationUnitDecl()->decls())
    if (const auto *Alias = dyn_cast<VarDecl>(D))
      if (const VarDecl *Target = aliasedVariable(*Alias))
        Reached.insert(Target->getCanonicalDecl());
}

bool SmallRules::isLengthened(const Decl &Variable) const {
  return Lengthened.contains(cast<VarDecl>(&Variable)->getCanonicalDecl());
}

bool SmallRules::mayBeReached(const VarDecl &Variable) const {
  return Reached.contains(Variable.getCanonicalDecl()) ||
         (Variable.hasGlobalStorage() && Variable.isExternallyVisible());
}

void SmallRules::moveDeclarations() {
  // As they stand in the text: one may need the other.
  std::stable_sort(Moved.begin(), Moved.end(), [](const Move &A, const Move &B) {
    return A.Tokens.First < B.Tokens.First;
  });
  for (const MovedLiteral &L : Literals) {
    std::string Flat = L.Before + Base.flat(L.Values) + L.After;
    Base.replace(L.Whole, L.Leaves);
    Base.placeAbove(L.Above, Flat);
  }
  for (const Move &M : Moved) {
    std::string Flat = Base.flat(M.Tokens) + M.End;
    Base.replace(M.Tokens, M.Leaves);
    unsigned Function = Text.index(M.From->getBeginLoc());
    Base.placeAbove(Text.declarationStart(Function), Flat);
  }
}

} // namespace ferry
