//===- ResumePoints.h - sites of a function, in order -----------------------===//
///
/// \file
/// Walks a body in the order of the rewritten evaluation (for statements that is
/// the order of the text, except that the third part of a `for` comes behind its
/// body), numbers the sites, and notes which names each can see.
///
/// \code
///   while (a() && b())     sites 1 a, 2 b
///     c();                 3 the loop's poll (first in the body), 4 c
/// \endcode
//===----------------------------------------------------------------------===//
#ifndef FERRY_ANALYSIS_RESUMEPOINTS_H
#define FERRY_ANALYSIS_RESUMEPOINTS_H

#include "FunctionPlan.h"

namespace ferry {

/// Fills in Locals (without slots), Sites (without live sets), Ranges, Domains,
/// Items and PollSites of a plan whose Function is set.
void findResumePoints(FunctionPlan &Plan, const ProgramFacts &Facts);

} // namespace ferry
#endif
