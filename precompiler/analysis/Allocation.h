//===- Allocation.h - what a function of the C library allocates ------------===//
#ifndef FERRY_ANALYSIS_ALLOCATION_H
#define FERRY_ANALYSIS_ALLOCATION_H

namespace clang {
class CallExpr;
class Expr;
class FunctionDecl;
} // namespace clang

namespace ferry {

enum class Allocation {
  None,
  Malloc,
  Calloc,
  Realloc,
  ReallocArray,
  Strdup,
  Aligned,     ///< aligned_alloc, memalign
  AlignedInto, ///< posix_memalign, through a pointer
  Pages,       ///< valloc
  Free,
  Alloca
};

/// What a function of the C library allocates; alloca is the compiler's, and not among
/// them (VariableLengths.h).
Allocation allocationBy(const clang::FunctionDecl *Function);

/// Whether the call has the arguments and the result that the function is known
/// to have; a program may declare it as it likes.
bool hasItsShape(const clang::CallExpr &Call, Allocation What);

/// What posix_memalign writes through, without its casts: `&p`.
const clang::Expr *alignedInto(const clang::CallExpr &Call);

} // namespace ferry
#endif
