//===- ReentryDeclarations.h - declarations on the way to a site ------------===//
///
/// \file
/// A declaration is passed on the way, so its variable is there, but what it
/// starts with is not evaluated unless the site is in it:
///
/// \code
///   int x = e;               int x = __ferry_at ? 0 : (e);
///   int x = f(y);            int x = __ferry_at && !IN(e) ? 0 : (e');
///   struct s v = e;          struct s v = __ferry_at ? (__typeof__(v)){0} : (e);
///   int a[2] = {e1, 2};      int a[2] = {__ferry_at ? 0 : (e1), 2};
///   const int n = e;         int n = ...;
/// \endcode
///
/// Constants stay: they read and change nothing. `const` goes where it makes a
/// variable with a slot read-only, since the site loads it.
/// Tests: test/Rewrite/reentry-declarations.
//===----------------------------------------------------------------------===//
#ifndef FERRY_RULES_REENTRYDECLARATIONS_H
#define FERRY_RULES_REENTRYDECLARATIONS_H

#include "rules/Form.h"

namespace ferry {

/// Guards and const, around what \p Common (rule Declarations) does.
void rewriteReentryDeclaration(
    Form &F, const clang::DeclStmt &Declaration,
    llvm::function_ref<void(const clang::DeclStmt &)> Common,
    llvm::function_ref<unsigned(const clang::VarDecl &)> DeclaratorStart);

} // namespace ferry
#endif
