//===- BitFieldValues.cpp - values whose type only the compiler knows -------===//
#include "BitFieldValues.h"
#include "RuntimeTypes.h"
#include "StatementExpressions.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/Expr.h"
#include "clang/AST/TypeLoc.h"
#include <algorithm>

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

std::optional<BitFieldValue> bitFieldValue(const Expr *E) {
  E = plain(E);
  auto Loose = [](const Expr *Part) {
    std::optional<BitFieldValue> Value;
    if (Part && (Value = bitFieldValue(Part)))
      Value->IsLoose = true;
    return Value;
  };
  if (const auto *Statements = dyn_cast<StmtExpr>(E))
    return Loose(valueOf(*Statements->getSubStmt()));
  if (const auto *Binary = dyn_cast<BinaryOperator>(E)) {
    if (Binary->getOpcode() == BO_Comma)
      return bitFieldValue(Binary->getRHS());
    return Binary->isAssignmentOp() ? bitFieldValue(Binary->getLHS()) : std::nullopt;
  }
  if (const auto *Unary = dyn_cast<UnaryOperator>(E)) {
    if (!Unary->isIncrementDecrementOp())
      return std::nullopt;
    return Unary->isPostfix() ? Loose(Unary->getSubExpr())
                              : bitFieldValue(Unary->getSubExpr());
  }
  const FieldDecl *Field = const_cast<Expr *>(E)->getSourceBitField();
  return Field ? std::optional<BitFieldValue>({Field, false}) : std::nullopt;
}

/// A number to which compilers give different types: GCC one of its own to what has more
/// bits than an int and fewer than the declared type; and Clang no int to what is loose.
static bool isOdd(const Expr *E, const ASTContext &Context) {
  E = plain(E);
  QualType Type = E->getType();
  uint64_t Int = Context.getTypeSize(Context.IntTy);
  if (!Type->isIntegerType() || Context.getTypeSize(Type) < Int ||
      (Context.getTypeSize(Type) == Int && Type->isSignedIntegerType()))
    return false;
  auto Odd = [&](const Expr *Part) { return Part && isOdd(Part, Context); };
  if (const auto *Choice = dyn_cast<ConditionalOperator>(E))
    return Odd(Choice->getTrueExpr()) || Odd(Choice->getFalseExpr());
  if (const auto *Choice = dyn_cast<BinaryConditionalOperator>(E))
    return Odd(Choice->getCommon()) || Odd(Choice->getFalseExpr());
  if (std::optional<BitFieldValue> Value = bitFieldValue(E)) {
    uint64_t Width = Value->width(Context);
    return Width > Int || (Value->IsLoose && Width < Int);
  }
  if (const auto *Statements = dyn_cast<StmtExpr>(E))
    return Odd(valueOf(*Statements->getSubStmt()));
  if (const auto *Unary = dyn_cast<UnaryOperator>(E))
    return Odd(Unary->getSubExpr());
  if (const auto *Binary = dyn_cast<BinaryOperator>(E))
    return !Binary->isAssignmentOp() &&
           ((Binary->getOpcode() != BO_Comma && Odd(Binary->getLHS())) ||
            (!Binary->isShiftOp() && Odd(Binary->getRHS())));
  return false;
}

bool losesBitFieldType(const Expr *E, const ASTContext &Context) {
  return !bitFieldValue(E) && isOdd(E, Context);
}

bool hasOwnType(const Expr *E, const ASTContext &Context) {
  return bitFieldValue(E) || isOdd(E, Context);
}

uint64_t BitFieldValue::width(const ASTContext &Context) const {
  return Field->getBitWidth()->EvaluateKnownConstInt(Context).getZExtValue();
}

bool BitFieldValue::isWrittenSigned() const {
  TypeLoc Written = Field->getTypeSourceInfo()->getTypeLoc();
  for (;;) {
    Written = Written.getUnqualifiedLoc();
    if (auto Name = Written.getAs<TypedefTypeLoc>())
      Written = Name.getType()
                    ->castAs<TypedefType>()
                    ->getDecl()
                    ->getTypeSourceInfo()
                    ->getTypeLoc();
    else if (TypeLoc Next = Written.getNextTypeLoc())
      Written = Next;
    else
      break;
  }
  auto Builtin = Written.getAs<BuiltinTypeLoc>();
  return Builtin && Builtin.getWrittenSignSpec() == TypeSpecifierSign::Signed &&
         !Builtin.getType()->isCharType();
}

QualType BitFieldValue::holder(ASTContext &Context) const {
  QualType Type = Field->getType().getCanonicalType().getUnqualifiedType();
  if (const auto *Enum = Type->getAs<EnumType>())
    Type = Enum->getDecl()->getIntegerType().getCanonicalType();
  std::string Name = Type.getAsString();
  std::replace(Name.begin(), Name.end(), ' ', '_');
  return bitFieldStruct("__ferry_bits_" + std::string(isWrittenSigned() ? "signed_" : "") +
                            Name + "_" + std::to_string(width(Context)),
                        Type, width(Context), Context);
}

} // namespace ferry
