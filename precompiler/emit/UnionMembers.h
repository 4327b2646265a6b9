//===- UnionMembers.h - may a union's members lie over one another? -*- C++ -*-===//
#ifndef FERRY_EMIT_UNIONMEMBERS_H
#define FERRY_EMIT_UNIONMEMBERS_H

#include "llvm/ADT/STLFunctionalExtras.h"
#include <functional>

namespace clang {
class ASTContext;
class FieldDecl;
class RecordDecl;
} // namespace clang

namespace ferry {

/// False for a member that is never what its union holds.
using MayHold = std::function<bool(const clang::FieldDecl &)>;

/// Whether fields of the record lie over one another, and no tag says which is there: a
/// union, or a struct with an anonymous union in it.
bool hasOverlaps(const clang::RecordDecl *Record);

/// The unions that this is so for.
void eachOverlap(const clang::RecordDecl *Record,
                 llvm::function_ref<void(const clang::RecordDecl &Union)> Visit);

/// Whether each pointer in the record has only pointers of its kind (to objects, to
/// functions) over it. Then a capture knows what is a pointer there, whichever
/// member was written last. \p Record is complete.
bool pointersAgree(const clang::RecordDecl *Record, const clang::ASTContext &Context,
                   const MayHold &Holds);

} // namespace ferry
#endif
