//===- SavedPositions.h - calls of setjmp that are carried ------------------===//
///
/// \file
/// A longjmp leads to a frame and a call of setjmp in it. After a restore that frame
/// runs in its re-entry form, and comes back to the call with a goto: so the call has
/// to stand where one can jump to without passing a declaration that matters.
///
/// \code
///   if (setjmp(env) == 0)        r = setjmp(env);        int r = setjmp(env);
///   switch (setjmp(env)) {       while (setjmp(env))     return setjmp(env);
/// \endcode
///
/// and anywhere else in such an expression, which is more than C allows. Refused: in
/// a statement expression; beside another declarator; in the head of a `for` that
/// declares something (all of which would be initialised again).
///
/// In the scope of an array of variable length a longjmp may only come from a site that
/// is in that scope, too: C says so, and a goto could not do it (staysInScope).
//===----------------------------------------------------------------------===//
#ifndef FERRY_ANALYSIS_SAVEDPOSITIONS_H
#define FERRY_ANALYSIS_SAVEDPOSITIONS_H

#include "llvm/ADT/STLFunctionalExtras.h"
#include "llvm/ADT/StringRef.h"

namespace clang {
class CallExpr;
class FunctionDecl;
} // namespace clang

namespace ferry {

class FunctionPlan;
struct Site;

/// setjmp of the C library, under any of its names.
bool isSetjmp(const clang::CallExpr &Call);

/// longjmp of the C library, under any of its names.
bool isLongjmp(const clang::FunctionDecl &Function);

/// setjmp, and all else that may return more often than it is called.
bool returnsTwice(const clang::FunctionDecl &Callee);

/// Calls of setjmp that stand where they can't be carried, and why.
void forEachBadSetjmp(
    const clang::FunctionDecl &Function,
    llvm::function_ref<void(const clang::CallExpr &, llvm::StringRef Why)> Do);

/// Whether a longjmp to \p Setjmp may come from \p From: nothing of variable length that
/// is declared at the one is not at the other.
bool staysInScope(const FunctionPlan &Plan, const Site &From, const Site &Setjmp);

} // namespace ferry
#endif
