//===- Declarations.h - local declarations, in both forms -------------------===//
///
/// \file
/// What a local's declaration needs beside its initialiser's expression rewrite:
///
/// \code
///   int n = 3, a[2] = {f(n), g(n)};
///     =>  int n = 3, *__ferry_d1 __attribute__((unused)) = (t1 = ..., t2 = ..., (void *)0),
///             a[2] = {t1, t2};
///   int x;          =>  int x = 0;       lives where it may not have been assigned
///   char *p[4];     =>  char *p[4] = {0};   FramePlan, "zeroed"
///   register T x;   =>  T x;             when it must stand in memory
/// \endcode
///
/// A pointer can be declared beside anything, so the calls of a brace initialiser
/// go into the initialiser of an unused one. Names of locals that hide others are
/// changed wherever they are mentioned. Tests: test/Rewrite/declarations.
//===----------------------------------------------------------------------===//
#ifndef FERRY_RULES_DECLARATIONS_H
#define FERRY_RULES_DECLARATIONS_H

#include "rules/Form.h"
#include "clang/Basic/SourceLocation.h"

namespace clang {
class VarDecl;
}

namespace ferry {

/// Expressions, pulled-out calls, zeroing, `register`.
void rewriteDeclaration(Form &F, const clang::DeclStmt &Declaration);

/// `register` of parameters that must stand in memory.
void rewriteParameters(Form &F);

/// New names for hiding locals, into a set of edits that all forms start from.
void renameHiding(const FunctionPlan &Plan, const TokenText &Text, Edits &Base);

/// Where a variable's declarator begins, behind the specifiers.
unsigned declaratorStart(const TokenText &Text, const clang::VarDecl &Variable);

/// Takes out the tokens spelled \p Word at parenthesis depth 0 in the range.
void dropWord(Form &F, TokenRange Range, llvm::StringRef Word);

} // namespace ferry
#endif
