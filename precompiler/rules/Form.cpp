//===- Form.cpp - one form of a function while it is being written ----------===//

#include "rules/Form.h"
#include "clang/AST/Decl.h"
#include "clang/AST/Expr.h"
#include "clang/AST/Stmt.h"
#include "llvm/Support/ErrorHandling.h"

using namespace clang;

namespace ferry {

TokenRange Form::range(const Expr *E) const {
  if (const auto *List = dyn_cast<InitListExpr>(E);
      List && List->getSyntacticForm())
    E = List->getSyntacticForm();
  return Text.range(E->getSourceRange());
}

namespace {
/// The last part of a statement that ends it without a `;` of its own.
const Stmt *tail(const Stmt *S) {
  switch (S->getStmtClass()) {
  case Stmt::IfStmtClass:
    return cast<IfStmt>(S)->getElse() ? cast<IfStmt>(S)->getElse()
                                      : cast<IfStmt>(S)->getThen();
  case Stmt::WhileStmtClass:
    return cast<WhileStmt>(S)->getBody();
  case Stmt::ForStmtClass:
    return cast<ForStmt>(S)->getBody();
  case Stmt::SwitchStmtClass:
    return cast<SwitchStmt>(S)->getBody();
  case Stmt::CaseStmtClass:
  case Stmt::DefaultStmtClass:
    return cast<SwitchCase>(S)->getSubStmt();
  case Stmt::LabelStmtClass:
    return cast<LabelStmt>(S)->getSubStmt();
  case Stmt::AttributedStmtClass:
    return cast<AttributedStmt>(S)->getSubStmt();
  default:
    return nullptr;
  }
}
} // namespace

TokenRange Form::range(const Stmt *S) const {
  TokenRange Range;
  Range.First = Text.index(S->getBeginLoc());
  const Stmt *End = S;
  while (const Stmt *Inner = tail(End))
    End = Inner;
  Range.Last = Text.index(End->getEndLoc());
  if (isa<CompoundStmt, NullStmt, DeclStmt>(End))
    return Range;
  ++Range.Last;
  if (Text.spelling(Range.Last) != ";")
    llvm::report_fatal_error("ferry-precompile: a statement without its ';'");
  return Range;
}

void Form::wrap(TokenRange Range, llvm::StringRef Before, llvm::StringRef After) {
  Edit.insertBefore(Range.First, Before);
  Edit.insertAfter(Range.Last, After);
}

std::string Form::in(SiteRange Range) {
  assert(!Range.empty() && "nothing is in there");
  std::string Lo = std::to_string(Range.Lo) + "u";
  if (Range.Lo == Range.Hi)
    return "(__ferry_at == " + Lo + ")";
  return "(__ferry_at - " + Lo + " <= " + std::to_string(Range.Hi - Range.Lo) + "u)";
}

std::string Form::runs(SiteRange Range) {
  return Range.empty() ? "!__ferry_at" : "(!__ferry_at || " + in(Range) + ")";
}

std::string Form::guarded(SiteRange Range, llvm::StringRef Text) {
  return "(" + runs(Range) + " ? (void)(" + Text.str() + ") : (void)0)";
}

std::string Form::name() const { return Plan.Function->getNameAsString(); }

} // namespace ferry
