//===- UnionUses.h - what a program does with its unions ------------------===//
///
/// \file
/// A union holds the member that was written last. One that nothing in the whole program writes
/// is never that one: what only makes a union larger or better aligned (`max_align_t` in the
/// header of an allocator), and what only looks at the bytes of another one. Each unit says
/// what it does with its unions; all together tell which members may be held, and which unions
/// nobody sees but by the names of their members, so that they can keep a record of what was
/// written last (UnionRecords.h).
///
/// Unions of system headers have all their members, and so has one of which none is held.
///
/// A program that looks at the bytes of a number one by one, and moves to another byte order in
/// between, sees some of them twice: AbiValues.h warns about what is kept of such reads.
///
/// Assumed: shared libraries neither call the program's functions by their names nor use its
/// variables, where unions are in them. Objects and archives without a summary are asked.
///
//===----------------------------------------------------------------------===//
#ifndef FERRY_ANALYSIS_UNIONUSES_H
#define FERRY_ANALYSIS_UNIONUSES_H

#include "diag/Places.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/STLFunctionalExtras.h"
#include "llvm/ADT/StringRef.h"
#include <compare>
#include <optional>
#include <set>
#include <string>

namespace clang {
class ASTContext;
class DesignatedInitExpr;
class Expr;
class FieldDecl;
class InitListExpr;
class MemberExpr;
class RecordDecl;
} // namespace clang

namespace ferry {

enum class Usage {
  /// A member is written or initialised, or its address is taken; or pointers in it are read,
  /// for a number is not to become one.
  Held,
  /// The value of a member is read.
  Read,
  /// Others may have written another member: the address of a part is taken, or it comes from
  /// somewhere else (memory that was something else before, but what malloc gave; a function or
  /// variable that is not of the program). What is read counts, too.
  Bytes,
  /// A pointer to it, or to what it is in, becomes one to something else, to bytes too (but as
  /// the argument of free, memset or realloc): whoever gets that may put the bytes of any
  /// member there.
  Any,
  /// The address of a part is taken, so that it may be written without its name; or its text
  /// has no room for a record.
  Part,
  /// Like Any and Bytes, but for copies of whole values, and memory that was asked for with a
  /// sizeof: somebody may write it by another type, or expects it to be laid out as it is
  /// written (a file, a library).
  Away,
  /// It has pointers over something else.
  Mixed,
  /// A capture may meet one: a pointer leads to it, it is in a variable with static storage, or
  /// in a local of a function that may see a poll.
  Kept,
  /// The type has no tag, so that C takes it for the same as one of another unit with these
  /// fields, whatever its typedef is called.
  Shape,
  /// A function or variable has it in its hands that may be of the program or not.
  Passed,
  /// A function or variable of the unit, seen from others, has it in its hands.
  Defines,
};

/// One thing that a unit does with a union.
struct UnionUse {
  Usage How;
  std::string Union; ///< unionName()
  /// The member; the shape; the function or variable; of Part and Away why there is no record
  /// (AgainstRecords.def).
  std::string Of = {};
  Place Where = {}; ///< Of Part, Away, Passed and Defines: the first in the unit.

  auto operator<=>(const UnionUse &) const = default;

  /// "held header s", as the unit's summary has it.
  std::string text() const;
  static std::optional<UnionUse> parse(llvm::StringRef Text);
};

struct UnionUses {
  /// Members of the user's unions in the unit: "header.s". Two unions may share a name; that
  /// makes more of them used.
  std::set<std::string> Declared;
  std::set<UnionUse> Uses;
};

UnionUses unionUses(const clang::ASTContext &Context);

/// "header"; "cell/1" for one without a name that is the second field of a struct cell; empty
/// for others without a name.
std::string unionName(const clang::RecordDecl &Union);

/// "header.s"; empty for what is no member of a user's union, and for an anonymous member:
/// nobody asks about them.
std::string unionMemberName(const clang::FieldDecl &Member);

/// "fields#path" of a union whose name comes from a typedef, its own or that of the struct
/// around it; else empty. Two types that C takes for one have the same.
std::string unionShape(const clang::RecordDecl &Union);

/// Calls \p Visit for each member on the way to \p Lvalue, the last first: x.s.a[1].m has m, a
/// and s.
void eachMember(const clang::Expr &Lvalue,
                llvm::function_ref<void(const clang::MemberExpr &)> Visit);

/// Whether the list stands in braces of its own: in `{1, 2}` for a struct of structs the inner
/// ones don't.
bool hasBraces(const clang::InitListExpr &List, const clang::ASTContext &Context);

/// Calls \p Visit for each member that the list, as it is written, gives to a union which has
/// no braces of its own: `.u.n = 5`, or `.n = 5` where the union has no name. \p At: the
/// member's place among the designators. Left out are those behind which the list goes on
/// without a name, in the rest of the member, perhaps.
void eachMemberByName(
    const clang::InitListExpr &List,
    llvm::function_ref<void(const clang::DesignatedInitExpr &By, unsigned At)> Visit);

/// What a whole program does: all its units together, without Shape, Passed and Defines. Of
/// what stands against the record of a union (Part, Away) the first by file, line and column is
/// left, whatever the order of the units. \p IsDefined says of a function whether some unit has
/// it, \p IsWanted of any symbol whether code of the program that no unit is about refers to
/// it.
std::set<UnionUse> solveUnionUses(llvm::ArrayRef<const UnionUses *> Units,
                                  llvm::function_ref<bool(llvm::StringRef)> IsDefined,
                                  llvm::function_ref<bool(llvm::StringRef)> IsWanted);

/// Whether \p Member ("header.s") is one that its union may hold in a program that does all of
/// \p Solved.
bool mayBeHeld(llvm::StringRef Member, const std::set<UnionUse> &Solved);

/// What stands against a record of what was written last; null if nothing does.
const UnionUse *againstRecord(llvm::StringRef Union, const std::set<UnionUse> &Solved);

/// Whether the union would have to keep a record of what was written last, and can.
bool canBeRecorded(llvm::StringRef Union, const std::set<UnionUse> &Solved);

} // namespace ferry
#endif
