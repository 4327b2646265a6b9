//===- FramePlan.cpp - slots, stores and initialisers -----------------------===//

#include "FramePlan.h"
#include "Liveness.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/Decl.h"
#include "clang/Basic/SourceManager.h"

using namespace clang;

namespace ferry {
namespace {

/// Whether leftovers of the C stack in a value of this type could stop a restore.
bool mustBeZeroed(QualType Type, const ASTContext &Context) {
  Type = Type.getCanonicalType();
  if (const auto *Array = Context.getAsArrayType(Type))
    return mustBeZeroed(Array->getElementType(), Context);
  if (const auto *Vector = Type->getAs<VectorType>())
    return mustBeZeroed(Vector->getElementType(), Context);
  if (const auto *Complex = Type->getAs<ComplexType>())
    return mustBeZeroed(Complex->getElementType(), Context);
  if (const auto *Atomic = Type->getAs<AtomicType>())
    return mustBeZeroed(Atomic->getValueType(), Context);
  if (const auto *Record = Type->getAs<RecordType>()) {
    for (const FieldDecl *Field : Record->getDecl()->fields())
      if (mustBeZeroed(Field->getType(), Context))
        return true;
    return false;
  }
  return Type->isPointerType() || Type->isSpecificBuiltinType(BuiltinType::Long) ||
         Type->isSpecificBuiltinType(BuiltinType::ULong) ||
         Type->isSpecificBuiltinType(BuiltinType::LongDouble);
}

bool inScope(const NamedDecl &Declared, const FunctionPlan &Plan, const Site &S) {
  if (const auto *Variable = dyn_cast<VarDecl>(&Declared))
    return llvm::is_contained(S.Visible, Plan.local(Variable));
  return llvm::is_contained(S.Hiding, &Declared);
}

/// Sets Live at every site; false when a local changed its kind or got an
/// initialiser, which makes another round necessary.
bool settleLive(FunctionPlan &Plan, std::vector<SiteFacts> &Facts) {
  FlowGraph Graph = buildFlowGraph(Plan);
  Liveness(Plan, Graph).solve(Facts);
  bool Settled = true;
  for (Site &S : Plan.Sites) {
    SiteFacts &F = Facts[S.Number - 1];
    S.Live = llvm::BitVector(Plan.Locals.size());
    if (!F.Reachable)
      continue;
    llvm::BitVector InScope(Plan.Locals.size());
    for (unsigned Local : S.Visible)
      InScope.set(Local);
    InScope.set(Plan.FirstTemp, Plan.Locals.size());
    for (unsigned I : InScope.set_bits()) {
      Local &L = Plan.Locals[I];
      if (L.LengthOf) {
        S.Live[I] = inScope(*L.LengthOf, Plan, S);
        continue;
      }
      if ((L.ByAddress && !F.Mentioned[I]) ||
          (!L.Exposed && !L.Held && !F.Live[I]))
        continue;
      S.Live.set(I);
      if (L.ByAddress || F.Assigned[I])
        continue;
      assert(L.Decl && "temporaries are written right before they are read");
      if (!L.Zeroed && !L.Parameter && !L.Decl->hasInit()) {
        L.Zeroed = true;
      } else {
        L.ByAddress = true; // A jump passes its declaration.
        L.Zeroed = false;
      }
      Settled = false;
    }
  }
  return Settled;
}

const NamedDecl *rename(FunctionPlan &Plan, unsigned &Hidden) {
  const SourceManager &SM = Plan.Function->getASTContext().getSourceManager();
  for (const Site &S : Plan.Sites)
    for (unsigned I : S.Live.set_bits()) {
      // A length is computed from the name of what it belongs to.
      const NamedDecl *Decl = Plan.Locals[I].Decl;
      if (const NamedDecl *Owner = Plan.Locals[I].LengthOf)
        Decl = Owner;
      if (!Decl)
        continue;
      for (const NamedDecl *Other : S.Hiding)
        if (Other != Decl && Other->getDeclName() == Decl->getDeclName() &&
            SM.isBeforeInTranslationUnit(Decl->getLocation(),
                                         Other->getLocation())) {
          Hidden = I;
          return Other;
        }
      const auto *Variable = dyn_cast<VarDecl>(Decl);
      unsigned Outer = Variable ? Plan.local(Variable) : 0;
      for (unsigned Other : S.Visible) {
        Local &Inner = Plan.Locals[Other];
        if (Other > Outer && Inner.Decl->getDeclName() == Decl->getDeclName())
          Inner.Written = "__ferry_" + Inner.Name;
      }
    }
  return nullptr;
}

} // namespace

const NamedDecl *planFrame(FunctionPlan &Plan, unsigned &Hidden) {
  std::vector<SiteFacts> Facts(Plan.Sites.size());
  // Each round makes an initialiser or an address local, so it ends.
  while (!settleLive(Plan, Facts))
    ;
  for (const Site &S : Plan.Sites)
    for (unsigned I : S.Live.set_bits())
      Plan.Locals[I].HasSlot = true;
  for (Local &L : Plan.Locals)
    if (L.HasSlot && L.ByAddress && !L.Parameter &&
        (L.Decl ? !L.Decl->hasInit() : L.Literal != nullptr) &&
        mustBeZeroed(L.Type, Plan.Function->getASTContext()))
      L.Zeroed = true;

  FlowGraph Graph = buildFlowGraph(Plan);
  Liveness(Plan, Graph).solveClean(Facts);
  for (Site &S : Plan.Sites) {
    S.Store = S.Live;
    S.Store.reset(Facts[S.Number - 1].Clean);
    S.StoreAgain = S.Live;
    S.StoreAgain.reset(Facts[S.Number - 1].CleanAgain);
  }
  return rename(Plan, Hidden);
}

//===----------------------------------------------------------------------===//

namespace {

/// Looks backward from a site for a path on which a local that the site lists
/// and does not store is not in its slot. Shares no code with Liveness.
class Search {
public:
  /// \p Again: in the re-entry form.
  Search(const FunctionPlan &Plan, const FlowGraph &Graph, bool Again)
      : Plan(Plan), Graph(Graph), Again(Again) {
    Reached.assign(Graph.Blocks.size(), false);
    Reached[0] = true;
    follow(0, Reached);
    if (!Again)
      return;
    Behind.assign(Graph.Blocks.size(), false);
    for (unsigned B = 0; B < Graph.Blocks.size(); ++B)
      if (Reached[B] && hasSite(B, Graph.Blocks[B].Events.size()))
        follow(B, Behind);
  }

