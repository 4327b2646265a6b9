//===- FlowExpressions.h - what expressions do to locals --------------------===//
///
/// \file
/// The part of FlowGraph that knows no statement: blocks, events, and expressions in
/// their rewritten order, the items of a domain before the rest of it.
//===----------------------------------------------------------------------===//
#ifndef FERRY_ANALYSIS_FLOWEXPRESSIONS_H
#define FERRY_ANALYSIS_FLOWEXPRESSIONS_H

#include "FlowGraph.h"
#include "llvm/ADT/STLFunctionalExtras.h"
#include "llvm/ADT/SmallPtrSet.h"

namespace ferry {

class FlowExpressions {
protected:
  explicit FlowExpressions(const FunctionPlan &Plan);
  ~FlowExpressions() = default;

  /// The block of a statement expression with sites.
  virtual void statement(const clang::Stmt *S) = 0;
  /// An edge to where a goto, break or continue leads.
  virtual void leave(const clang::Stmt &Jump) = 0;

  //===- Blocks -------------------------------------------------------------===//

  unsigned newBlock() {
    Graph.Blocks.emplace_back();
    return Graph.Blocks.size() - 1;
  }
  void edge(unsigned From, unsigned To) { Graph.Blocks[From].Next.push_back(To); }
  /// Goes on in \p Block, which the current one falls into.
  void flowInto(unsigned Block) {
    edge(Current, Block);
    Current = Block;
  }
  /// What follows is only reached by a jump.
  void cut() { Current = newBlock(); }

  void emit(FlowEvent::Kind What, unsigned Index) {
    Graph.Blocks[Current].Events.push_back({What, Index});
  }
  void read(unsigned Local);
  void changed(unsigned Local, FlowEvent::Kind How);
  void atSite(unsigned Site);
  /// Edges from each site behind a setjmp to where that returns once more: some call
  /// there may call longjmp. It may have changed any local by then, so that none is
  /// in its slot; what it reads must live at each such site.
  void longjmps();

  //===- Expressions --------------------------------------------------------===//

  /// A full expression or initialiser.
  void full(const clang::Expr *E);
  /// The items of a domain; what is left comes later.
  void pulled(const Domain &D);
  /// What is left of an expression once the items of its domain are done.
  void rest(const clang::Expr *E);
  void assign(const clang::Expr *Left, const clang::Expr *Right, bool Reads);
  void choice(llvm::function_ref<void()> First, llvm::function_ref<void()> Second);

  const FunctionPlan &Plan;
  const clang::ASTContext &Context;
  FlowGraph Graph;
  unsigned Current = 0;

private:
  void domain(const Domain &D);
  void group(const clang::Expr *E);
  void item(const Item &I);
  void unknown(const clang::Stmt *S);
  /// Where statement expressions without sites in \p Group are left by jumps: any of the
  /// group may have been evaluated by then.
  void departures(llvm::ArrayRef<const clang::Expr *> Group);
  void findDepartures(const clang::Expr *E, llvm::SmallVectorImpl<const clang::Stmt *> &Found);
  bool startsList(const clang::Stmt *S) const;
  void mentions(const clang::Stmt *S, std::vector<unsigned> &Found);

  llvm::SmallPtrSet<const Item *, 16> Done;
  /// Blocks behind a setjmp, and those that end with a site that longjmp may be
  /// called at.
  struct Place {
    unsigned Block, Site;
  };
  std::vector<Place> Landings, Sites;
};

} // namespace ferry
#endif
