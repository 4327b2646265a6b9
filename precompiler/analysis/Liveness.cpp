//===- Liveness.cpp - which locals matter at a site -------------------------===//

#include "Liveness.h"

using namespace llvm;

namespace ferry {

Liveness::Liveness(const FunctionPlan &Plan, const FlowGraph &Graph)
    : Plan(Plan), Graph(Graph), Count(Plan.Locals.size()) {}

std::vector<bool> Liveness::reachable() const {
  std::vector<bool> Seen(Graph.Blocks.size());
  std::vector<unsigned> Work = {0};
  Seen[0] = true;
  while (!Work.empty()) {
    unsigned Block = Work.back();
    Work.pop_back();
    for (unsigned Next : Graph.Blocks[Block].Next)
      if (!Seen[Next]) {
        Seen[Next] = true;
        Work.push_back(Next);
      }
  }
  return Seen;
}

namespace {

using Step = function_ref<void(const FlowEvent &, BitVector &)>;

/// Forward over the graph until nothing changes. In[b] starts as \p Top and is
/// met with what its predecessors give.
std::vector<BitVector> forward(const FlowGraph &Graph, const BitVector &Entry,
                               const BitVector &Top, bool Intersect,
                               const std::vector<bool> &Reachable, Step Apply) {
  std::vector<BitVector> In(Graph.Blocks.size(), Top);
  In[0] = Entry;
  bool Changed = true;
  while (Changed) {
    Changed = false;
    for (unsigned B = 0; B < Graph.Blocks.size(); ++B) {
      if (!Reachable[B])
        continue;
      BitVector State = In[B];
      for (const FlowEvent &E : Graph.Blocks[B].Events)
        Apply(E, State);
      for (unsigned Next : Graph.Blocks[B].Next) {
        BitVector Met = In[Next];
        if (Intersect)
          Met &= State;
        else
          Met |= State;
        if (Met != In[Next]) {
          In[Next] = std::move(Met);
          Changed = true;
        }
      }
    }
  }
  return In;
}

/// Calls \p At for each site with the state in front of it.
void atSites(const FlowGraph &Graph, const std::vector<BitVector> &In, Step Apply,
             function_ref<void(unsigned, const BitVector &)> At) {
  for (unsigned B = 0; B < Graph.Blocks.size(); ++B) {
    BitVector State = In[B];
    for (const FlowEvent &E : Graph.Blocks[B].Events) {
      if (E.What == FlowEvent::AtSite)
        At(E.Index - 1, State);
      Apply(E, State);
    }
  }
}

} // namespace

void Liveness::solve(std::vector<SiteFacts> &Facts) const {
  std::vector<bool> Reachable = reachable();

  // Live: backward.
  auto Back = [](const FlowEvent &E, BitVector &State) {
    if (E.What == FlowEvent::Read)
      State.set(E.Index);
    else if (E.What == FlowEvent::Write || E.What == FlowEvent::Enter)
      State.reset(E.Index);
  };
  std::vector<BitVector> Out(Graph.Blocks.size(), emptySet());
  bool Changed = true;
  while (Changed) {
    Changed = false;
    for (unsigned B = Graph.Blocks.size(); B-- > 0;) {
      BitVector State = Out[B];
      for (const FlowEvent &E : reverse(Graph.Blocks[B].Events))
        Back(E, State);
      for (unsigned Before : Graph.Blocks[B].Before) {
        BitVector Joined = Out[Before];
        Joined |= State;
        if (Joined != Out[Before]) {
          Out[Before] = std::move(Joined);
          Changed = true;
        }
      }
    }
  }
  for (unsigned B = 0; B < Graph.Blocks.size(); ++B) {
    BitVector State = Out[B];
    for (const FlowEvent &E : reverse(Graph.Blocks[B].Events)) {
      if (E.What == FlowEvent::AtSite) {
        Facts[E.Index - 1].Live = State;
        Facts[E.Index - 1].Reachable = Reachable[B];
      }
      Back(E, State);
    }
  }

  auto Assign = [](const FlowEvent &E, BitVector &State) {
    if (E.What == FlowEvent::Write)
      State.set(E.Index);
    else if (E.What == FlowEvent::Enter)
      State.reset(E.Index);
  };
  BitVector All(Count, true);
  atSites(Graph, forward(Graph, emptySet(), All, true, Reachable, Assign), Assign,
          [&](unsigned Site, const BitVector &State) {
            Facts[Site].Assigned = State;
          });

  auto Mention = [](const FlowEvent &E, BitVector &State) {
    if (E.What == FlowEvent::Mention)
      State.set(E.Index);
    else if (E.What == FlowEvent::Enter)
      State.reset(E.Index);
  };
  atSites(Graph, forward(Graph, emptySet(), emptySet(), false, Reachable, Mention),
          Mention, [&](unsigned Site, const BitVector &State) {
            Facts[Site].Mentioned = State;
          });
}

void Liveness::solveClean(std::vector<SiteFacts> &Facts) const {
  auto Clean = [this](const FlowEvent &E, BitVector &State) {
    switch (E.What) {
    case FlowEvent::Read:
    case FlowEvent::Mention:
      return;
    case FlowEvent::Write:
    case FlowEvent::Change:
      if (!Plan.Locals[E.Index].ByAddress) // An address does not change.
        State.reset(E.Index);
      return;
    case FlowEvent::Enter:
      State.reset(E.Index);
      return;
    case FlowEvent::AtSite: {
      const Site &S = Plan.Sites[E.Index - 1];
      if (S.What == Site::Poll)
        State &= S.Live;
      else
        State = S.Live;
      return;
    }
    }
  };
  BitVector All(Count, true);
  atSites(Graph, forward(Graph, emptySet(), All, true, reachable(), Clean), Clean,
          [&](unsigned Site, const BitVector &State) {
            Facts[Site].Clean = State;
          });

  // One bit more: no site was passed yet, so that nothing runs here. All ones, it
  // is what the meet leaves alone.
  auto Again = [&](const FlowEvent &E, BitVector &State) {
    bool Runs = !State[Count];
    if (Runs)
      Clean(E, State);
    else if (E.What == FlowEvent::AtSite)
      State = Plan.Sites[E.Index - 1].Live;
    State.resize(Count + 1, !Runs && E.What != FlowEvent::AtSite);
  };
  BitVector Nothing(Count + 1, true);
  atSites(Graph, forward(Graph, Nothing, Nothing, true, reachable(), Again), Again,
          [&](unsigned Site, const BitVector &State) {
            Facts[Site].CleanAgain = State;
            Facts[Site].CleanAgain.resize(Count);
          });
}

} // namespace ferry
