//===- InternalForm.h - the form that runs ----------------------------------===//
///
/// \file
/// The user's function with a hidden first parameter, the place of its record:
///
/// \code
///   double solve(struct grid *g, int iters) {
///     =>  double __ferry_in_solve(void *__ferry_place, struct grid *g, int iters) {
///           struct __ferry_frame_solve *__ferry_fr = ...; double __ferry_t1;
/// \endcode
///
/// Loops, branches and everything without a site stay as they are. Attributes
/// that name parameters by position, or say that a call may be left out, are
/// dropped: they hold for the external form. Tests: test/Rewrite/internal-form.
//===----------------------------------------------------------------------===//
#ifndef FERRY_RULES_INTERNALFORM_H
#define FERRY_RULES_INTERNALFORM_H

#include "rules/Form.h"

namespace ferry {

/// Edits the whole definition.
void writeInternalForm(Form &F);

/// The block of a statement expression.
void rewriteInternalBlock(Form &F, const clang::CompoundStmt &Block);

/// The tokens of the definition, first specifier to closing brace.
TokenRange definitionRange(const TokenText &Text,
                           const clang::FunctionDecl &Function);

/// "int __ferry_t1; int (*__ferry_p1)(void); " temporaries and scratch variables.
/// \p Zeroed: with initialisers, where a compiler can't see that what reads them
/// is only reached behind what writes them.
std::string scratchDeclarations(const FunctionPlan &Plan, const TypeTables &Types,
                                bool Zeroed);

} // namespace ferry
#endif
