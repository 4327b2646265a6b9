//===- LaterUses.cpp - what a pointer without a type turns out to be --------===//

#include "LaterUses.h"
#include "Allocation.h"
#include "PollPlacement.h"
#include "UnitSummary.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/Decl.h"
#include "clang/AST/Expr.h"
#include "clang/AST/Stmt.h"
#include "llvm/ADT/StringSwitch.h"

using namespace clang;

namespace ferry {
namespace {

/// Functions of the C library that keep no pointer and know no type.
bool isOpenToAll(const CallExpr &Call) {
  const FunctionDecl *Callee = Call.getDirectCallee();
  if (!Callee || !Callee->getIdentifier() || !isForeign(*Callee))
    return false;
  llvm::StringRef Name = Callee->getName();
  Name.consume_front("__builtin_");
  return llvm::StringSwitch<bool>(Name)
      .Cases("free", "realloc", "reallocarray", "memset", "bzero", true)
      .Cases("memcpy", "memmove", "memcmp", "fread", "fwrite", true)
      .Default(false);
}

class Uses {
public:
  Uses(const VarDecl &Pointer, const FunctionDecl &In)
      : Pointer(Pointer), Context(In.getASTContext()) {
    if (Pointer.getInit())
      assigned(Pointer.getInit());
    visit(In.getBody());
  }

  QualType result() const { return Unclear || Assignments > 1 ? QualType() : Found; }

private:
  bool isPointer(const Expr *E) const {
    const auto *Ref = dyn_cast<DeclRefExpr>(E->IgnoreParens());
    return Ref && Ref->getDecl() == &Pointer;
  }

  static bool isVague(QualType Type) {
    QualType To = Type->getPointeeType();
    return !To.isNull() && (To->isVoidType() || To->isIncompleteType());
  }

  /// The value of the pointer, without a type as yet.
  bool isValue(const Expr *E) const {
    const auto *Cast = dyn_cast<CastExpr>(E->IgnoreParens());
    if (!Cast)
      return false;
    if (Cast->getCastKind() == CK_LValueToRValue)
      return isPointer(Cast->getSubExpr());
    return isVague(Cast->getType()) && isValue(Cast->getSubExpr());
  }

  void assigned(const Expr *Value) {
    Value = Value->IgnoreParenCasts();
    if (Value->isNullPointerConstant(const_cast<ASTContext &>(Context),
                                     Expr::NPC_ValueDependentIsNotNull))
      return;
    // p = realloc(p, n)
    const auto *Call = dyn_cast<CallExpr>(Value);
    if (!Call || !isOpenToAll(*Call) || !isValue(Call->getArg(0)))
      ++Assignments;
  }

  void visit(const Stmt *S) {
    const auto *Binary = dyn_cast<BinaryOperator>(S);
    if (Binary && Binary->getOpcode() == BO_Assign && isPointer(Binary->getLHS())) {
      assigned(Binary->getRHS());
      return visitPart(S, Binary->getRHS());
    }
    // posix_memalign(&p, alignment, n)
    const auto *Call = dyn_cast<CallExpr>(S);
    if (Call && allocationBy(Call->getDirectCallee()) == Allocation::AlignedInto &&
        hasItsShape(*Call, Allocation::AlignedInto)) {
      const auto *Into = dyn_cast<UnaryOperator>(alignedInto(*Call));
      if (Into && Into->getOpcode() == UO_AddrOf && isPointer(Into->getSubExpr())) {
        ++Assignments;
        for (unsigned N = 1; N != Call->getNumArgs(); ++N)
          visitPart(S, Call->getArg(N));
        return;
      }
    }
    for (const Stmt *Child : evaluatedChildren(S, Context))
      visitPart(S, Child);
  }

  void visitPart(const Stmt *S, const Stmt *Part) {
    const auto *E = dyn_cast<Expr>(Part);
    if (E && isValue(E))
      use(S, E);
    else if (E && isPointer(E))
      Unclear = true; // its address, a part
    else
      visit(Part);
  }

  void use(const Stmt *S, const Expr *Value) {
    if (const auto *Cast = dyn_cast<CastExpr>(S))
      return conversion(*Cast);
    if (const auto *Call = dyn_cast<CallExpr>(S))
      Unclear |= !isOpenToAll(*Call);
    else if (const auto *Binary = dyn_cast<BinaryOperator>(S))
      Unclear |= !Binary->isComparisonOp() && !Binary->isLogicalOp();
    else if (const auto *Unary = dyn_cast<UnaryOperator>(S))
      Unclear |= Unary->getOpcode() != UO_LNot;
    else if (const auto *Choice = dyn_cast<ConditionalOperator>(S))
      Unclear |= Value != Choice->getCond();
    else
      Unclear |= !isa<IfStmt, WhileStmt, DoStmt, ForStmt>(S);
  }

  void conversion(const CastExpr &Cast) {
    if (Cast.getCastKind() == CK_ToVoid || Cast.getCastKind() == CK_PointerToBoolean)
      return;
    QualType To = Cast.getType()->getPointeeType();
    if (To.isNull() || To->isFunctionType())
      return void(Unclear = true);
    To = Context.getBaseElementType(To).getUnqualifiedType();
    if (To->isCharType() || (!Found.isNull() && !Context.hasSameType(Found, To)))
      Unclear = true;
    Found = To;
  }

  const VarDecl &Pointer;
  const ASTContext &Context;
  QualType Found;
  unsigned Assignments = 0;
  bool Unclear = false;
};

} // namespace

QualType laterType(const VarDecl &Pointer, const FunctionDecl &In) {
  if (!Pointer.hasLocalStorage() || isa<ParmVarDecl>(Pointer) ||
      !Pointer.getType()->isVoidPointerType())
    return {};
  return Uses(Pointer, In).result();
}

} // namespace ferry
