//===- NameUses.h - the names that a piece of source uses -------*- C++ -*-===//
#ifndef FERRY_ANALYSIS_NAMEUSES_H
#define FERRY_ANALYSIS_NAMEUSES_H

#include "clang/AST/RecursiveASTVisitor.h"

namespace ferry {

/// Calls `Derived::uses(const clang::NamedDecl *)` for each variable, function,
/// constant, typedef, struct, union and enum that is named; a tag also where it is
/// defined.
template <class Derived>
class NameUses : public clang::RecursiveASTVisitor<Derived> {
  Derived &derived() { return static_cast<Derived &>(*this); }

public:
  bool VisitDeclRefExpr(clang::DeclRefExpr *E) {
    derived().uses(E->getDecl());
    return true;
  }
  bool VisitTypedefTypeLoc(clang::TypedefTypeLoc T) {
    if (const auto *Type = llvm::dyn_cast<clang::TypedefType>(T.getTypePtr()))
      derived().uses(Type->getDecl());
    return true;
  }
  bool VisitTagTypeLoc(clang::TagTypeLoc T) {
    derived().uses(T.getDecl());
    return true;
  }
};

} // namespace ferry
#endif
