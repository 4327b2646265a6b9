//===- ListPlaces.h - lists of arguments in memory --------------------------===//
///
/// \file
/// A va_list, or a pointer to one, may stand in a member, in a variable with static
/// storage and on the heap: a *place*, which functions share that can't name each
/// other's locals. So places have one form in the whole program. As soon as an image may
/// hold one of them, all are `__ferry_list`s (VariableArguments.h), and each function that
/// *uses* one can be on the stack at a poll (SolveProgram.cpp): no other knows the form.
/// An image may hold what a function *sees* that can be on the stack at a poll, what has
/// static storage, and what is on the heap.
///
/// \code
///   struct state { va_list ap; };                   a place
///   int next(struct state *s) {                     sees it
///     return va_arg(s->ap, int);                    uses it
/// \endcode
///
/// A conversion of a `va_list *` counts as a use: what it points to may be a place.
///
/// Rejected: a form for each struct and each variable (a `va_list *` may point to any of
/// them); Ferry's form always (programs of functions that never poll stay what they are);
/// the machine's va_list in memory, with something of ours in it (it has 4 bytes on some
/// machines).
/// Not this: structs of system headers. Their text is not written.
//===----------------------------------------------------------------------===//
#ifndef FERRY_ANALYSIS_LISTPLACES_H
#define FERRY_ANALYSIS_LISTPLACES_H

#include "clang/AST/Type.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/STLFunctionalExtras.h"

namespace clang {
class ASTContext;
class FieldDecl;
class FunctionDecl;
class RecordDecl;
} // namespace clang

namespace ferry {

/// Which records have places in them. Remembers what it has found out.
class ListRecords {
public:
  /// In the record, or in what its pointers lead to.
  bool leadToList(const clang::RecordDecl &Record);
  /// The same for a record, and for pointers to and arrays of one.
  bool leadToList(clang::QualType Type);

private:
  llvm::DenseMap<const clang::RecordDecl *, bool> Known;
};

/// Whether a value of the type has a va_list in it: itself, in an array, in a member.
bool containsList(clang::QualType Type);

/// The size of \p Type with `__ferry_list`s in place of the lists in it.
uint64_t carriedSize(clang::QualType Type, const clang::ASTContext &Context);

struct ListPlaces {
  bool Sees = false; ///< A value of a type that leads to a place.
  bool Uses = false; ///< A place, or what may be one.
  bool Heap = false; ///< What may be one on the heap.
};
ListPlaces listPlaces(const clang::FunctionDecl &Function, ListRecords &Records);
/// Whether \p Function, which can be on the stack at a poll, knows Ferry's lists only.
bool usesListPlaces(const clang::FunctionDecl &Function);

struct UnitPlaces {
  bool Declares = false; ///< A place, or a struct with one.
  bool Static = false;   ///< A variable with static storage leads to one.
};
UnitPlaces unitPlaces(const clang::ASTContext &Context, ListRecords &Records);

/// Calls \p Do for each name of a type that declares a place, in all that the user wrote;
/// \p Union: the member of a union that is one or has one in it.
void eachPlaceName(
    const clang::ASTContext &Context,
    llvm::function_ref<void(clang::SourceLocation, clang::QualType Named)> Do,
    llvm::function_ref<void(const clang::FieldDecl &Member)> Union);

} // namespace ferry
#endif
