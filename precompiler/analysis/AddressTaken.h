//===- AddressTaken.h - variables that pointers may lead to -----------------===//
///
/// \file
/// A local is kept by value when it is a scalar or a struct of at most eight
/// scalars and the program takes neither its address nor that of a part of it
/// (`&x`, `&x.m`, an array member that decays). All others are registered where
/// they stand: arrays, volatile and over-aligned variables, large structs.
///
/// Eight scalars, not 64 bytes: sizes differ between machines, and two machines
/// must agree on what a slot holds.
//===----------------------------------------------------------------------===//
#ifndef FERRY_ANALYSIS_ADDRESSTAKEN_H
#define FERRY_ANALYSIS_ADDRESSTAKEN_H

#include "clang/AST/Type.h"
#include "llvm/ADT/SmallPtrSet.h"

namespace clang {
class ASTContext;
class Expr;
class Stmt;
class VarDecl;
} // namespace clang

namespace ferry {

using VariableSet = llvm::SmallPtrSet<const clang::VarDecl *, 16>;

/// Adds the variables, by their canonical declarations, whose address, or that of
/// a part, is taken in \p Body.
void findAddressTaken(const clang::Stmt *Body, VariableSet &Found);

/// Whether a variable of this type can be kept by value at all.
bool isValueType(clang::QualType Type, const clang::ASTContext &Context);

/// The variable that an lvalue is, or is a part of by `.` only (x, (x), x.a.b);
/// null when it is none. \p Part: not the whole.
const clang::VarDecl *rootVariable(const clang::Expr *Lvalue, bool &Part);
/// The same for variables with automatic storage only.
const clang::VarDecl *rootLocal(const clang::Expr *Lvalue, bool &Part);
/// What an lvalue is, or is a part of by `.`: a variable's mention, a compound
/// literal, any other expression.
const clang::Expr *rootObject(const clang::Expr *Lvalue);

} // namespace ferry
#endif
