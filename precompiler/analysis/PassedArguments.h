//===- PassedArguments.h - calls and functions without a prototype ----------===//
///
/// \file
/// A function in the style before prototypes takes its arguments as C promotes
/// them (int for char and short, double for float) and narrows them itself. Its
/// internal form has a prototype with the promoted types; its external form is
/// written in the user's style, so that every call that was right stays right.
///
/// A call without a prototype in scope knows what it passes, not what the callee
/// takes. Where the unit knows that both are the same, the internal form is called;
/// else the external form by its name, with the place published for it, as calls
/// through pointers do. The site is that of a direct call in both cases: whether
/// `int` is like `long` differs between machines that have to agree on sites.
//===----------------------------------------------------------------------===//
#ifndef FERRY_ANALYSIS_PASSEDARGUMENTS_H
#define FERRY_ANALYSIS_PASSEDARGUMENTS_H

#include "clang/AST/Type.h"

namespace clang {
class CallExpr;
class FunctionDecl;
} // namespace clang

namespace ferry {

/// Whether the definition has its parameters' types behind the parentheses.
bool hasParameterList(const clang::FunctionDecl &Definition);

/// The types of the internal form's parameters, as far as the unit knows them.
llvm::SmallVector<clang::QualType, 6>
passedTypes(const clang::FunctionDecl &Function);

/// Whether \p Call is of a function that has the name of one of the C library's, which
/// the program defines itself (`long long llabs(long long b) { ... }`). Compilers know
/// what such a function does and may leave the call out; they do so only with a call by
/// that name.
bool compilersMayAnswer(const clang::CallExpr &Call);

/// Whether \p Call, a site, goes through the external form of the function that
/// it names.
bool callsExternalForm(const clang::CallExpr &Call);

} // namespace ferry
#endif
