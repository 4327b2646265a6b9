//===- UnitSummary.h - what the whole program must know of one unit -------===//
///
/// \file
/// A summary is the part of one translation unit that decides which functions
/// of *other* units can be on the stack at a poll: who polls, who calls whom,
/// by name or through a pointer. It travels in the object file (section
/// `.ferry.unit`, not loaded, left out of the executable) as JSON, and together
/// with those of all other units it is solved by solveProgram.
///
/// Signatures are coarse on purpose: every integer type is `i`, every pointer
/// `p`, every record `s`. `size_t` is another type on each ABI; signatures that
/// spelled types would make the facts, and with them the numbers of the sites,
/// differ between machines that compile the same source. Coarse is also safe:
/// it can only make more functions capturable.
///
/// Functions are named as in the image: by their symbol (LinkNames.h), static ones by
/// `unit:name` (docs/design/0004).
//===----------------------------------------------------------------------===//
#ifndef FERRY_ANALYSIS_UNITSUMMARY_H
#define FERRY_ANALYSIS_UNITSUMMARY_H

#include "Allocators.h"
#include "PollPlacement.h"
#include "UnionUses.h"
#include "clang/AST/Type.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace clang {
class ASTContext;
class Expr;
class FunctionDecl;
} // namespace clang

namespace ferry {

struct FunctionSummary {
  std::string Name;
  bool Polls = false;                ///< A loop, a jump or ferry_poll().
  std::vector<std::string> Calls;    ///< By name, user functions only; sorted.
  std::vector<std::string> Indirect; ///< Signatures called through; sorted.
  bool TakesLists = false;           ///< A va_list, or a pointer to one.
  bool SeesLists = false;            ///< In memory: ListPlaces.h.
  bool UsesLists = false;            ///< The same.
  bool IsAlias = false;              ///< Has no body where a poll could be.
  std::optional<AllocatorSummary> Allocates = {}; ///< Allocators.h
};

/// A function whose address is taken. Signature "*" when it was converted to
/// another type of function or to no function pointer at all: may be called
/// through any pointer.
struct AddressTaken {
  std::string Name, Signature;
};

/// What the code of the unit was written under, for what the unit refers to.
/// A function that is not in `Capturable` was taken for not capturable.
struct UnitAssumptions {
  std::vector<std::string> Capturable; ///< Of the functions defined or called.
  std::vector<std::string> PollAtEntry;
  std::vector<std::string> Reaching; ///< Of the signatures called through.
  std::vector<std::string> Held; ///< Of the unions' members declared (UnionUses.h).
  std::vector<std::string> Recorded; ///< Of those unions, when others think so, too.
  bool Lists = false; ///< Those in memory are Ferry's (ListPlaces.h), and there are some.
  std::vector<std::string> ListsLeave; ///< Of ListsPassed: no unit defines them.
  /// Allocators, of the functions defined, called or addressed; of them, those that say no
  /// type (Allocators.h).
  std::vector<std::string> Allocators, Untyped;
  /// Of the signatures called through or addressed, those of allocators; of the functions
  /// defined, those that calls through them reach.
  std::vector<std::string> AllocatorSignatures, PointedAllocators;

  bool operator==(const UnitAssumptions &) const = default;
};

struct UnitSummary {
  std::string Unit;   ///< The unit's name, docs/design/0004.
  std::string Digest; ///< Of the text of the user's files in it.
  PollMode Polls = PollMode::Auto;
  /// Whether an image may hold names that start with the unit's: of static
  /// functions and variables, of string literals.
  bool NamesThings = false;
  std::vector<FunctionSummary>
      Functions;                       ///< Defined here; in order of the text.
  std::vector<AddressTaken> Addressed; ///< Sorted.
  std::vector<AllocatorAddress> AllocatorAddresses; ///< Sorted.
  /// Signatures of function pointers that were converted to another type as
  /// values: whatever has this signature may be called through any pointer.
  std::vector<std::string> Widened;
  UnionUses Unions;
  bool DeclaresLists = false; ///< In memory: ListPlaces.h.
  bool KeepsLists = false;    ///< Where images have them, whatever polls.
  /// Functions that get values which lead to such lists, and are not defined here.
  std::set<std::string> ListsPassed;
  UnitAssumptions Assumes; ///< Filled in by ProgramFacts::withAssumptions.

  std::string json() const;
  static llvm::Expected<UnitSummary> parse(llvm::StringRef Json);
};

/// Whether the code of \p Function that calls in its unit run is the unit's own: it
/// is static, or an inline definition that leaves the external one to another unit.
/// C lets a call of an inline function mean either; Ferry always takes the unit's.
bool isOwnOfUnit(const clang::FunctionDecl &Function);

/// "solve", "heat.c:solve" for a function that is its unit's own, "__ferry_qsort" for
/// a foreign one that has an instrumented version.
std::string functionName(const clang::FunctionDecl &Function,
                         llvm::StringRef Unit);

/// The same for what a pointer to the function points to: the external definition.
std::string pointeeName(const clang::FunctionDecl &Function, llvm::StringRef Unit);

/// The coarse signature of a function type (or of a pointer to one), "i(p,i)".
/// "*" without a prototype.
std::string signatureOf(clang::QualType FunctionType,
                        const clang::ASTContext &Context);

/// Whether \p Function is none of the user's: without a definition in the
/// user's files and declared by a system header or by the compiler. Never
/// capturable.
bool isForeign(const clang::FunctionDecl &Function);

/// The function that \p E names: f, &f, *f, converted or not; null when it is none.
const clang::FunctionDecl *namedFunction(const clang::Expr *E);

/// Summarises the unit. `Assumes` is left empty.
UnitSummary summarizeUnit(const clang::ASTContext &Context,
                          llvm::StringRef Unit, PollMode Mode);

} // namespace ferry
#endif
