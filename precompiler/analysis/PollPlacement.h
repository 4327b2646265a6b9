//===- PollPlacement.h - where a function polls ---------------------------===//
///
/// \file
/// Decides which loops, backward jumps and calls of one function get a poll.
/// Polls at the entry of functions are not decided here: they depend on the
/// cycles of the whole program's call graph, ProgramFacts::pollsAtEntry.
///
/// \code
///   while (next(fd)) { ... }         polled, first in the body
///   for (i = 0; i < n; i++)          polled, when ...
///     for (j = 0; j < n; j++)        not polled: innermost, counted, no calls,
///       sum += a[i][j];              inside a polled loop of this function
///   again: ... goto again;           polled, before the jump
///   ferry_poll();                    polled, in its place; always
/// \endcode
///
/// The decision follows the text alone, never the target, so that two machines
/// that compile the same source number the same sites.
///
/// `do ... while (0)` and loops whose condition is the constant 0 are no loops.
/// Rejected: polls in innermost loops by strip-mining; see docs/design/0005.
//===----------------------------------------------------------------------===//
#ifndef FERRY_ANALYSIS_POLLPLACEMENT_H
#define FERRY_ANALYSIS_POLLPLACEMENT_H

#include "llvm/ADT/SmallPtrSet.h"
#include "llvm/ADT/SmallVector.h"

namespace clang {
class ASTContext;
class CallExpr;
class FunctionDecl;
class Stmt;
} // namespace clang

namespace ferry {

enum class PollMode {
  Auto,    ///< Loops, backward jumps, cycles of calls and ferry_poll().
  Explicit ///< ferry_poll() only.
};

/// The polls of one function, each list in the order of the text.
struct PollPlan {
  /// WhileStmt, DoStmt, ForStmt: a poll stands first in the body.
  llvm::SmallVector<const clang::Stmt *, 4> Loops;
  /// GotoStmt to a label above it and IndirectGotoStmt: a poll stands before
  /// it.
  llvm::SmallVector<const clang::Stmt *, 2> Jumps;
  /// Calls of ferry_poll(): a poll stands in place of the call.
  llvm::SmallVector<const clang::CallExpr *, 2> Calls;

  bool empty() const { return Loops.empty() && Jumps.empty() && Calls.empty(); }
  /// Whether \p S (loop, goto or call) is in one of the lists.
  bool contains(const clang::Stmt *S) const { return Set.contains(S); }

private:
  friend PollPlan placePolls(const clang::FunctionDecl &, PollMode);
  llvm::SmallPtrSet<const clang::Stmt *, 8> Set;
};

/// The polls of \p Function, which must be a definition.
PollPlan placePolls(const clang::FunctionDecl &Function, PollMode Mode);

/// Whether \p Call is `ferry_poll()`, the user's own request for a poll.
bool isPollRequest(const clang::CallExpr &Call);

/// The operands of \p S that are evaluated at run time: its children without
/// those of sizeof, _Alignof, the associations of _Generic that were not
/// selected and the like. Sites stand only in what this reaches.
llvm::SmallVector<const clang::Stmt *, 4>
evaluatedChildren(const clang::Stmt *S, const clang::ASTContext &Context);

} // namespace ferry
#endif
