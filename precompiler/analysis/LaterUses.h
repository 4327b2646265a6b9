//===- LaterUses.h - what a pointer without a type turns out to be ----------===//
///
/// \file
/// `void *p = malloc(n);` says nothing yet. Where `p` is a local variable that only this
/// allocation is assigned to, what it is converted to further on does:
///
/// \code
///   if (!p) return 0;
///   memset(p, 0, n);
///   struct node *first = p;          the memory is of nodes
/// \endcode
///
/// It says nothing where the pointer goes anywhere else without a type (a result, another
/// variable, a function of the program), where it becomes a number, or where it becomes
/// pointers to different types. Pointers to bytes say nothing either: that is how memory
/// is handled that may hold anything (`(char *)p + i * size`).
//===----------------------------------------------------------------------===//
#ifndef FERRY_ANALYSIS_LATERUSES_H
#define FERRY_ANALYSIS_LATERUSES_H

#include "clang/AST/Type.h"

namespace clang {
class FunctionDecl;
class VarDecl;
} // namespace clang

namespace ferry {

/// What the memory that \p Pointer gets in \p In consists of; null when nothing says.
clang::QualType laterType(const clang::VarDecl &Pointer, const clang::FunctionDecl &In);

} // namespace ferry
#endif
