//===- AllocationSizes.cpp - what the size of an allocation says ------------===//

#include "AllocationSizes.h"
#include "VariableArguments.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/Expr.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallVector.h"

using namespace clang;

namespace ferry {

QualType sizedType(const Expr *Size, const ASTContext &Context) {
  Size = Size->IgnoreParenCasts();
  if (const auto *Trait = dyn_cast<UnaryExprOrTypeTraitExpr>(Size)) {
    if (Trait->getKind() != UETT_SizeOf)
      return {};
    QualType Type = Trait->getTypeOfArgument();
    // malloc(sizeof table), malloc(sizeof "text"): as many elements.
    return Context.getBaseElementType(
        carriedType(Type, const_cast<ASTContext &>(Context)));
  }
  if (const auto *Binary = dyn_cast<BinaryOperator>(Size)) {
    switch (Binary->getOpcode()) {
    case BO_Mul: {
      // n * sizeof(T); with two of them, the one that is no plain byte count.
      QualType Left = sizedType(Binary->getLHS(), Context);
      QualType Right = sizedType(Binary->getRHS(), Context);
      return Right.isNull() ? Left : Right;
    }
    case BO_Add: {
      QualType Left = sizedType(Binary->getLHS(), Context);
      QualType Right = sizedType(Binary->getRHS(), Context);
      if (!Left.isNull() && !Right.isNull() &&
          !Context.hasSameUnqualifiedType(Left, Right))
        return {}; // a header and its elements: two types in one block
      return Left.isNull() ? Right : Left;
    }
    case BO_Sub:
    case BO_Shl:
      return sizedType(Binary->getLHS(), Context);
    default:
      return {};
    }
  }
  if (const auto *Choice = dyn_cast<ConditionalOperator>(Size)) {
    QualType Type = sizedType(Choice->getTrueExpr(), Context);
    return Type.isNull() ? sizedType(Choice->getFalseExpr(), Context) : Type;
  }
  return {};
}

using Terms = llvm::SmallVector<const Expr *, 4>;

static void addTerms(const Expr *Size, Terms &To) {
  Size = Size->IgnoreParenCasts();
  const auto *Binary = dyn_cast<BinaryOperator>(Size);
  if (Binary && Binary->isAdditiveOp()) {
    addTerms(Binary->getLHS(), To);
    addTerms(Binary->getRHS(), To);
  } else {
    To.push_back(Size);
  }
}

bool hasRest(const Expr *Size, const ASTContext &Context) {
  Terms Parts;
  addTerms(Size, Parts);
  QualType Header;
  for (const Expr *Term : Parts) {
    if (isa<OffsetOfExpr>(Term))
      return Parts.size() > 1;
    if (Header.isNull())
      Header = sizedType(Term, Context);
  }
  return !Header.isNull() && llvm::any_of(Parts, [&](const Expr *Term) {
    QualType Type = sizedType(Term, Context);
    return Type.isNull() || !Context.hasSameUnqualifiedType(Type, Header);
  });
}

TailSize tailSize(const Expr *Size, QualType Struct, QualType Element, bool Open,
                  const ASTContext &Context) {
  Terms Parts;
  addTerms(Size, Parts);
  unsigned Structs = 0, Offsets = 0, Products = 0, Rest = 0;
  bool Fits = true;
  bool OfBytes = Context.getTypeSizeInChars(Element).isOne();
  for (const Expr *Term : Parts) {
    QualType Type = sizedType(Term, Context);
    if (isa<OffsetOfExpr>(Term)) {
      ++Offsets;
    } else if (!Type.isNull() && Context.hasSameUnqualifiedType(Type, Struct)) {
      // Of the struct itself; an array of it, or a product, is of many.
      const auto *Trait = dyn_cast<UnaryExprOrTypeTraitExpr>(Term);
      if (Trait && !Trait->getTypeOfArgument()->isArrayType())
        ++Structs;
      else
        ++Products;
    } else {
      ++Rest;
      // A number without a type: of bytes.
      Fits &= Type.isNull() ? OfBytes || Open
                            : Context.hasSameUnqualifiedType(Type, Element) ||
                                  Context.hasSameUnqualifiedType(
                                      Type, Context.getBaseElementType(Element)) ||
                                  Type->isCharType();
    }
  }
  if (Structs + Offsets == 0) {
    if (Products)
      return Rest ? TailSize::Unclear : TailSize::None;
    // Computed elsewhere: of many structs, or of one with elements behind it.
    return Open ? TailSize::BehindOffset : TailSize::Unclear;
  }
  if (!Open && Rest == 0 && Products == 0 && Offsets == 0)
    return TailSize::None; // one of them, or some
  if (Structs + Offsets != 1 || Products || !Fits)
    return TailSize::Unclear;
  return Structs ? TailSize::BehindStruct : TailSize::BehindOffset;
}

} // namespace ferry