  std::string run() {
    for (unsigned B = 0; B < Graph.Blocks.size(); ++B)
      for (unsigned E = 0; E < Graph.Blocks[B].Events.size(); ++E) {
        const FlowEvent &Event = Graph.Blocks[B].Events[E];
        if (Event.What != FlowEvent::AtSite)
          continue;
        const Site &S = Plan.Sites[Event.Index - 1];
        for (unsigned I : S.Live.set_bits()) {
          Seen.assign(Graph.Blocks.size(), false);
          std::string Why;
          if (!(Again ? S.StoreAgain : S.Store)[I] && !holds(B, E, I, Why))
            return "site " + std::to_string(S.Number) + ": '" +
                   Plan.Locals[I].Name + "' is not in its slot " + Why +
                   (Again ? " (re-entry form)" : "");
        }
      }
    return {};
  }

private:
  bool hasSite(unsigned B, unsigned End) const {
    for (unsigned E = 0; E < End; ++E)
      if (Graph.Blocks[B].Events[E].What == FlowEvent::AtSite)
        return true;
    return false;
  }
  void follow(unsigned B, std::vector<bool> &Met) {
    for (unsigned Next : Graph.Blocks[B].Next)
      if (!Met[Next]) {
        Met[Next] = true;
        follow(Next, Met);
      }
  }

  /// Whether on all paths to event \p E of block \p B the slot is right.
  bool holds(unsigned B, unsigned E, unsigned Local, std::string &Why) {
    while (E-- > 0) {
      const FlowEvent &Event = Graph.Blocks[B].Events[E];
      if (Event.What == FlowEvent::AtSite) {
        const Site &S = Plan.Sites[Event.Index - 1];
        if (!S.Live[Local]) {
          Why = "behind site " + std::to_string(S.Number);
          return false;
        }
        // A call stores or, if not, is itself checked.
        if (S.What != Site::Poll)
          return true;
      } else if (Event.Index == Local &&
                 (Event.What == FlowEvent::Enter ||
                  (!Plan.Locals[Local].ByAddress &&
                   (Event.What == FlowEvent::Write ||
                    Event.What == FlowEvent::Change))) &&
                 (!Again || Behind[B] || hasSite(B, E))) {
        Why = "where it has just changed";
        return false;
      }
    }
    // The re-entry form does nothing before its first site.
    if (B == 0 && !Again) {
      Why = "at the function's entry";
      return false;
    }
    for (unsigned Before : Graph.Blocks[B].Before)
      if (Reached[Before] && !Seen[Before]) {
        Seen[Before] = true;
        if (!holds(Before, Graph.Blocks[Before].Events.size(), Local, Why))
          return false;
      }
    return true;
  }

  const FunctionPlan &Plan;
  const FlowGraph &Graph;
  bool Again;
  /// By block. Reached: from the entry; what stands between a jump and a label may not be,
  /// and nothing comes from there. Behind: some site.
  std::vector<bool> Reached, Seen, Behind;
};

} // namespace

std::string FunctionPlan::verify() const {
  for (unsigned I = 0; I < Sites.size(); ++I)
    if (Sites[I].Number != I + 1)
      return "site " + std::to_string(I + 1) + " has another number";
  for (const auto &[S, Range] : Ranges)
    if (Range.empty() || Range.Lo < 1 || Range.Hi > Sites.size())
      return "a statement has a range outside the sites";
  for (const Site &S : Sites)
    for (unsigned I : S.Live.set_bits())
      if (!Locals[I].HasSlot)
        return "'" + Locals[I].Name + "' lives at a site and has no slot";
  FlowGraph Graph = buildFlowGraph(*this);
  std::string Wrong = Search(*this, Graph, false).run();
  return Wrong.empty() ? Search(*this, Graph, true).run() : Wrong;
}

} // namespace ferry
