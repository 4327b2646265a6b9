//===- Allocators.h - functions of the program that hand out memory ---------===//
///
/// \file
/// \code
///   void *xmalloc(size_t n) {
///     void *p = malloc(n);
///     if (!p) die();
///     return p;                       what p is for, the callers say
///   }
/// \endcode
///
/// An *allocator* is a function that returns nothing but what malloc, calloc, realloc(array) or
/// other allocators gave to this very call, with a size that it was asked for: through
/// local variables and conditions, or null. So each block is one that nobody else knows,
/// and what the caller takes it for is its type from the start; the call tells it to the
/// allocation (rules/Allocations.cpp, docs/design/0008-allocators.md).
///
/// Which functions are allocators is known for whole programs: `return get(n)` makes one
/// of a function only if `get`, perhaps of another file, is one.
///
/// No allocators, and typed or refused as any other allocation:
///  * memory that was there before (a free list, a cache, a pool, static storage): it may
///    have been something else then;
///  * a size that is not the caller's (`n + 16`): something stands in front or behind;
///  * memory that the function itself looks at as a type, or keeps.
///
/// A parameter may come back (`p = realloc(p, n); return p;`): the caller had it.
///
/// A call through a pointer to a function that returns `void *` (`hooks->allocate(n)`) is one
/// of an allocator if all functions of its signature whose address is taken somewhere are: of
/// the program's, malloc, calloc and realloc. What such a call wants is for the function that
/// the pointer leads to, and nobody else takes it; so this decides what is told and refused,
/// and never what a block is.
//===----------------------------------------------------------------------===//
#ifndef FERRY_ANALYSIS_ALLOCATORS_H
#define FERRY_ANALYSIS_ALLOCATORS_H

#include "Allocation.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/SmallPtrSet.h"
#include "llvm/ADT/StringSet.h"
#include "llvm/Support/JSON.h"
#include <set>
#include <string>
#include <vector>

namespace clang {
class ASTContext;
class CallExpr;
class FunctionDecl;
} // namespace clang

namespace ferry {

/// A function that is an allocator if all those are whose results it returns.
struct AllocatorPlan {
  /// The calls whose results are returned.
  llvm::SmallPtrSet<const clang::CallExpr *, 4> Sources;
  llvm::SmallPtrSet<const clang::FunctionDecl *, 4> Passes; ///< Of them, the program's.
  std::set<std::string> Through; ///< Of them, signatures of calls through pointers.
  bool Itself = false;  ///< Of them, the C library's are some.
  bool Untyped = false; ///< Memory whose callers say nothing has no type, else bytes.
};
/// The coarse signature (UnitSummary.h) of a call through a pointer whose function could be an
/// allocator; else empty.
std::string signatureCalled(const clang::CallExpr &Call, const clang::ASTContext &Context);

/// Of a definition; without sources when it is none.
AllocatorPlan planAllocator(const clang::FunctionDecl &Function);

/// The same in names, for the whole program.
struct AllocatorSummary {
  bool Itself = false, Untyped = false;
  std::vector<std::string> Passes, Through; ///< Sorted.
};
llvm::json::Value toJSON(const AllocatorSummary &);
bool fromJSON(const llvm::json::Value &, AllocatorSummary &, llvm::json::Path);

/// A function that returns `void *` and whose address is taken: one of the program, or of
/// malloc, calloc and realloc. The signature is "*" where the pointer becomes something else.
struct AllocatorAddress {
  std::string Name, Signature;
  bool OfLibrary = false;
  auto operator<=>(const AllocatorAddress &) const = default;
};
llvm::json::Value toJSON(const AllocatorAddress &);
bool fromJSON(const llvm::json::Value &, AllocatorAddress &, llvm::json::Path);

struct FunctionSummary;
struct UnitSummary;

struct SolvedAllocators {
  llvm::StringSet<> All;
  llvm::StringSet<> Signatures; ///< Calls through them are calls of allocators.
  llvm::StringSet<> Untyped;    ///< Of both: AllocatorPlan::Untyped.
  llvm::StringSet<> Pointed;    ///< Those that calls through pointers reach.
};
/// \p IsWhole: what no unit defines is none. Else it may be one, which only keeps the
/// functions that return its memory from being refused before the link.
SolvedAllocators solveAllocators(llvm::ArrayRef<UnitSummary> Units, bool IsWhole);

} // namespace ferry
#endif
