//===- ExternalForm.h - the form with the user's name -----------------------===//
///
/// \file
/// What pointers point to and foreign code calls. It takes its place from where
/// an instrumented caller published it, or, called by foreign code, closes the
/// polls below it:
///
/// \code
///   double solve(struct grid *g, int iters) {
///     void *__ferry_place = __ferry_enter((__ferry_code)solve);
///     if (__ferry_place) return __ferry_in_solve(__ferry_place, g, iters);
///     ... __ferry_enter_closed("solve"), __ferry_leave_closed() around it
///   }
/// \endcode
///
/// `main` starts the runtime instead. Left out for a static function that is
/// only called by name and declared once. Tests: test/Rewrite/external-form.
//===----------------------------------------------------------------------===//
#ifndef FERRY_RULES_EXTERNALFORM_H
#define FERRY_RULES_EXTERNALFORM_H

#include "llvm/ADT/STLFunctionalExtras.h"
#include <string>

namespace clang {
class FunctionDecl;
class ParmVarDecl;
}

namespace ferry {

class TypeTables;

/// A line for in front of a function whose own body needs its external form.
std::string externalDeclaration(const clang::FunctionDecl &Function,
                                const TypeTables &Types);

/// Whole lines; empty when nobody needs it. \p AsWritten: a parameter in the user's
/// words.
std::string externalForm(
    const clang::FunctionDecl &Function, bool AddressTaken, const TypeTables &Types,
    llvm::function_ref<std::string(const clang::ParmVarDecl &)> AsWritten);

} // namespace ferry
#endif
