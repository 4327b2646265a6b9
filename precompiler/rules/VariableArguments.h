//===- VariableArguments.h - `...` and va_list ------------------------------===//
///
/// \file
/// In the internal form and the re-entry form of a function that takes variable
/// arguments, or holds a va_list, there is nothing of this machine's va_list:
///
/// \code
///   int sum(int n, ...) {          =>  int __ferry_in_sum(void *__ferry_place, int n,
///                                                         void *__ferry_passed) {
///     va_list ap;                        __ferry_list ap;
///     va_start(ap, n);                   ((void)n, __ferry_list_start(&(ap),
///                                                                    __ferry_passed));
///     s += va_arg(ap, int);              s += ((int)__ferry_list_integer(&(ap)));
///     p = va_arg(ap, struct s).p;        p = (*(__typeof__(struct s) *)
///                                             __ferry_list_bytes(&(ap), sizeof ..)).p;
///     va_copy(to, ap);                   ((void)((to) = (ap)));
///     va_end(ap);                        ((void)&(ap));
///     va_end(s->ap);                     ((void)((s->ap).of = 0));
///     vprintf(format, ap);               ({ struct __ferry_native __ferry_l;
///                                           __ferry_list_native(&__ferry_l, &(ap));
///                                           vprintf(format, __ferry_l.list); });
/// \endcode
///
/// A call fills a block (rules/Calls):
///
/// \code
///   struct __ferry_arguments_f_2 { __ferry_code what; int a1; double a2; };
///   static const struct __ferry_type *__ferry_arguments_f_2(void) { return &...; }
/// \endcode
///
/// `what` leads to the type of the block, and so to the kinds and places of the
/// arguments; as a pointer to a function it is carried by name, and means those of
/// the machine that the program has come to. So `va_arg(ap, int64_t)` finds the
/// `long` of one machine and the `long long` of another.
///
/// The external form is the user's text as it was: whoever calls it with `...` calls
/// it from code that is not Ferry's, and then its polls are closed anyway. A call
/// through a pointer publishes its block, or its list, with the place; then the
/// external form calls the internal one.
///
/// Lists in memory have that form in the whole program (analysis/ListPlaces.h), by the
/// words of their declarations:
///
/// \code
///   struct state { va_list ap; } *s;   =>  struct state { __ferry_list ap; } *s;
/// \endcode
///
/// The external form of a function that uses one of them has no text of the user's for
/// callers with `...` that are not Ferry's; it ends the program (__ferry_no_list). What
/// va_end leaves in memory leads nowhere: the arguments' block goes with its caller.
///
/// Rejected: to carry the registers and the stack that a va_list leads to (their
/// types are unknown); an array of pointers with type codes (int64_t has another code
/// on each machine); printf of our own.
/// Tests: test/Rewrite/variable-arguments.c, test/Language/variable-arguments*.c.
//===----------------------------------------------------------------------===//
#ifndef FERRY_RULES_VARIABLEARGUMENTS_H
#define FERRY_RULES_VARIABLEARGUMENTS_H

#include "rules/Form.h"

namespace ferry {

class UnitTables;

/// Edits that both forms need.
void keepLists(const FunctionPlan &Plan, const TokenText &Text, const TypeTables &Types,
               Edits &Base);

/// Lines for in front of the function: the types of its blocks. Their functions go
/// into the unit's table.
std::string blockTypes(const FunctionPlan &Plan, TypeTables &Types, UnitTables &Unit);

/// The blocks of a form, for the top of its body.
std::string blockDeclarations(const Form &F);

} // namespace ferry
#endif
