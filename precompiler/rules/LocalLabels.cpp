//===- LocalLabels.cpp - labels of a block get a name of the function -------===//
///
/// \file
/// GNU C's `__label__` makes labels that are known in one block, so that a macro can
/// have some. What the rewrite adds at the head of the function has to name them:
///
/// \code
///   { __label__ again; again: ... goto again; }
///     =>  { __ferry_l1_again: ... goto __ferry_l1_again; }
/// \endcode
///
/// Left alone: functions that can't be on the stack at a poll and take no address of a
/// label.
//===----------------------------------------------------------------------===//
#include "analysis/LabelAddresses.h"
#include "analysis/ProgramFacts.h"
#include "emit/TokenText.h"
#include "rules/SmallRules.h"
#include "clang/AST/Decl.h"
#include "clang/AST/Expr.h"
#include "clang/AST/RecursiveASTVisitor.h"
#include "clang/AST/Stmt.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/SmallPtrSet.h"

using namespace clang;

namespace ferry {
namespace {

class Renamer : public RecursiveASTVisitor<Renamer> {
public:
  explicit Renamer(SmallRules &Rules) : Rules(Rules) {}

  bool VisitDeclStmt(DeclStmt *S) {
    if (isa<LabelDecl>(*S->decl_begin()))
      Rules.Base.replace(Rules.Text.range(S->getSourceRange()), "");
    return true;
  }
  bool VisitLabelStmt(LabelStmt *S) {
    rename(*S->getDecl(), S->getIdentLoc());
    return true;
  }
  bool VisitGotoStmt(GotoStmt *S) {
    rename(*S->getLabel(), S->getLabelLoc());
    return true;
  }
  bool VisitAddrLabelExpr(AddrLabelExpr *E) {
    if (Seen.insert(E).second)
      rename(*E->getLabel(), E->getLabelLoc());
    return true;
  }

private:
  void rename(const LabelDecl &Label, SourceLocation Where) {
    if (!Label.isGnuLocal())
      return;
    unsigned Number = Numbers.try_emplace(&Label, Numbers.size() + 1).first->second;
    unsigned Token = Rules.Text.index(Where);
    Rules.Base.replace({Token, Token}, "__ferry_l" + std::to_string(Number) + "_" +
                                           Label.getNameAsString());
  }

  SmallRules &Rules;
  llvm::DenseMap<const LabelDecl *, unsigned> Numbers;
  llvm::SmallPtrSet<const AddrLabelExpr *, 8> Seen;
};

} // namespace

void SmallRules::renameLocalLabels() {
  eachFunction([&](const FunctionDecl &Function) {
    if (Facts.isCapturable(&Function) || !LabelAddresses(Function).values().empty())
      Renamer(*this).TraverseStmt(Function.getBody());
  });
}

} // namespace ferry
