//===- CompoundLiterals.h - unnamed objects that pointers may lead to -------===//
///
/// \file
/// A compound literal is an object. Where its address is taken, or it is an array,
/// pointers may lead to it and it must be carried; any other is a value like the
/// result of a call.
///
/// \code
///   p = &(struct point){x, y};   sum((int[]){1, 2, 3}, 3);      objects
///   q = (struct point){x, y};    n = (struct point){x, y}.x;    values
/// \endcode
///
/// Left alone: those in statement expressions without sites; none of them lives at
/// a poll.
//===----------------------------------------------------------------------===//
#ifndef FERRY_ANALYSIS_COMPOUNDLITERALS_H
#define FERRY_ANALYSIS_COMPOUNDLITERALS_H

#include <vector>

namespace clang {
class ASTContext;
class CompoundLiteralExpr;
class Expr;
class FunctionDecl;
class Stmt;
} // namespace clang

namespace ferry {

class ProgramFacts;

/// Those of a body, inner ones before the one around them.
std::vector<const clang::CompoundLiteralExpr *>
literalObjects(const clang::Stmt *Body, const clang::FunctionDecl &In,
               const ProgramFacts &Facts);

/// The same of an initialiser at file scope.
std::vector<const clang::CompoundLiteralExpr *>
literalObjects(const clang::Expr *Initialiser, const clang::ASTContext &Context);

} // namespace ferry
#endif
