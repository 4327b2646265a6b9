//===- PullCalls.h - items of a domain come first ---------------------------===//
///
/// \file
/// Writes a domain (analysis/EvaluationOrder.h): its items into temporaries, in
/// order, then what is left.
///
/// \code
///   x = f(g(y)) + 1      =>  (t1 = (g'(y)), t2 = (f'(t1)), x = t2 + 1)
/// \endcode
///
/// In the re-entry form an item in front of the target is skipped, and the
/// operators that decide what is evaluated are forced towards it:
///
/// \code
///   (!at || IN(i) ? (void)(t1 = (...)) : (void)0), ...
///   a && b       =>  (IN(b) || (a')) && b'
///   a || b       =>  (!IN(b) && (a')) || b'
///   c ? x : y    =>  (IN(x) || (!IN(y) && (c'))) ? x' : y'
///   a, b         =>  (!at || IN(a) ? (void)(a') : (void)0), b'
/// \endcode
///
/// A temporary for the value of a bit-field is one, too (analysis/BitFieldValues.h):
///
/// \code
///   (g(y), s.three) - 4  =>  (t1.value = ((g'(y)), s.three), t1.value - 4)
/// \endcode
///
/// What is left runs with __ferry_at 0, since the last item is at or behind the
/// target. Tests: test/Rewrite/pull-calls.
//===----------------------------------------------------------------------===//
#ifndef FERRY_RULES_PULLCALLS_H
#define FERRY_RULES_PULLCALLS_H

#include "rules/Form.h"
#include <set>

namespace ferry {

/// Edits a full expression; nothing happens when it has no sites.
void rewriteExpression(Form &F, const clang::Expr *E);

/// Dresses the items of a domain that cannot have a comma in front (a brace
/// initialiser) and returns "t1 = ..., t2 = ..., ": to be placed by the caller.
std::string pullOut(Form &F, const Domain &D);

/// The structs whose member is a temporary for a bit-field, for in front of the function;
/// \p Known: those that the unit has.
std::string bitFieldHolders(const FunctionPlan &Plan, const TypeTables &Types,
                            std::set<std::string> &Known);

} // namespace ferry
#endif
