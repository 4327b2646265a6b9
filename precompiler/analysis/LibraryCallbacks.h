//===- LibraryCallbacks.h - functions of libc that call back ----------------===//
///
/// \file
/// A frame of the C library's qsort can't be rebuilt by a restore. So libferry.a has
/// instrumented versions of some functions (LibraryCallbacks.def, runtime/libc), and a
/// call is made to one of them exactly when what it calls back can reach a poll:
///
/// \code
///   qsort(v, n, sizeof *v, compare);   =>   a direct call of __ferry_qsort, a site
/// \endcode
///
/// Whether it can is known by the name of the function that is passed, or, when it is
/// none (a variable, `up ? a : b`), by its type, as for a call through a pointer. To
/// the call graph the caller calls what it passes; so cycles through qsort get their
/// poll, and nothing has to be known of the instrumented version.
///
/// A pointer to qsort points to the C library's.
//===----------------------------------------------------------------------===//
#ifndef FERRY_ANALYSIS_LIBRARYCALLBACKS_H
#define FERRY_ANALYSIS_LIBRARYCALLBACKS_H

#include "clang/AST/Type.h"
#include "llvm/ADT/StringRef.h"
#include <optional>

namespace clang {
class CallExpr;
class FunctionDecl;
} // namespace clang

namespace ferry {

/// The name of the instrumented version of a foreign function; empty without one.
llvm::StringRef instrumentedVersion(const clang::FunctionDecl &Function);

/// What a call of a foreign function that has an instrumented version passes on.
struct PassedCallback {
  const clang::FunctionDecl *Function; ///< Null when it is not named.
  clang::QualType Type;                ///< Of the parameter.
};
std::optional<PassedCallback> passedCallback(const clang::CallExpr &Call);

} // namespace ferry
#endif
