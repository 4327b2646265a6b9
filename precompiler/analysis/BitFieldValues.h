//===- BitFieldValues.h - values whose type only the compiler knows ---------===//
///
/// \file
/// The value of a bit-field is no value of its declared type yet: `s.three - 4` is an
/// int, and GCC computes `s.forty << 8` in 40 bits, where Clang takes 64. A temporary,
/// which has the declared type, would change what comes out. It does not for `?:` of
/// bit-fields that an int holds: both compilers make ints of them first.
///
//===----------------------------------------------------------------------===//
#ifndef FERRY_ANALYSIS_BITFIELDVALUES_H
#define FERRY_ANALYSIS_BITFIELDVALUES_H

namespace clang {
class ASTContext;
class Expr;
} // namespace clang

namespace ferry {

/// Whether a temporary for \p E, a comma, a `?:` or a statement expression, would have
/// another value where it stands.
bool losesBitFieldType(const clang::Expr *E, const clang::ASTContext &Context);

} // namespace ferry
#endif
