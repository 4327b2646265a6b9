//===- DeducedTypes.h - locals whose type is not written down ---------------===//
///
/// \file
/// `__auto_type n = f();` has the type of its initialiser. That is another one once a
/// rule has written into the initialiser (`at ? 0 : (f())` makes an int of a char), so
/// both forms say what it is:
///
/// \code
///   __auto_type p = &grid;      =>  __typeof__(int (*)[4]) p = &grid;
/// \endcode
///
/// Refused (analysis/Refusals): lengths that vary in such a type, and arithmetic of
/// bit-fields, whose type no other name has. Tests: test/Rewrite/deduced-types.
//===----------------------------------------------------------------------===//
#ifndef FERRY_RULES_DEDUCEDTYPES_H
#define FERRY_RULES_DEDUCEDTYPES_H

#include "analysis/FunctionPlan.h"
#include "emit/TokenText.h"

namespace ferry {

class TypeTables;

void writeDeducedTypes(const FunctionPlan &Plan, const TokenText &Text,
                       const TypeTables &Types, Edits &Base);

} // namespace ferry
#endif
