//===- CompoundLiterals.h - an unnamed object of a function gets a name -----===//
///
/// \file
/// A compound literal that pointers may lead to (analysis/CompoundLiterals) must be
/// found by a capture, and made by the re-entry form where nothing runs that makes
/// it. So it becomes a local of the function, with a copy of the literal in it
/// whenever that is evaluated:
///
/// \code
///   use(&(struct point){x, y});
///     =>  struct point __ferry_c1[2];   // at the top; one element more, ArrayEnds
///         use(&(*(struct point *)__builtin_memcpy(&__ferry_c1,
///                 &(struct point){x, y}, sizeof(struct point))));
/// \endcode
///
/// In a loop C has one object that is made anew each time: so has this. The copy
/// is what a compiler does away with; it lets arrays and const members pass, which
/// cannot be assigned, and an initialiser that reads the object of the turn before.
///
/// Rejected: a declaration in the block where the literal stands; jumps into the
/// block pass it by, and nobody can see that the object is there before.
//===----------------------------------------------------------------------===//
#ifndef FERRY_RULES_COMPOUNDLITERALS_H
#define FERRY_RULES_COMPOUNDLITERALS_H

#include "rules/Form.h"

namespace ferry {

/// The copies, into a set of edits that all forms start from: nothing that they
/// edit later begins or ends at a token of a literal's ends.
void keepLiterals(const FunctionPlan &Plan, const TokenText &Text,
                  const TypeTables &Types, Edits &Base);

std::string literalDeclarations(const Form &F);

} // namespace ferry
#endif
