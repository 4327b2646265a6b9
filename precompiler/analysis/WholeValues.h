//===- WholeValues.h - memory in units of a type ----------------*- C++ -*-===//
///
/// \file
/// Which memory is asked for, copied and cleared as values of a type and with its `sizeof`, so
/// that nothing changes when the type gets larger (UnionUses.h).
///
//===----------------------------------------------------------------------===//
#ifndef FERRY_ANALYSIS_WHOLEVALUES_H
#define FERRY_ANALYSIS_WHOLEVALUES_H

#include "clang/AST/Type.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringRef.h"

namespace clang {
class ASTContext;
class CallExpr;
class Expr;
class FunctionDecl;
} // namespace clang

namespace ferry {

/// Whether it is one of these functions of the C library; \p Function may be null.
bool isLibraryFunction(const clang::FunctionDecl *Function,
                       llvm::ArrayRef<llvm::StringRef> Names);

/// memcpy of whole values from one type to the same.
bool copiesWhole(const clang::CallExpr &Call, const clang::ASTContext &Context);

/// The bytes are wiped, all of them.
bool clearsWhole(const clang::CallExpr &Call, const clang::ASTContext &Context);

/// Memory in which nobody wrote anything yet but values of the type that \p Pointer gets.
bool isFresh(const clang::Expr &Pointer, clang::QualType As);

/// Fresh memory, or what a function of the program gives, and the size is said in the words of
/// the type and, where there is room for more elements of an array at its end, in theirs: it
/// grows when they do.
bool isAllocated(const clang::Expr &Pointer, clang::QualType As,
                 const clang::ASTContext &Context);

/// Nothing but zeros.
bool isZero(const clang::Expr &Value, const clang::ASTContext &Context);

} // namespace ferry
#endif
