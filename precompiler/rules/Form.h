//===- Form.h - one form of a function while it is being written ------------===//
///
/// \file
/// What the rules share: the plan, the edits of the form that is being written,
/// and each other's results. A rule never includes another rule; it asks the
/// form, and RewriteFunction wires the rules together.
///
/// Rules work from the inside out: an expression is rewritten before the
/// statement around it inserts anything at the same token (emit/TokenText.h).
//===----------------------------------------------------------------------===//
#ifndef FERRY_RULES_FORM_H
#define FERRY_RULES_FORM_H

#include "analysis/FunctionPlan.h"
#include "emit/TokenText.h"
#include <functional>

namespace clang {
class CallExpr;
class CompoundStmt;
class DeclStmt;
class GCCAsmStmt;
class ParmVarDecl;
}

namespace ferry {

class TypeTables;

class Form {
public:
  enum Kind { Internal, Reentry };

  Form(Kind What, const FunctionPlan &Plan, const TokenText &Text,
       const TypeTables &Types, const Edits &Base)
      : What(What), Plan(Plan), Text(Text), Types(Types), Edit(Base) {}

  const Kind What;
  const FunctionPlan &Plan;
  const TokenText &Text;
  const TypeTables &Types;
  Edits Edit;

  //===- Other rules' results -----------------------------------------------===//

  /// FrameRecords: "fr->t = t, ..., fr->site = &...": comma expression.
  std::function<std::string(const Site &)> Stores;
  /// FrameRecords, re-entry only: arrives at the site: "at = 0, bind, refill, load".
  std::function<std::string(const Site &)> Arrive;
  /// FrameRecords, re-entry only: back at a setjmp: "at = 0, bind, load".
  std::function<std::string(const Site &)> Land;
  /// FrameRecords: a call of the runtime at a site: "__ferry_poll(__ferry_fr)".
  std::function<std::string(const Site &, llvm::StringRef Function,
                            llvm::StringRef Arguments)>
      CallRuntime;
  /// Calls: edits a call (or a poll request) so that it is dressed, in parentheses.
  std::function<void(const Item &)> DressCall;
  /// Polls: the statement of a poll.
  std::function<std::string(const Site &)> Poll;
  /// PullCalls: edits a full expression. Nothing happens when it has no sites.
  std::function<void(const clang::Expr *)> Expression;
  /// PullCalls: dresses the items of an initialiser list and gives the comma
  /// expression that goes in front of its declarator.
  std::function<std::string(const Domain &)> PullOut;
  /// Allocations, re-entry only: what goes in front of a call, if anything.
  std::function<std::string(const clang::CallExpr &)> Wanted;
  /// SavedPositions, re-entry only: labels for in front of a statement.
  std::function<std::string(const clang::Stmt *)> Landings;
  /// InternalForm, ReentryStatements: the block of a statement expression.
  std::function<void(const clang::CompoundStmt &)> Block;
  /// AsmOperands: an asm statement with sites among its operands.
  std::function<void(const clang::GCCAsmStmt &)> Assembler;
  /// CompoundLiterals: declarations of those that pointers may lead to.
  std::function<std::string()> Literals;
  /// VariableArguments: declarations of the blocks that calls fill.
  std::function<std::string()> Blocks;
  /// VariableArrays: what a declaration needs of that.
  std::function<void(const clang::DeclStmt &)> VariableArrays;
  std::function<std::string()> Lengths;
  std::function<std::string(const clang::ParmVarDecl &)> VariableParameter;
  /// The address of the allocation site of a VLA.
  std::function<std::string(const Local &)> AllocationSite;
  /// ObjectEnds: an attribute for locals that pointers may lead to; else empty.
  std::function<std::string(const Local &)> Apart;
  /// Declarations or ReentryDeclarations.
  std::function<void(const clang::DeclStmt &)> Declaration;

  //===- Text ---------------------------------------------------------------===//

  bool reentry() const { return What == Reentry; }
  TokenRange range(const clang::Expr *E) const;
  /// With the `;` that ends it.
  TokenRange range(const clang::Stmt *S) const;
  void wrap(TokenRange Range, llvm::StringRef Before, llvm::StringRef After);
  void wrap(const clang::Expr *E, llvm::StringRef Before, llvm::StringRef After) {
    wrap(range(E), Before, After);
  }

  /// "(__ferry_at - 3u <= 2u)": the target is inside. Not for empty ranges.
  static std::string in(SiteRange Range);
  /// "(!__ferry_at || IN)": what has these sites (or none) must be run.
  static std::string runs(SiteRange Range);
  /// "(!__ferry_at || IN ? (void)(Text) : (void)0)"
  static std::string guarded(SiteRange Range, llvm::StringRef Text);

  static constexpr const char *Record = "__ferry_fr";
  /// The place of the callee's record.
  static constexpr const char *Next = "(void *)(__ferry_fr + 1)";

  std::string name() const; ///< the function's
  unsigned Switches = 0;    ///< Labels that were made so far.
};

} // namespace ferry
#endif
