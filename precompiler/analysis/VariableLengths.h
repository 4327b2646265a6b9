//===- VariableLengths.h - lengths that are known at run time only ----------===//
///
/// \file
/// What a function keeps of its arrays of variable length (VLAs) and of pointers to
/// them. C evaluates a length once, where it is declared; it is part of the type from
/// then on, whatever happens to the variables it was computed from:
///
/// \code
///   void f(int n, double a[n][n]) {     one length: of *a, in front of the body
///     double (*p)[n - 1];               one length: of *p
///     typedef int row[n];               one
///     row r; char text[2][n];           none, and one
/// \endcode
///
/// Each is a local of the plan without a declaration, whose value the compiler can
/// always say again: sizeof(*p) / sizeof((*p)[0]). It lives where what it belongs to
/// is in scope. The re-entry form asks the image for it before anything is declared
/// (rules/VariableArrays).
///
/// A VLA itself is a pointer to a block of the heap that is freed at the end of its
/// scope; so it is carried like any other block.
///
/// Refused (isPlain): pointers to pointers to VLAs, arrays of pointers to them.
//===----------------------------------------------------------------------===//
#ifndef FERRY_ANALYSIS_VARIABLELENGTHS_H
#define FERRY_ANALYSIS_VARIABLELENGTHS_H

#include "clang/AST/Type.h"
#include <string>
#include <vector>

namespace clang {
class ASTContext;
class CallExpr;
class DeclaratorDecl;
class Expr;
class NamedDecl;
class ParmVarDecl;
class VarDecl;
} // namespace clang

namespace ferry {

struct VariableLength {
  const clang::Expr *Size; ///< Between its brackets.
  unsigned Depth;          ///< 0: the outermost of the array; 1: of its elements ...
};

/// A variable whose type is an array of variable length: the variable is a VLA.
bool isVariableArray(const clang::VarDecl &Variable);

/// The lengths that stand in the declarator of a variable or typedef, without those
/// that its specifiers bring along. Of a parameter that is an array not the first.
std::vector<VariableLength> lengthsOf(const clang::NamedDecl &Declared);

/// What `int a[i++]` does as a parameter, which is a pointer: its length is evaluated and
/// nobody knows it afterwards. Null where it has no effect, or the type needs it.
const clang::Expr *effectOfParameter(const clang::ParmVarDecl &Parameter);

/// Whether the variably modified type is an array, or a pointer to one, of something
/// whose size is known.
bool isPlain(clang::QualType Type, const clang::ASTContext &Context);

/// What stands in a record and in a table for such a pointer or VLA: a pointer to
/// what the array is made of in the end. Other types are left as they are.
clang::QualType flattened(clang::QualType Type, const clang::ASTContext &Context);

/// `alloca(n)`: memory that ends with the function (rules/Allocations).
bool isStackAllocation(const clang::CallExpr &Call);

/// An expression for the value of the length, where the name is known as \p Written.
std::string lengthText(const clang::NamedDecl &Declared, llvm::StringRef Written,
                       unsigned Depth);

} // namespace ferry
#endif
