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
/// One that takes `...` or a va_list has the user's body, for such callers; what an
/// instrumented caller published besides the place goes to the internal form:
///
/// \code
///   int sum(int n, ...) {
///     void *__ferry_passed = 0;
///     void *__ferry_place = __ferry_enter_list((__ferry_code)sum, &__ferry_passed);
///     if (__ferry_place) return __ferry_in_sum(__ferry_place, n, __ferry_passed);
///     { va_list ap; va_start(ap, n); ... }
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

/// Lines for in front of a weak function, which names both its definition and the one
/// that counts.
std::string ownDeclaration(const clang::FunctionDecl &Function, const TypeTables &Types);

/// Whole lines; empty when nobody needs it. \p AsWritten: a parameter in the user's
/// words. \p Native: the user's body, where there are variable arguments.
std::string externalForm(
    const clang::FunctionDecl &Function, bool AddressTaken, const TypeTables &Types,
    llvm::function_ref<std::string(const clang::ParmVarDecl &)> AsWritten,
    std::string Native);

} // namespace ferry
#endif
