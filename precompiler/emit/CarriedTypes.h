//===- CarriedTypes.h - which types can be carried --------------------------===//
///
/// \file
/// Whether the values of a type mean the same on all machines, or can be converted;
/// and, behind its pointers, those that it leads to. Of what it does not accept it says
/// which part is in the way.
//===----------------------------------------------------------------------===//
#ifndef FERRY_EMIT_CARRIEDTYPES_H
#define FERRY_EMIT_CARRIEDTYPES_H

#include "diag/Diagnostics.h"
#include "emit/UnionMembers.h"
#include "clang/AST/Type.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/DenseSet.h"
#include <functional>
#include <string>

namespace clang {
class ASTContext;
class RecordDecl;
} // namespace clang

namespace ferry {

class TypeNames;

/// A type with what stands for it in what is written (analysis/VariableArguments.h).
using StandIn = std::function<clang::QualType(clang::QualType)>;

/// Why a type cannot be carried.
struct Refusal {
  DiagId Id = DiagId::OtherType;
  clang::QualType Type;           ///< the part that is in the way
  clang::SourceLocation Location; ///< where it comes into the type; may be invalid
  std::string Path;               ///< "cells[].u"
  /// In which members lie over one another, and no tag says which is there; or null.
  const clang::RecordDecl *Untagged = nullptr;
};

class CarriedTypes {
public:
  CarriedTypes(const clang::ASTContext &Context, const TypeNames &Names,
               const MayHold &Holds, const StandIn &Written)
      : Context(Context), Names(Names), Holds(Holds), Written(Written) {}

  /// True when a value of this type can be carried. Follows pointers: what is
  /// pointed to is captured too. Incomplete pointees are fine.
  bool canCarry(clang::QualType Type, Refusal *Why) const;

  /// What a member is in what is written.
  clang::QualType typeOf(const clang::FieldDecl &Field) const;

  /// Memory that the C library keeps for itself: the program only holds pointers.
  bool isOpaque(const clang::RecordDecl *Record) const;

private:
  bool walk(clang::QualType Type, const std::string &Path,
            clang::SourceLocation Where,
            llvm::DenseSet<const clang::RecordDecl *> &Seen, Refusal &Why) const;
  /// \p Type is that of the record. \p Tagged: it is a union, and a tag says which of its
  /// members there is; the program need not name them.
  bool walkFields(const clang::RecordDecl *Record, clang::QualType Type,
                  const std::string &Path, bool Tagged,
                  llvm::DenseSet<const clang::RecordDecl *> &Seen, Refusal &Why) const;

  const clang::ASTContext &Context;
  const TypeNames &Names;
  const MayHold &Holds;
  const StandIn &Written;
  mutable llvm::DenseSet<const clang::RecordDecl *> Carried;
  mutable llvm::DenseMap<const clang::RecordDecl *, bool> Opaque; ///< of system headers
};

} // namespace ferry
#endif
