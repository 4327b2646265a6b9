//===- Liveness.h - which locals matter at a site ---------------------------===//
///
/// \file
/// Five data-flow problems over a FlowGraph, solved at every site:
///
///   Live       not exposed: may be read after the site before they are written
///              (backward, any path)
///   Assigned   value locals: written on every path to the site (forward)
///   Mentioned  address locals: mentioned on some path to the site (forward)
///   Clean      the slot holds the current value on every path to the site
///              (forward): after a call exactly what lives there is clean; a poll
///              stores on its slow path only, and after a restore only what lives
///              at it is there: clean = clean and live
///   CleanAgain the same in the re-entry form, of which nothing runs but what
///              follows the site that it goes to; there a restore has put what
///              lives
///
/// The last two need the final live sets and so are a second step.
//===----------------------------------------------------------------------===//
#ifndef FERRY_ANALYSIS_LIVENESS_H
#define FERRY_ANALYSIS_LIVENESS_H

#include "FlowGraph.h"

namespace ferry {

/// Facts at one site, over Locals.
struct SiteFacts {
  llvm::BitVector Live, Assigned, Mentioned, Clean, CleanAgain;
  bool Reachable = false;
};

class Liveness {
public:
  Liveness(const FunctionPlan &Plan, const FlowGraph &Graph);

  /// Fills in Live, Assigned, Mentioned; by site number - 1.
  void solve(std::vector<SiteFacts> &Facts) const;
  /// Fills in Clean and CleanAgain. \p Plan's sites have their final live sets.
  void solveClean(std::vector<SiteFacts> &Facts) const;

private:
  llvm::BitVector emptySet() const { return llvm::BitVector(Count); }
  std::vector<bool> reachable() const;

  const FunctionPlan &Plan;
  const FlowGraph &Graph;
  unsigned Count;
};

} // namespace ferry
#endif
