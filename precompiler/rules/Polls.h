//===- Polls.h - a place where a capture may happen -------------------------===//
///
/// \file
/// One load and a branch that is never taken otherwise; live locals are stored on
/// the slow path only.
///
/// \code
///   if (__builtin_expect(__ferry_poll_requested, 0)) {
///     __ferry_fr->t = t, __ferry_fr->site = &__ferry_sites_f[0]; __ferry_poll(__ferry_fr); }
/// \endcode
///
/// In the re-entry form it is also where the innermost frame of an image arrives;
/// a request that comes while it is on its way there waits for the next poll.
/// Where: PollPlacement, ProgramFacts::pollsAtEntry. Tests: test/Rewrite/polls.
//===----------------------------------------------------------------------===//
#ifndef FERRY_RULES_POLLS_H
#define FERRY_RULES_POLLS_H

#include "rules/Form.h"

namespace ferry {

/// The statement.
std::string pollStatement(const Form &F, const Site &S);

/// The expression, for `ferry_poll()`.
std::string pollExpression(const Form &F, const Site &S);

} // namespace ferry
#endif
