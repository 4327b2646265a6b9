//===- AllocationCalls.h - what a call that allocates says -------------------===//
///
/// \file
/// What the arguments together say of the memory. Of the program's own functions
/// (Allocators.h) nobody knows which of them is the size.
//===----------------------------------------------------------------------===//
#ifndef FERRY_ANALYSIS_ALLOCATIONCALLS_H
#define FERRY_ANALYSIS_ALLOCATIONCALLS_H

#include "AllocationSizes.h"
#include "Allocators.h"

namespace clang {
class FunctionDecl;
class VarDecl;
} // namespace clang

namespace ferry {

/// How the size of \p Type is put together, which ends in an array of \p Element if that is
/// not null. \p Open: as with tailSize().
TailSize allocationTail(const clang::CallExpr &Call, Allocation What, clang::QualType Type,
                        clang::QualType Element, bool Open,
                        const clang::ASTContext &Context);

/// `calloc(1, 1)`: nothing but a character fits.
bool isOneByte(const clang::CallExpr &Call, Allocation What, const clang::ASTContext &Context);

/// `size_t *h = malloc(n + 16); *h = n; return h + 2;` in a function that returns `void *`:
/// what \p Pointer, which may be null, points to is in front of something else.
bool isHeader(const clang::VarDecl *Pointer, const clang::FunctionDecl &In);

//===- Of a function of the program ----------------------------------------===//

/// What all its sizes speak of, or \p To, which may be null, if one does.
clang::QualType allocatorSize(const clang::CallExpr &Call, clang::QualType To,
                              const clang::ASTContext &Context);

/// `reallocate(p, 0)`: all its sizes are 0.
bool asksForNothing(const clang::CallExpr &Call, const clang::ASTContext &Context);

/// The same as allocationTail().
TailSize allocatorTail(const clang::CallExpr &Call, clang::QualType Type,
                       clang::QualType Element, bool Open,
                       const clang::ASTContext &Context);

/// The argument behind whose evaluation no function of the program runs before the one that
/// is called: a number, or, where none of them calls any, perhaps a pointer. Of a call through
/// a pointer there is none when the pointer or an argument calls functions: they could call
/// through pointers, too.
struct LastArgument {
  const clang::Expr *Argument = nullptr; ///< Null: there is none.
  bool IsNumber = false;
  bool CallsProgram = false;
};
LastArgument lastArgument(const clang::CallExpr &Call, const clang::ASTContext &Context);

} // namespace ferry
#endif
