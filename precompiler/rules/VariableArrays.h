//===- VariableArrays.h - arrays of variable length ---------------*- C++ -*-===//
///
/// \file
/// A VLA becomes a pointer to memory of the heap, which ends with its scope, however
/// that is left:
///
/// \code
///   double a[n][m];  a[i][j] = 0;
///     =>  double (*a)[n][m] __ferry_array = 0,
///             *__ferry_d_a = (a = __ferry_malloc(sizeof *a, &site), (void *)0);
///         (*a)[i][j] = 0;
///   re-entry form:
///     =>  double (*a)[__ferry_at ? __ferry_n1 : (n)][__ferry_at ? __ferry_n2 : (m)]
///             __ferry_array = 0, *__ferry_d_a = (a = __ferry_at ? 0 : ...
/// \endcode
///
/// Pointers to VLAs and typedefs stay in the internal form; in the re-entry form
/// their lengths come from the image in the same way. Lengths: analysis/
/// VariableLengths.
///
/// Rejected: the array on the C stack, as it was, with its length in the record. A
/// frame would have to be re-entered in two steps (lengths, then memory), an image
/// would need locals of any size, and the end of one array is the start of the next.
/// A block of the heap costs a few instructions more than the stack pointer, once
/// per declaration, and nothing per access.
//===----------------------------------------------------------------------===//
#ifndef FERRY_RULES_VARIABLEARRAYS_H
#define FERRY_RULES_VARIABLEARRAYS_H

#include "rules/Form.h"

namespace clang {
class NamedDecl;
class ParmVarDecl;
}

namespace ferry {

/// Mentions and declarators, into a set of edits that all forms start from.
void mentionArrays(const FunctionPlan &Plan, const TokenText &Text, Edits &Base);

/// What a local declaration needs in either form: memory, lengths.
void rewriteVariableArrays(Form &F, const clang::DeclStmt &Declaration);

/// Re-entry form: the lengths that live at the site it heads for.
std::string lengthDeclarations(const Form &F);

/// Re-entry form: a parameter that points to a VLA, as a local.
std::string parameterDeclaration(const Form &F, const clang::ParmVarDecl &Parameter);

} // namespace ferry
#endif
