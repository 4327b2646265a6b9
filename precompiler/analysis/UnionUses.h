//===- UnionUses.h - which members a union may hold -----------------------===//
///
/// \file
/// A union holds the member that was written last. One that nothing in the whole program
/// names is never that one: what only makes a union larger or better aligned
/// (`max_align_t` in the header of an allocator) says nothing about its bytes.
///
///   named    u.m, an initialiser of it, offsetof
///   any      a pointer to it, or to what it is in, becomes one to something else, to
///            bytes too (but as the argument of free, memset or realloc): whoever gets
///            that may put the bytes of any member there
///
/// Unions of system headers have all their members, and so has one of which none is named.
///
/// Rejected: leaving out what is only read. A program that looks at the bytes of a number
/// one by one, and moves to another byte order in between, has seen some of them twice.
///
//===----------------------------------------------------------------------===//
#ifndef FERRY_ANALYSIS_UNIONUSES_H
#define FERRY_ANALYSIS_UNIONUSES_H

#include <set>
#include <string>

namespace clang {
class ASTContext;
class FieldDecl;
} // namespace clang

namespace ferry {

struct UnionUses {
  /// Members of the user's unions in the unit: "header.s". Two unions may share a name;
  /// that makes more of them used.
  std::set<std::string> Declared;
  /// "named header.s", "any header".
  std::set<std::string> Uses;
};

UnionUses unionUses(const clang::ASTContext &Context);

/// "header.s"; empty for what is no member of a user's union, and for an anonymous member:
/// nobody asks about them.
std::string unionMemberName(const clang::FieldDecl &Member);

/// Whether the member \p Name is one that its union may hold; \p IsUsed says which uses
/// there are in the whole program.
template <typename Predicate> bool mayBeHeld(const std::string &Name, Predicate IsUsed) {
  return IsUsed("named " + Name) || IsUsed("any " + Name.substr(0, Name.find('.')));
}

} // namespace ferry
#endif
