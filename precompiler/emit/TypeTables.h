//===- TypeTables.h - type descriptors of one unit --------------------------===//
///
/// \file
/// Collects the types that frames, variables and allocation sites of a unit need
/// and writes their descriptors (struct __ferry_type) for the end of the file.
///
/// A descriptor's name is the type as two machines agree on it: typedefs of
/// scalars keep the typedef's name (what is behind differs), structs go by tag or
/// by the typedef that names them, pointers, arrays and function pointers by
/// their parts: "p:struct node", "a3:double", "f:int(p:void)". Qualifiers are
/// dropped. Sizes, alignments and offsets are expressions for the user's
/// compiler.
///
/// \code
///   Types.reference(T)          "&__ferry_type_p_struct_node"
///   Types.spell(T, "x")         "struct node *x", "int (*x)[3]"
/// \endcode
///
//===----------------------------------------------------------------------===//
#ifndef FERRY_EMIT_TYPETABLES_H
#define FERRY_EMIT_TYPETABLES_H

#include "emit/CarriedTypes.h"
#include <functional>
#include <memory>
#include <optional>
#include <string>

namespace clang {
class ASTContext;
class RecordDecl;
class TagDecl;
class VarDecl;
}

namespace ferry {

class Omission;

/// Says why Ferry gave the union no tag itself; false when there is nothing to say.
using NoteOnUnion = std::function<bool(const clang::RecordDecl &Union, Diagnostics &Diags)>;

class TypeTables {
public:
  /// Members for which \p Holds is false are left out of their union. \p Note is called
  /// for one that is refused.
  TypeTables(const clang::ASTContext &Context, Omission &Omit, MayHold Holds,
             StandIn Written, NoteOnUnion Note);
  ~TypeTables();

  /// The address constant of the type's descriptor, which is registered. Only
  /// for types that canCarry() accepts.
  std::string reference(clang::QualType Type);

  /// The same for objects on the heap of a struct with elements behind it
  /// (emit/ArrayTail.h).
  std::string tailReference(clang::QualType Record);

  /// That of a variable: of a struct with the elements that its initialiser has.
  std::string referenceOf(const clang::VarDecl &Variable);

  /// True when a value of this type can be carried. Follows pointers: what is
  /// pointed to is captured too. Incomplete pointees are fine.
  bool canCarry(clang::QualType Type, Refusal *Why = nullptr) const;

  /// Reports the refusal at \p Use: \p What is "local 'x' of 'f'".
  void refuse(Diagnostics &Diags, clang::SourceLocation Use,
              const std::string &What, clang::QualType Type,
              const Refusal &Why) const;

  /// Names what has no name at file scope yet: the record in \p Type, after an
  /// lvalue of that type (a static that was moved there).
  void introduce(clang::QualType Type, const std::string &Expression,
                 const std::string &Key);

  /// Names a record of function scope whose definition was moved.
  void name(const clang::RecordDecl *Record, const std::string &Spelling,
            const std::string &Key);
  /// False for a record that no text at file scope can name.
  bool isNamed(const clang::TagDecl *Tag) const;

  /// The name that two machines agree on ("p:struct node").
  std::string key(clang::QualType Type) const;

  /// A declarator: the type, spelled so that GCC and Clang read it at file scope,
  /// around \p Name (may be empty: a type-name). DropConst drops const and
  /// volatile at the top and in array elements, so that it can be assigned.
  /// A parameter that is an array is spelled as one; with DropConst it is the
  /// pointer that it is.
  std::string spell(clang::QualType Type, llvm::StringRef Name,
                    bool DropConst = false) const;

  /// Tentative definitions of all descriptors, for the head of the file (where
  /// the types themselves are not known yet).
  std::string declarations() const;
  /// The descriptors, for the end of the file.
  std::string definitions() const;

private:
  struct Impl;
  std::unique_ptr<Impl> I;
};

} // namespace ferry
#endif
