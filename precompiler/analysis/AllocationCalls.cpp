//===- AllocationCalls.cpp - what a call that allocates says -----------------===//

#include "AllocationCalls.h"
#include "PollPlacement.h"
#include "UnitSummary.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/Expr.h"

using namespace clang;

namespace ferry {

static bool isNumber(const Expr *E) { return E->getType()->isIntegerType(); }

QualType allocatorSize(const CallExpr &Call, QualType To, const ASTContext &Context) {
  QualType Found;
  bool Differ = false;
  for (const Expr *Argument : Call.arguments()) {
    QualType Size = isNumber(Argument) ? sizedType(Argument, Context) : QualType();
    if (Size.isNull() || Size->isCharType())
      continue;
    if (!To.isNull() && Context.hasSameUnqualifiedType(Size, To))
      return Size;
    Differ |= !Found.isNull() && !Context.hasSameUnqualifiedType(Size, Found);
    Found = Size;
  }
  return Differ ? QualType() : Found;
}

TailSize allocationTail(const CallExpr &Call, Allocation What, QualType Type,
                        QualType Element, bool Open, const ASTContext &Context) {
  unsigned Last = Call.getNumArgs() - 1;
  bool IsArray = What == Allocation::Calloc || What == Allocation::ReallocArray;
  bool Rest = false;
  for (unsigned N = IsArray ? Last - 1 : Last; N <= Last; ++N)
    Rest |= hasRest(Call.getArg(N), Context);
  TailSize WithRest = Rest ? TailSize::Unclear : TailSize::None;
  if (Element.isNull())
    return WithRest;
  // calloc(n, sizeof(struct s)): many of them.
  const Expr *Number = IsArray ? Call.getArg(Last - 1)->IgnoreParenCasts() : nullptr;
  const auto *One = dyn_cast_or_null<IntegerLiteral>(Number);
  if (Number && !(One && One->getValue() == 1))
    return WithRest;
  TailSize Found = tailSize(Call.getArg(Last), Type, Element, Open, Context);
  // The list of what a function took with alloca has no place for it.
  // Nor is there a valloc for it.
  bool HasNone = What == Allocation::Alloca || What == Allocation::Pages;
  return HasNone && Found != TailSize::None ? TailSize::Unclear : Found;
}

static bool isConstant(const Expr &E, int64_t Wanted, const ASTContext &Context) {
  std::optional<llvm::APSInt> Value = E.getIntegerConstantExpr(Context);
  return Value && *Value == Wanted;
}

bool isOneByte(const CallExpr &Call, Allocation What, const ASTContext &Context) {
  if (!hasItsShape(Call, What))
    return false;
  auto IsOne = [&](const Expr *E) { return isConstant(*E, 1, Context); };
  switch (What) {
  case Allocation::Malloc:
    return IsOne(Call.getArg(0));
  case Allocation::Calloc:
    return IsOne(Call.getArg(0)) && IsOne(Call.getArg(1));
  case Allocation::Realloc:
    return IsOne(Call.getArg(1));
  case Allocation::ReallocArray:
    return IsOne(Call.getArg(1)) && IsOne(Call.getArg(2));
  default:
    return false;
  }
}

static bool isBehind(const Expr *E, const VarDecl &Pointer, bool Inside) {
  E = E->IgnoreParens();
  if (const auto *Cast = dyn_cast<CastExpr>(E)) {
    const Expr *Of = Cast->getSubExpr()->IgnoreParens();
    if (Cast->getCastKind() == CK_LValueToRValue && !isa<DeclRefExpr>(Of))
      return false; // what stands there
    return isBehind(Of, Pointer, Inside);
  }
  if (const auto *Ref = dyn_cast<DeclRefExpr>(E))
    return Inside && Ref->getDecl() == &Pointer;
  if (const auto *Unary = dyn_cast<UnaryOperator>(E))
    return isBehind(Unary->getSubExpr(), Pointer, true);
  if (const auto *Element = dyn_cast<ArraySubscriptExpr>(E))
    return isBehind(Element->getBase(), Pointer, true);
  if (const auto *Member = dyn_cast<MemberExpr>(E))
    return isBehind(Member->getBase(), Pointer, true);
  if (const auto *Choice = dyn_cast<ConditionalOperator>(E))
    return isBehind(Choice->getTrueExpr(), Pointer, Inside) ||
           isBehind(Choice->getFalseExpr(), Pointer, Inside);
  const auto *Sum = dyn_cast<BinaryOperator>(E);
  return Sum && Sum->getType()->isPointerType() && Sum->isAdditiveOp() &&
         (isBehind(Sum->getLHS(), Pointer, true) || isBehind(Sum->getRHS(), Pointer, true));
}

static bool returnsBehind(const Stmt *S, const VarDecl &Pointer) {
  if (const auto *Return = dyn_cast_or_null<ReturnStmt>(S))
    return Return->getRetValue() && isBehind(Return->getRetValue(), Pointer, false);
  return S && llvm::any_of(S->children(), [&](const Stmt *Child) {
           return returnsBehind(Child, Pointer);
         });
}

bool isHeader(const VarDecl *Pointer, const FunctionDecl &In) {
  return Pointer && In.getReturnType()->isVoidPointerType() &&
         returnsBehind(In.getBody(), *Pointer);
}

bool asksForNothing(const CallExpr &Call, const ASTContext &Context) {
  return llvm::none_of(Call.arguments(), [&](const Expr *Argument) {
    return isNumber(Argument) && !isConstant(*Argument, 0, Context);
  });
}

TailSize allocatorTail(const CallExpr &Call, QualType Type, QualType Element, bool Open,
                       const ASTContext &Context) {
  const Expr *Size = nullptr, *Other = nullptr;
  unsigned Others = 0;
  bool Rest = false;
  for (const Expr *Argument : Call.arguments()) {
    if (!isNumber(Argument))
      continue;
    bool HasRest = hasRest(Argument, Context);
    Rest |= HasRest;
    const auto *Literal = dyn_cast<IntegerLiteral>(Argument->IgnoreParenCasts());
    if (Literal && Literal->getValue() == 1)
      continue;
    if (!Size && (HasRest || !sizedType(Argument, Context).isNull())) {
      Size = Argument;
    } else {
      Other = Argument;
      ++Others;
    }
  }
  TailSize WithRest = Rest ? TailSize::Unclear : TailSize::None;
  if (Element.isNull())
    return WithRest;
  if (Size && Others)
    return WithRest; // n, sizeof(struct s): many of them
  if (!Size && Others != 1)
    return TailSize::Unclear;
  return tailSize(Size ? Size : Other, Type, Element, Open, Context);
}

/// Whether a function of the program may run in there.
static bool callsProgram(const Stmt *S, const ASTContext &Context) {
  if (isa<StmtExpr>(S))
    return true;
  if (const auto *Call = dyn_cast<CallExpr>(S)) {
    const FunctionDecl *Callee = Call->getDirectCallee();
    if (!Callee || !isForeign(*Callee) ||
        llvm::any_of(Call->arguments(), [](const Expr *Argument) {
          return Argument->getType()->isFunctionPointerType();
        }))
      return true;
  }
  return llvm::any_of(evaluatedChildren(S, Context), [&](const Stmt *Child) {
    return callsProgram(Child, Context);
  });
}

LastArgument lastArgument(const CallExpr &Call, const ASTContext &Context) {
  LastArgument Number, Pointer, Calling;
  bool IsIndirect = !Call.getDirectCallee();
  if (IsIndirect && callsProgram(Call.getCallee(), Context))
    return {};
  for (const Expr *Argument : Call.arguments()) {
    // Of a type that has a name everywhere, and no more bits than are carried through.
    QualType Type = Argument->getType().getCanonicalType();
    bool Suits = isa<BuiltinType>(Type) && Type->isIntegerType() &&
                 Context.getTypeSize(Type) <= 64;
    if (callsProgram(Argument, Context)) {
      if (Calling.Argument || !Suits || IsIndirect)
        return {};
      Calling = {Argument, true, true};
    } else if (Suits && !Number.Argument) {
      Number = {Argument, true, false};
    } else if (Type->isPointerType() && !Pointer.Argument &&
               !Argument->isNullPointerConstant(const_cast<ASTContext &>(Context),
                                                Expr::NPC_ValueDependentIsNotNull)) {
      Pointer = {Argument, false, false};
    }
  }
  return Calling.Argument ? Calling : Number.Argument ? Number : Pointer;
}

} // namespace ferry
