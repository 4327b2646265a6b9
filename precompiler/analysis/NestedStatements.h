//===- NestedStatements.h - statement expressions that are statements -------===//
///
/// \file
/// `({ ... });` is a block that GNU C lets stand in an expression. Where nobody
/// uses its value it is treated as what it is, a block with statements of its own;
/// so is the last operand of a comma. That is what glibc makes of assert():
///
/// \code
///   ((void) sizeof ((x) ? 1 : 0), __extension__ ({ if (x) ; else fail(); }));
/// \endcode
///
/// Only when it holds sites; else it is an expression like any other.
//===----------------------------------------------------------------------===//
#ifndef FERRY_ANALYSIS_NESTEDSTATEMENTS_H
#define FERRY_ANALYSIS_NESTEDSTATEMENTS_H

#include "llvm/ADT/SmallVector.h"
#include <optional>

namespace clang {
class CompoundStmt;
class Expr;
class FunctionDecl;
class StmtExpr;
} // namespace clang

namespace ferry {

class ProgramFacts;

struct NestedStatements {
  const clang::StmtExpr *Whole;
  llvm::SmallVector<const clang::Expr *, 2> Before; ///< Operands of commas.

  const clang::CompoundStmt *block() const;
};

/// What the expression statement \p E of \p In ends with, if it is a block that
/// holds sites.
std::optional<NestedStatements> nestedStatements(const clang::Expr *E,
                                                 const clang::FunctionDecl &In,
                                                 const ProgramFacts &Facts);

/// Whether a call that is a site, or a poll of \p In, is in \p Statements.
bool holdsSitesOrPolls(const clang::StmtExpr &Statements,
                       const clang::FunctionDecl &In, const ProgramFacts &Facts);

} // namespace ferry
#endif
