//===- FunctionNames.cpp - __func__ stays the user's name -------------------===//
///
/// \file
/// The internal form of `solve` is called `__ferry_in_solve`, and __func__ in it
/// would say so; and a pointer to __func__ is a pointer to an array without a
/// name. So in user functions
///
/// \code
///   log(__func__);   =>   log((*(const char (*)[6])&__ferry_literal_77aa));
/// \endcode
///
/// __FUNCTION__ and __PRETTY_FUNCTION__ likewise, which in C are the same to GCC.
/// sizeof __func__ keeps its value.
///
/// Left alone in functions that cannot reach a poll: arguments of functions of
/// the C library that do not return a pointer, because they do not keep them.
//===----------------------------------------------------------------------===//
#include "analysis/ProgramFacts.h"
#include "emit/TokenText.h"
#include "emit/UnitTables.h"
#include "rules/SmallRules.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/Expr.h"

using namespace clang;

namespace ferry {

namespace {
void visit(SmallRules &Rules, const Stmt *S, const FunctionDecl *In,
           bool MayStay) {
  if (const auto *Name = dyn_cast<PredefinedExpr>(S)) {
    auto Token = Rules.Text.find(Name->getLocation());
    if (!MayStay && Token && Rules.Text.isWritten(*Token))
      // As an array of the right size: sizeof __func__.
      Rules.Base.replace(
          {*Token, *Token},
          "(*(const char (*)[" +
              std::to_string(In->getName().size() + 1) + "])&" +
              Rules.Unit.literal(In->getName()) + ")");
    return;
  }
  bool Keeps = false;
  if (const auto *Call = dyn_cast<CallExpr>(S)) {
    const FunctionDecl *Callee = Call->getDirectCallee();
    Keeps = Callee && isForeign(*Callee) && !Call->getType()->isPointerType() &&
            !Rules.Facts.isCapturable(In);
  } else if (isa<CastExpr, ParenExpr>(S)) {
    Keeps = MayStay;
  }
  // Unevaluated operands too: sizeof __func__.
  for (const Stmt *Child : S->children())
    if (Child)
      visit(Rules, Child, In, Keeps);
}
} // namespace

void SmallRules::keepFunctionNames() {
  eachBody([&](const Stmt &Body, const FunctionDecl *In) {
    if (In)
      visit(*this, &Body, In, false);
  });
}

} // namespace ferry
