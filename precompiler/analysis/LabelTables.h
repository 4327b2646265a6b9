//===- LabelTables.h - tables of labels that are only jumped through --------===//
///
/// \file
/// GNU C's `&&label` is a position in the code of one form of a function in one
/// build. Nothing has to be carried of a table of them that the function only jumps
/// through:
///
/// \code
///   static void *const table[] = {&&add, &&sub, &&done};
///   goto *table[*pc++];
/// \endcode
///
/// Such a table stays in the function; the internal and the re-entry form have one
/// each, with their own labels, and a jump costs what it did. An interpreter's own
/// position is an index or a pointer to its program, which is carried.
///
/// Refused: labels whose address goes anywhere else (threaded code).
/// Rejected: addresses of markers in place of labels, with a switch to jump: it costs
/// the one indirect jump for which such programs are written.
//===----------------------------------------------------------------------===//
#ifndef FERRY_ANALYSIS_LABELTABLES_H
#define FERRY_ANALYSIS_LABELTABLES_H

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallPtrSet.h"
#include "llvm/ADT/SmallVector.h"

namespace clang {
class AddrLabelExpr;
class Expr;
class FunctionDecl;
class IndirectGotoStmt;
class VarDecl;
} // namespace clang

namespace ferry {

class LabelTables {
public:
  explicit LabelTables(const clang::FunctionDecl &Function);

  /// Whether the variable is a table that stays where it is.
  bool contains(const clang::VarDecl *Variable) const {
    return Tables.contains(Variable);
  }
  /// Whether the jump goes through such a table.
  bool jumpsThrough(const clang::IndirectGotoStmt &Jump) const;
  /// Whether the address stands in such a table.
  bool holds(const clang::AddrLabelExpr *Address) const {
    return llvm::is_contained(Held, Address);
  }
  llvm::ArrayRef<const clang::AddrLabelExpr *> addresses() const { return Held; }

private:
  llvm::SmallPtrSet<const clang::VarDecl *, 2> Tables;
  llvm::SmallVector<const clang::AddrLabelExpr *, 16> Held;
};

} // namespace ferry
#endif
