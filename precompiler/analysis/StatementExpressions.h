//===- StatementExpressions.h - blocks within expressions -------------------===//
///
/// \file
/// `({ ... })`: what one gives, and the jumps that leave it.
///
/// One with sites is pulled to the front (EvaluationOrder.h), so a jump out of it leaves
/// nothing half evaluated behind, and one that is resumed goes forward through its
/// block. One without sites stays where it is: what else of its expression has been
/// evaluated when the jump comes C does not say, and what the flow of control knows of
/// it is that any of it may have (FlowExpressions).
///
/// Refused: `break` and `continue` out of the head of a loop or switch (GCC means the one
/// around it, Clang that one); any jump out of the length of an array or of an operand
/// of asm; jumps through addresses in the block and labels there whose address is taken.
//===----------------------------------------------------------------------===//
#ifndef FERRY_ANALYSIS_STATEMENTEXPRESSIONS_H
#define FERRY_ANALYSIS_STATEMENTEXPRESSIONS_H

#include "llvm/ADT/STLFunctionalExtras.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/ADT/StringRef.h"

namespace clang {
class CompoundStmt;
class Expr;
class FunctionDecl;
class Stmt;
class StmtExpr;
} // namespace clang

namespace ferry {

/// What stands last, behind labels, and is the value; null when nothing is.
const clang::Expr *valueOf(const clang::CompoundStmt &Block);

/// Each goto, break and continue that leads out of it.
llvm::SmallVector<const clang::Stmt *, 4> jumpsOut(const clang::StmtExpr &E);

/// \p Do gets the jump or label and what it does: "leaves ...".
void forEachBadJump(const clang::FunctionDecl &Function,
                    llvm::function_ref<void(const clang::Stmt &, llvm::StringRef)> Do);

} // namespace ferry
#endif
