//===- HiddenPointers.cpp - pointers in memory of numbers -------------------===//
///
/// \file
/// A variable is carried as what it was declared. Where the program uses an array of
/// characters, or a number, as something that holds pointers, these would keep the
/// addresses of the old machine:
///
/// \code
///   static char room[256];
///   ((struct node *)room)->next = other;        refused
/// \endcode
///
/// Seen are casts of the variable's own address, or of that of a part of it, in the
/// initialisers and functions of the unit: of static variables, and of locals of
/// functions that can be on the stack at a poll. A pointer that got there another way
/// is noticed by the capture, while it lives (runtime/capture/Targets.h).
///
/// Not refused: a variable that is smaller than what the pointer leads to; nothing of
/// that type is ever stored there.
/// Tests: test/Refuse/hidden-pointers.c.
//===----------------------------------------------------------------------===//
#include "analysis/PollPlacement.h"
#include "analysis/ProgramFacts.h"
#include "analysis/TypeContents.h"
#include "diag/Diagnostics.h"
#include "emit/TokenText.h"
#include "rules/SmallRules.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/Expr.h"
#include "llvm/ADT/STLExtras.h"

using namespace clang;

namespace ferry {
namespace {

/// The object that \p Pointer is the address of; null for what is computed.
const Expr *objectAt(const Expr *Pointer) {
  Pointer = Pointer->IgnoreParenCasts();
  if (const auto *Unary = dyn_cast<UnaryOperator>(Pointer);
      Unary && Unary->getOpcode() == UO_AddrOf)
    Pointer = Unary->getSubExpr()->IgnoreParens();
  else if (!Pointer->getType()->isArrayType())
    return nullptr;
  if (const auto *Element = dyn_cast<ArraySubscriptExpr>(Pointer))
    Pointer = Element->getBase()->IgnoreParenImpCasts();
  return Pointer;
}

class Look {
public:
  explicit Look(SmallRules &Rules) : Rules(Rules), Context(Rules.Context) {}

  void visit(const Stmt *S, const FunctionDecl *In) {
    if (const auto *Cast = dyn_cast<CastExpr>(S))
      cast(*Cast, In);
    for (const Stmt *Child : evaluatedChildren(S, Context))
      if (Child)
        visit(Child, In);
  }

private:
  void cast(const CastExpr &Cast, const FunctionDecl *In) {
    QualType To = Cast.getType();
    if (Cast.getCastKind() != CK_BitCast || !To->isPointerType())
      return;
    To = To->getPointeeType();
    if (To->isIncompleteType() || To->isFunctionType() || !holdsPointers(To, Context))
      return;
    const Expr *Object = objectAt(Cast.getSubExpr());
    if (!Object || !isNumbers(Object->getType()) ||
        Context.getTypeSizeInChars(Object->getType()) < Context.getTypeSizeInChars(To))
      return;
    const Expr *Base = Object;
    while (const auto *Member = dyn_cast<MemberExpr>(Base)) {
      if (Member->isArrow())
        return;
      Base = Member->getBase()->IgnoreParenImpCasts();
    }
    const auto *Ref = dyn_cast<DeclRefExpr>(Base);
    const auto *Variable = Ref ? dyn_cast<VarDecl>(Ref->getDecl()) : nullptr;
    if (!Variable || !Rules.Text.isWritten(Variable->getLocation()) ||
        (Variable->hasLocalStorage() && !(In && Rules.Facts.isCapturable(In))))
      return;
    Rules.Diags.report(Cast.getBeginLoc(), DiagId::HiddenPointer) << Variable << To;
  }

  bool isNumbers(QualType Type) const {
    return !Type->isIncompleteType() && !Type->isVariableArrayType() &&
           Context.getBaseElementType(Type)->isArithmeticType();
  }

  SmallRules &Rules;
  const ASTContext &Context;
};

} // namespace

void SmallRules::refuseHiddenPointers() {
  Look L(*this);
  eachBody([&](const Stmt &Body, const FunctionDecl *In) { L.visit(&Body, In); });
}

} // namespace ferry
