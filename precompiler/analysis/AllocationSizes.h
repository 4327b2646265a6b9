//===- AllocationSizes.h - what the size of an allocation says --------------===//
///
/// \file
/// \code
///   n * sizeof(struct s)                                   many structs
///   sizeof(struct s) + n * sizeof(T), sizeof *p + n        a struct and T's behind it
///   offsetof(struct s, a) + n * sizeof(T), offsetof(struct s, a[n])
/// \endcode
//===----------------------------------------------------------------------===//
#ifndef FERRY_ANALYSIS_ALLOCATIONSIZES_H
#define FERRY_ANALYSIS_ALLOCATIONSIZES_H

#include "clang/AST/Type.h"

namespace clang {
class CallExpr;
class Expr;
} // namespace clang

namespace ferry {

/// What sizeof in a size speaks of; null when there is none.
clang::QualType sizedType(const clang::Expr *Size, const clang::ASTContext &Context);

/// Whether the size is one of something typed and of a rest that is something else.
bool hasRest(const clang::Expr *Size, const clang::ASTContext &Context);

/// How the size of a struct that ends in an array is put together.
enum class TailSize {
  None,         ///< Of structs, without elements behind them.
  BehindStruct, ///< sizeof(struct) and elements.
  BehindOffset, ///< The offset of the array and elements, or computed elsewhere.
  Unclear       ///< The rest is of something else.
};
/// \p Open: the array has no element in the struct itself.
TailSize tailSize(const clang::Expr *Size, clang::QualType Struct,
                  clang::QualType Element, bool Open,
                  const clang::ASTContext &Context);

} // namespace ferry
#endif
