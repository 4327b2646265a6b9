//===- BitFieldValues.cpp - values whose type only the compiler knows -------===//
#include "BitFieldValues.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/Expr.h"

using namespace clang;

namespace ferry {

/// Through what leaves the value as it is.
static const Expr *plain(const Expr *E) {
  for (;;) {
    E = E->IgnoreParens();
    const auto *Cast = dyn_cast<ImplicitCastExpr>(E);
    if (!Cast || (Cast->getCastKind() != CK_LValueToRValue &&
                  Cast->getCastKind() != CK_NoOp))
      return E;
    E = Cast->getSubExpr();
  }
}

static const Expr *lastOf(const StmtExpr &E) {
  const CompoundStmt *Block = E.getSubStmt();
  return Block->body_empty() ? nullptr : dyn_cast<Expr>(Block->body_back());
}

/// The value of a bit-field itself, read or just assigned.
static bool isBitField(const Expr *E) {
  E = plain(E);
  if (const auto *Statements = dyn_cast<StmtExpr>(E)) {
    const Expr *Last = lastOf(*Statements);
    return Last && isBitField(Last);
  }
  if (const auto *Comma = dyn_cast<BinaryOperator>(E);
      Comma && Comma->getOpcode() == BO_Comma)
    return isBitField(Comma->getRHS());
  if (const auto *Unary = dyn_cast<UnaryOperator>(E); Unary && Unary->isPrefix())
    return Unary->isIncrementDecrementOp() && isBitField(Unary->getSubExpr());
  return E->refersToBitField() || const_cast<Expr *>(E)->getSourceBitField();
}

/// A number that GCC gives a type of its own: of more bits than an int and fewer than
/// the declared type.
static bool isOdd(const Expr *E, const ASTContext &Context) {
  E = plain(E);
  if (!E->getType()->isIntegerType() ||
      Context.getTypeSize(E->getType()) <= Context.getTypeSize(Context.IntTy))
    return false;
  auto Odd = [&](const Expr *Part) { return Part && isOdd(Part, Context); };
  if (const auto *Choice = dyn_cast<ConditionalOperator>(E))
    return Odd(Choice->getTrueExpr()) || Odd(Choice->getFalseExpr());
  if (const auto *Choice = dyn_cast<BinaryConditionalOperator>(E))
    return Odd(Choice->getCommon()) || Odd(Choice->getFalseExpr());
  if (const auto *Statements = dyn_cast<StmtExpr>(E))
    return Odd(lastOf(*Statements));
  if (isBitField(E))
    return true;
  if (const auto *Unary = dyn_cast<UnaryOperator>(E))
    return Odd(Unary->getSubExpr());
  if (const auto *Binary = dyn_cast<BinaryOperator>(E))
    return !Binary->isAssignmentOp() &&
           ((Binary->getOpcode() != BO_Comma && Odd(Binary->getLHS())) ||
            (!Binary->isShiftOp() && Odd(Binary->getRHS())));
  return false;
}

bool losesBitFieldType(const Expr *E, const ASTContext &Context) {
  return isOdd(E, Context) ||
         (!isa<AbstractConditionalOperator>(E) && isBitField(E));
}

} // namespace ferry
