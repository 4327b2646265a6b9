//===- LabelAddresses.h - what a function does with addresses of labels -----===//
///
/// \file
/// GNU C's `&&label` is a position in the code of one form of a function in one
/// build. There are two kinds of them:
///
///  * those in a **table** that the function does nothing with but jump through it:
///
///    \code
///      static void *const table[] = {&&add, &&sub, &&done};
///      goto *table[*pc++];
///    \endcode
///
///    Nothing of it has to be carried. It stays in the function, and a jump costs what
///    it did; in the re-entry form it is a switch, because Clang 14 lost targets there. An interpreter's own position is an index or a pointer to its program.
///
///  * **values**: all others. They can be in variables at a poll, and in memory
///    (threaded code). Each becomes the address of an element of an object that stands
///    for the function's labels (rules/LabelValues).
///
/// Rejected: values for tables, too: a jump costs a comparison and a second load then,
/// and tables are what interpreters use that are written for speed.
//===----------------------------------------------------------------------===//
#ifndef FERRY_ANALYSIS_LABELADDRESSES_H
#define FERRY_ANALYSIS_LABELADDRESSES_H

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/SmallPtrSet.h"
#include "llvm/ADT/SmallVector.h"

namespace clang {
class AddrLabelExpr;
class ArraySubscriptExpr;
class FunctionDecl;
class IndirectGotoStmt;
class LabelDecl;
class VarDecl;
} // namespace clang

namespace ferry {

class LabelAddresses {
public:
  explicit LabelAddresses(const clang::FunctionDecl &Function);

  /// Whether the variable is a table that stays where it is.
  bool isTable(const clang::VarDecl *Variable) const {
    return Tables.contains(Variable);
  }
  /// The subscript of a jump that goes through a table; else null.
  const clang::ArraySubscriptExpr *
  throughTable(const clang::IndirectGotoStmt &Jump) const;
  /// The labels of that table by index; null where it has none.
  static llvm::SmallVector<const clang::AddrLabelExpr *, 16>
  tableOf(const clang::ArraySubscriptExpr &Subscript);
  /// The labels whose address is taken, each once: where a jump may lead.
  llvm::ArrayRef<const clang::LabelDecl *> targets() const { return Targets; }
  /// The addresses that stand in no table, and the jumps that go through none.
  llvm::ArrayRef<const clang::AddrLabelExpr *> values() const { return Values; }
  llvm::ArrayRef<const clang::IndirectGotoStmt *> jumps() const { return Jumps; }

private:
  llvm::SmallPtrSet<const clang::VarDecl *, 2> Tables;
  llvm::SmallVector<const clang::LabelDecl *, 16> Targets;
  llvm::SmallVector<const clang::AddrLabelExpr *, 16> Values;
  llvm::SmallVector<const clang::IndirectGotoStmt *, 16> Jumps;
};

} // namespace ferry
#endif
