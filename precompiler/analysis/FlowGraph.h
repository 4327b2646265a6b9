//===- FlowGraph.h - what happens to locals, in the rewritten order ---------===//
///
/// \file
/// The control flow of a function as it will be *after* the rewrite: items of a
/// domain before the rest of it. Clang's own CFG has the order of the text
/// as it was, where a call stands in the middle of its expression; deciding from
/// that would keep the wrong locals.
///
/// Events in a block are in order. What is not known exactly errs to the side
/// that stores more: a statement expression (it holds no site) may read and may
/// change all it mentions.
//===----------------------------------------------------------------------===//
#ifndef FERRY_ANALYSIS_FLOWGRAPH_H
#define FERRY_ANALYSIS_FLOWGRAPH_H

#include "FunctionPlan.h"

namespace ferry {

struct FlowEvent {
  enum Kind { // an address local that is not exposed has Mentions beside the others
    Read,    ///< of a local that is not exposed
    Write,   ///< of the whole of it
    Change,  ///< of a part, or perhaps
    Mention, ///< of an address local
    Enter,   ///< its declaration is reached; the old value is gone
    AtSite   ///< Index is the site's number
  };
  Kind What;
  unsigned Index; ///< into Locals, or a site's number
};

struct FlowBlock {
  std::vector<FlowEvent> Events;
  llvm::SmallVector<unsigned, 2> Next, Before;
};

/// Block 0 is the entry.
struct FlowGraph {
  std::vector<FlowBlock> Blocks;
};

/// \p Plan has its resume points.
FlowGraph buildFlowGraph(const FunctionPlan &Plan);

} // namespace ferry
#endif
