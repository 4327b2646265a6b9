//===- UnionUses.h - which members a union may hold -----------------------===//
///
/// \file
/// A union holds the member that was written last. One that nothing in the whole program
/// writes is never that one: what only makes a union larger or better aligned
/// (`max_align_t` in the header of an allocator), and what only looks at the bytes of
/// another one.
///
///   held     u.m = ..., an initialiser of it, its address; a read of pointers in it, for
///            a number is not to become one
///   read     the value of u.m
///   bytes    the address of a part of it is taken, or it comes from somewhere else: memory
///            that was something else before (but what malloc gave), a function or variable
///            that is not of the program. Who has it there may write another member, so
///            that what is read counts, too
///   passed   a function or variable that may be of the program or not has it in its hands:
///            bytes, if it is not
///   defines  the unit has the variable
///   any      a pointer to it, or to what it is in, becomes one to something else, to
///            bytes too (but as the argument of free, memset or realloc): whoever gets
///            that may put the bytes of any member there
///   part     the address of a part of it is taken: it may be written without its name
///   away     like any and bytes, but for copies of whole values, and memory that a
///            function of the program gives: somebody may write it by another type, or
///            expects it to be laid out as it is written (a file, a library)
///   mixed    it has pointers over something else
///   kept     a capture may meet one: a pointer leads to it, it is in a variable with static
///            storage, or in a local of a function with a loop or a call
///
/// Of a union without part and away each write is seen, and nobody sees its layout
/// (UnionRecords.h).
///
/// Unions of system headers have all their members, and so has one of which none is held.
///
/// A program that looks at the bytes of a number one by one, and moves to another byte order
/// in between, sees some of them twice: AbiValues.h warns about what is kept of such reads.
///
//===----------------------------------------------------------------------===//
#ifndef FERRY_ANALYSIS_UNIONUSES_H
#define FERRY_ANALYSIS_UNIONUSES_H

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/STLFunctionalExtras.h"
#include "llvm/ADT/StringRef.h"
#include <set>
#include <string>

namespace clang {
class ASTContext;
class Expr;
class FieldDecl;
class MemberExpr;
class RecordDecl;
} // namespace clang

namespace ferry {

struct UnionUses {
  /// Members of the user's unions in the unit: "header.s". Two unions may share a name;
  /// that makes more of them used.
  std::set<std::string> Declared;
  /// "held header.s", "read header.s", "bytes header", "passed name header",
  /// "defines name header", "any header", "part header", "away header",
  /// "mixed header", "kept header".
  std::set<std::string> Uses;
};

UnionUses unionUses(const clang::ASTContext &Context);

/// "header"; "cell/1" for one without a name that is the second field of a struct cell;
/// empty for others without a name.
std::string unionName(const clang::RecordDecl &Union);

/// "header.s"; empty for what is no member of a user's union, and for an anonymous member:
/// nobody asks about them.
std::string unionMemberName(const clang::FieldDecl &Member);

/// Calls \p Visit for each member on the way to \p Lvalue, the last first: x.s.a[1].m has
/// m, a and s.
void eachMember(const clang::Expr &Lvalue,
                llvm::function_ref<void(const clang::MemberExpr &)> Visit);

/// The uses in a whole program: those of all units, where instead of "passed name header"
/// there is "bytes header", if no unit has a function or a variable of that name.
std::set<std::string> solveUnionUses(llvm::ArrayRef<const UnionUses *> Units,
                                     llvm::function_ref<bool(llvm::StringRef)> IsFunction);

/// Whether the member \p Name is one that its union may hold; \p IsUsed says which uses
/// there are in the whole program.
template <typename Predicate> bool mayBeHeld(const std::string &Name, Predicate IsUsed) {
  std::string Union = Name.substr(0, Name.find('.'));
  return IsUsed("held " + Name) || IsUsed("any " + Union) ||
         (IsUsed("read " + Name) && IsUsed("bytes " + Union));
}

/// Whether the union \p Name would have to keep a record of what was written last, and
/// can.
template <typename Predicate> bool canBeRecorded(const std::string &Name, Predicate IsUsed) {
  return !Name.empty() && IsUsed("mixed " + Name) && IsUsed("kept " + Name) && !IsUsed("part " + Name) &&
         !IsUsed("away " + Name);
}

} // namespace ferry
#endif
