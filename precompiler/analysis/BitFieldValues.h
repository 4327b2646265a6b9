//===- BitFieldValues.h - values whose type only the compiler knows ---------===//
///
/// \file
/// The value of a bit-field is no value of its declared type yet: `s.three - 4` is an
/// int, and GCC computes `s.forty << 8` in 40 bits, where Clang takes 64. A temporary of
/// the declared type would change what comes out, so that for the value of a bit-field
/// itself, read or just assigned, is a bit-field: each compiler gives it the type that it
/// gives the other one.
///
/// \code
///   (f(n), s.three) - 4     =>  (f'(n), t.value = s.three), t.value - 4
/// \endcode
///
/// Nothing helps where compilers differ over an expression of bit-fields (`s.forty << 8`),
/// whose value may need more bits than its parts have. Where a temporary would have to
/// hold one it is refused. A `?:` of bit-fields that an int holds is an int for both.
///
//===----------------------------------------------------------------------===//
#ifndef FERRY_ANALYSIS_BITFIELDVALUES_H
#define FERRY_ANALYSIS_BITFIELDVALUES_H

#include "clang/AST/Type.h"
#include <cstdint>
#include <optional>

namespace clang {
class ASTContext;
class Expr;
class FieldDecl;
} // namespace clang

namespace ferry {

struct BitFieldValue {
  const clang::FieldDecl *Field;
  /// That it comes out of a bit-field only GCC remembers: `s.three++`, `({ s.three; })`.
  bool IsLoose;

  uint64_t width(const clang::ASTContext &Context) const;
  /// `signed int three : 3;`, of which no option makes an unsigned one.
  bool isWrittenSigned() const;
  /// A struct with one member, such a bit-field, that is called `value`.
  clang::QualType holder(clang::ASTContext &Context) const;
};

/// The bit-field whose value \p E is, read or just assigned.
std::optional<BitFieldValue> bitFieldValue(const clang::Expr *E);

/// Whether the type of \p E may be one that no variable can be declared with.
bool hasOwnType(const clang::Expr *E, const clang::ASTContext &Context);

/// Whether any temporary for \p E, a comma, a `?:` or a statement expression, would have
/// another type than compilers give it.
bool losesBitFieldType(const clang::Expr *E, const clang::ASTContext &Context);

} // namespace ferry
#endif
