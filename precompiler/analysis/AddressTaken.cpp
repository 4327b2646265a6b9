//===- AddressTaken.cpp - variables that pointers may lead to ---------------===//

#include "AddressTaken.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/Decl.h"
#include "clang/AST/Expr.h"

using namespace clang;

namespace ferry {
namespace {

constexpr unsigned MostScalars = 8;

/// Counts scalars up to a limit; what is no scalar, array or struct counts as
/// too many.
void countScalars(QualType Type, const ASTContext &Context, unsigned &Count) {
  if (Count > MostScalars)
    return;
  Type = Type.getCanonicalType();
  if (const auto *Array = Context.getAsConstantArrayType(Type)) {
    uint64_t Elements = Array->getSize().getLimitedValue(MostScalars + 1);
    for (uint64_t I = 0; I < Elements && Count <= MostScalars; ++I)
      countScalars(Array->getElementType(), Context, Count);
    return;
  }
  if (const auto *Record = Type->getAs<RecordType>()) {
    const RecordDecl *Decl = Record->getDecl();
    if (Decl->isUnion() || !Decl->isCompleteDefinition() ||
        Decl->hasFlexibleArrayMember() || Decl->hasAttr<AlignedAttr>()) {
      Count = MostScalars + 1;
      return;
    }
    for (const FieldDecl *Field : Decl->fields()) {
      if (Field->isBitField() || Field->hasAttr<AlignedAttr>() ||
          Field->getType().isVolatileQualified() ||
          Context.getBaseElementType(Field->getType()).isConstQualified())
        Count = MostScalars + 1; // Cannot be copied or assigned.
      countScalars(Field->getType(), Context, Count);
    }
    return;
  }
  if (Type->isAnyComplexType())
    Count += 2;
  else
    Count += Type->isScalarType() ? 1 : MostScalars + 1;
}

class Finder {
public:
  explicit Finder(VariableSet &Found) : Found(Found) {}

  void visit(const Stmt *S) {
    if (!S)
      return;
    if (const auto *Unary = dyn_cast<UnaryOperator>(S);
        Unary && Unary->getOpcode() == UO_AddrOf)
      taken(Unary->getSubExpr());
    else if (const auto *Cast = dyn_cast<CastExpr>(S);
             Cast && Cast->getCastKind() == CK_ArrayToPointerDecay)
      taken(Cast->getSubExpr());
    if (const auto *Declaration = dyn_cast<DeclStmt>(S)) {
      for (const Decl *D : Declaration->decls())
        if (const auto *Variable = dyn_cast<VarDecl>(D))
          visit(Variable->getInit());
      return;
    }
    // The syntactic form of an initialiser list has every expression once.
    if (const auto *List = dyn_cast<InitListExpr>(S);
        List && List->getSyntacticForm())
      S = List->getSyntacticForm();
    for (const Stmt *Child : S->children())
      visit(Child);
  }

private:
  /// The part of an array that `&a[i]` names is reached by a decay of `a`.
  void taken(const Expr *Lvalue) {
    bool Part;
    if (const VarDecl *Variable = rootVariable(Lvalue, Part))
      Found.insert(Variable);
  }

  VariableSet &Found;
};

} // namespace

static const Expr *root(const Expr *Lvalue, bool &Part) {
  Part = false;
  for (;;) {
    Lvalue = Lvalue->IgnoreParens();
    if (const auto *Member = dyn_cast<MemberExpr>(Lvalue)) {
      if (Member->isArrow())
        return Member;
      Part = true;
      Lvalue = Member->getBase();
    } else if (const auto *Unary = dyn_cast<UnaryOperator>(Lvalue);
               Unary && (Unary->getOpcode() == UO_Extension ||
                         Unary->getOpcode() == UO_Real ||
                         Unary->getOpcode() == UO_Imag)) {
      Part |= Unary->getOpcode() != UO_Extension;
      Lvalue = Unary->getSubExpr();
    } else {
      return Lvalue;
    }
  }
}

const Expr *rootObject(const Expr *Lvalue) {
  bool Part;
  return root(Lvalue, Part);
}

const VarDecl *rootVariable(const Expr *Lvalue, bool &Part) {
  const auto *Ref = dyn_cast<DeclRefExpr>(root(Lvalue, Part));
  const auto *Variable = Ref ? dyn_cast<VarDecl>(Ref->getDecl()) : nullptr;
  return Variable ? Variable->getCanonicalDecl() : nullptr;
}

const VarDecl *rootLocal(const Expr *Lvalue, bool &Part) {
  const VarDecl *Variable = rootVariable(Lvalue, Part);
  return Variable && Variable->hasLocalStorage() ? Variable : nullptr;
}

void findAddressTaken(const Stmt *Body, VariableSet &Found) {
  Finder(Found).visit(Body);
}

bool isValueType(QualType Type, const ASTContext &Context) {
  if (Type.isVolatileQualified() || Type->isArrayType() || Type->isAtomicType())
    return false;
  unsigned Count = 0;
  countScalars(Type, Context, Count);
  return Count <= MostScalars;
}

} // namespace ferry
