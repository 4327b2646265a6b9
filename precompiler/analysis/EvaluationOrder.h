//===- EvaluationOrder.h - calls that are sites, pulled to the front --------===//
///
/// \file
/// Turns a full expression that holds sites into a Domain. C leaves the order of
/// the calls in an expression free; Ferry fixes one, left to right, arguments
/// before their call, and evaluates what is left after them:
///
/// \code
///   x = a[i++] + f(g(y)) * h(z);
///     Pulled: g(y) -> t1, f(t1) -> t2, h(z) -> t3
///     then:   x = a[i++] + t2 * t3
/// \endcode
///
/// Where C does fix an order (operands of `&&`, `||`, `?:`, `,`) each operand is
/// a domain of its own inside the item. An argument that changes a local, and any
/// argument with a call in it when the call publishes its place, is evaluated
/// into a scratch variable before the stores of the call (Item::Spilled): what is
/// stored must be what the caller's locals are when it is resumed, and the place
/// that is published must reach the callee and nobody else.
///
/// Variable arguments go into a local of the call before the stores, and so does a
/// va_list that goes through a pointer (VariableArguments.h).
///
/// A statement expression with sites is an item whose sites are those of its block:
/// it is pulled to the front as it stands, and forward into it goes what goes
/// forward into any block. In a `c ?: y` with sites in y the first operand is a
/// domain and the condition. Unevaluated operands hold no sites.
//===----------------------------------------------------------------------===//
#ifndef FERRY_ANALYSIS_EVALUATIONORDER_H
#define FERRY_ANALYSIS_EVALUATIONORDER_H

#include "FunctionPlan.h"
#include <functional>

namespace ferry {

class EvaluationOrder {
public:
  /// \p NewSite is called once per site, in order, and returns its number.
  using SiteMaker =
      std::function<unsigned(Site::Kind, const clang::CallExpr &)>;

  /// Numbers the sites of a statement expression's block.
  using BlockWalk = std::function<SiteRange(const clang::CompoundStmt &)>;

  EvaluationOrder(FunctionPlan &Plan, const ProgramFacts &Facts,
                  SiteMaker NewSite, BlockWalk WalkBlock);

  /// The domain of a full expression; null when no site is in it.
  /// \p AllPulled: none stays in place, because the expression is no place for it.
  std::unique_ptr<Domain> order(const clang::Expr *Whole, bool AllPulled = false);

private:
  void collect(const clang::Expr *E, Domain &D);
  void addCall(const clang::CallExpr &Call, Domain &D);
  void addStatements(const clang::StmtExpr &E, Domain &D);
  void addOperator(Item::Kind What, const clang::Expr *E,
                   llvm::ArrayRef<const clang::Expr *> Operands, Domain &D);
  Item &add(std::unique_ptr<Item> I, Domain &D);
  std::unique_ptr<Domain> makeDomain(const clang::Expr *Whole, bool AllPulled = false);
  void settle(Domain &D, bool AllPulled);
  void spill(const clang::CallExpr &Call, Item &I);
  unsigned newScratch(clang::QualType Type, const char *Letter);
  void takeVariableArguments(const clang::CallExpr &Call, Item &I);

  FunctionPlan &Plan;
  const ProgramFacts &Facts;
  SiteMaker NewSite;
  BlockWalk WalkBlock;
  const clang::ASTContext &Context;
};

/// Whether a site is in what \p S, a part of \p In, evaluates; polls of loops and
/// jumps count in statement expressions.
bool holdsSites(const clang::Stmt *S, const clang::FunctionDecl &In,
                const ProgramFacts &Facts);

/// Through parentheses, casts and `__extension__`.
const clang::Expr *stripped(const clang::Expr *E);

/// The part of a domain that is not pulled out of it where it stands last.
const clang::Expr *coreOf(const clang::Expr *Whole);

/// The expressions that \p E evaluates itself, without those of the item's
/// operands; initialiser lists in their syntactic form.
llvm::SmallVector<const clang::Expr *, 4>
evaluatedOperands(const clang::Expr *E, const clang::ASTContext &Context);

} // namespace ferry
#endif
