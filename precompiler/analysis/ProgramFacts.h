//===- ProgramFacts.h - which functions can be on the stack at a poll -----===//
///
/// \file
/// Solves the call graph: a function is *capturable* when it polls or calls, by name or through
/// a pointer, a function that is. All others keep their machine code. The same code solves one
/// unit, under an assumption about the rest of the program, and the whole program when it is
/// linked (MergeUnits). How facts cross the files, and what it costs:
/// docs/design/0005-whole-program.md.
///
/// Invariants:
///  * every cycle of the call graph holds a function that polls at entry (mode
///    Auto), else recursion could run for ever without a poll;
///  * a direct call reaches a poll exactly when its callee is capturable;
///  * the answers depend on the program's text only, not on the ABI or on the
///    order of files.
///
/// A mistake towards "not capturable" is safe: such a call goes through the external form,
/// which finds no place published for it and closes the polls.
//===----------------------------------------------------------------------===//
#ifndef FERRY_ANALYSIS_PROGRAMFACTS_H
#define FERRY_ANALYSIS_PROGRAMFACTS_H

#include "PollPlacement.h"
#include "UnitSummary.h"
#include "llvm/ADT/StringSet.h"
#include <unordered_map>

namespace clang {
class CallExpr;
class FieldDecl;
} // namespace clang

namespace ferry {

/// What is taken for true about functions that no summary defines.
enum class Outside {
  Polls,  ///< They, and every call through a pointer, may reach a poll.
  Nothing ///< They reach none: the whole program is known.
};

/// A solved program, in names. Has no part in Clang.
struct SolvedProgram {
  llvm::StringSet<> Capturable;
  llvm::StringSet<> PollAtEntry;
  llvm::StringSet<> Reaching;   ///< Of the signatures that occur.
  std::set<UnionUse> Unions;    ///< Solved: UnionUses.h.
  bool Lists = false;           ///< Those in memory are Ferry's (ListPlaces.h).
  llvm::StringSet<> ListsLeave; ///< Get values with such lists, and no unit defines them.
  SolvedAllocators Allocators;
  Outside Unknown = Outside::Nothing;
  llvm::StringSet<> Defined; ///< What Outside::Polls is not about.

  bool isCapturable(llvm::StringRef Name) const;
  bool reaches(llvm::StringRef Signature) const;
  /// Whether a union's member may be the one written last.
  bool mayHold(llvm::StringRef Member) const;
  /// Whether a union can keep a record of what was written last (UnionUses.h).
  bool mayRecord(llvm::StringRef Union) const;
  bool mayRecordAny() const;

  std::string json() const;
  static llvm::Expected<SolvedProgram> parse(llvm::StringRef Json);
};

/// \p IsWhole: what no unit defines is not of the program. Else it is taken for well-behaved
/// where nothing but a refusal depends on it: the link asks again. \p Wanted: symbols that code
/// of the program refers to which no summary is about.
SolvedProgram solveProgram(llvm::ArrayRef<UnitSummary> Units, Outside Unknown,
                           bool IsWhole = true, const llvm::StringSet<> &Wanted = {});

/// What of \p Program the code of \p Unit depends on. Equal projections give equal code: a unit
/// is stale when its own differs from what it assumes.
UnitAssumptions projectAssumptions(const UnitSummary &Unit, const SolvedProgram &Program);

/// The solved program, asked from within one unit.
class ProgramFacts {
public:
  /// Without whole-program facts: this unit is solved alone.
  static ProgramFacts assume(const clang::ASTContext &Context, const UnitSummary &Unit,
                             Outside Unknown);
  /// With the facts in \p Path (written by --merge).
  static llvm::Expected<ProgramFacts> load(const clang::ASTContext &Context,
                                           const UnitSummary &Unit, llvm::StringRef Path);

  /// Whether \p Function can be on the stack at a poll. Of a declaration: whether its
  /// definition can. False for null and for foreign functions.
  bool isCapturable(const clang::FunctionDecl *Function) const;

  /// Whether \p Function gets a poll as the first thing in its body.
  bool pollsAtEntry(const clang::FunctionDecl *Function) const;

  /// Whether a call through a pointer to \p FunctionType (a function type or a pointer to one)
  /// can reach a poll.
  bool indirectCallReaches(clang::QualType FunctionType) const;

  /// Whether \p Call is a site: it reaches a poll by name or through a pointer. False for
  /// ferry_poll(), which is a poll itself (PollPlacement).
  bool isSite(const clang::CallExpr *Call) const;

  /// The polls inside \p Function's body under the unit's mode. Asked for once for each of its
  /// statement expressions, so placed once.
  const PollPlan &polls(const clang::FunctionDecl &Function) const;

  /// Whether \p Member may be what its union holds: by UnionUses.h, or because none of the
  /// union's may. True for members of anything else.
  bool mayHold(const clang::FieldDecl &Member) const;
  /// Whether \p Union can keep a record of what was written last (UnionUses.h).
  bool mayRecord(const clang::RecordDecl &Union) const;
  /// What stands against that; null if nothing does.
  const UnionUse *againstRecord(const clang::RecordDecl &Union) const;
  /// Whether a capture may meet one somewhere in the program.
  bool mayBeCaptured(const clang::RecordDecl &Union) const;
  /// Whether some union of the program can.
  bool mayRecordAny() const { return Program.mayRecordAny(); }

  /// Whether lists of arguments in memory have Ferry's form (ListPlaces.h).
  bool carriesListPlaces() const { return Program.Lists; }
  /// Whether \p Function takes them for this machine's: no unit defines it.
  bool listsLeaveTo(const clang::FunctionDecl &Function) const;

  /// Whether calls of \p Function tell it what its memory is for (Allocators.h).
  bool isAllocator(const clang::FunctionDecl &Function) const;
  /// Whether they have to: else it is bytes.
  bool isUntypedAllocator(const clang::FunctionDecl &Function) const;
  /// The same of a call, by name or through a pointer.
  bool allocates(const clang::CallExpr &Call) const;
  bool hasToSay(const clang::CallExpr &Call) const;
  /// Whether calls through pointers reach the allocator, and tell it.
  bool isPointedAllocator(const clang::FunctionDecl &Function) const;
  /// Whether the unit may take the address of \p Function, an allocator of the program or of
  /// the C library.
  bool mayPointToAllocator(const clang::FunctionDecl &Function) const;
  /// What units call \p Function (docs/design/0004).
  std::string nameOf(const clang::FunctionDecl &Function) const;

  /// For --explain: why \p Function is capturable: "polls in a loop", "calls sweep", "is
  /// recursive", "calls through i(p,p)"; empty when it is not.
  std::string reason(const clang::FunctionDecl *Function) const;

  /// The summary with what the unit's code is written under filled in; what goes into the
  /// object as `.ferry.unit`.
  UnitSummary withAssumptions() const;

private:
  ProgramFacts(const clang::ASTContext &Context, UnitSummary Unit, SolvedProgram Program);

  const clang::ASTContext *Context;
  UnitSummary Unit;
  SolvedProgram Program;
  PollMode Mode;
  mutable std::unordered_map<const clang::FunctionDecl *, PollPlan> Polls;
};

} // namespace ferry
#endif
