//===- WholeValues.cpp - memory in units of a type --------------------------===//
#include "WholeValues.h"
#include "UnitSummary.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/Decl.h"
#include "clang/AST/Expr.h"

using namespace clang;

namespace ferry {

bool isLibraryFunction(const FunctionDecl *Function, llvm::ArrayRef<llvm::StringRef> Names) {
  if (!Function || !Function->getIdentifier() || !isForeign(*Function))
    return false;
  llvm::StringRef Name = Function->getName();
  Name.consume_front("__builtin_");
  return llvm::is_contained(Names, Name);
}

static bool isSame(QualType A, QualType B) {
  return A.getCanonicalType().getUnqualifiedType() == B.getCanonicalType().getUnqualifiedType();
}

/// What a pointer points to one or many of.
static QualType elementOf(const Expr &Pointer, const ASTContext &Context) {
  QualType Type = Pointer.getType();
  return Context.getBaseElementType(Type->isPointerType() ? Type->getPointeeType() : Type);
}

namespace {
enum class Room { Whole, OrMore };
} // namespace

/// sizeof the type, times something; with Room::OrMore something more, too.
static bool hasSizeOf(const Expr &Size, QualType Type, Room Of, const ASTContext &Context) {
  const Expr *E = Size.IgnoreParenImpCasts();
  if (const auto *Sizeof = dyn_cast<UnaryExprOrTypeTraitExpr>(E))
    return Sizeof->getKind() == UETT_SizeOf &&
           isSame(Context.getBaseElementType(Sizeof->getTypeOfArgument()), Type);
  const auto *Both = dyn_cast<BinaryOperator>(E);
  return Both &&
         (Both->getOpcode() == BO_Mul || (Of == Room::OrMore && Both->getOpcode() == BO_Add)) &&
         (hasSizeOf(*Both->getLHS(), Type, Of, Context) ||
          hasSizeOf(*Both->getRHS(), Type, Of, Context));
}

bool copiesWhole(const CallExpr &Call, const ASTContext &Context) {
  if (!isLibraryFunction(Call.getDirectCallee(), {"memcpy", "memmove"}) ||
      Call.getNumArgs() != 3)
    return false;
  QualType To = elementOf(*Call.getArg(0)->IgnoreParenCasts(), Context);
  return isSame(To, elementOf(*Call.getArg(1)->IgnoreParenCasts(), Context)) &&
         hasSizeOf(*Call.getArg(2), To, Room::Whole, Context);
}

bool clearsWhole(const CallExpr &Call, const ASTContext &Context) {
  return isLibraryFunction(Call.getDirectCallee(), {"memset"}) && Call.getNumArgs() == 3 &&
         hasSizeOf(*Call.getArg(2), elementOf(*Call.getArg(0)->IgnoreParenCasts(), Context),
                   Room::Whole, Context);
}

bool isFresh(const Expr &Pointer, QualType As) {
  const auto *Call = dyn_cast<CallExpr>(Pointer.IgnoreParenCasts());
  const FunctionDecl *Callee = Call ? Call->getDirectCallee() : nullptr;
  if (isLibraryFunction(Callee, {"realloc", "reallocarray"}) && Call->getNumArgs() > 0) {
    const Expr *Old = Call->getArg(0)->IgnoreParenCasts();
    return isa<IntegerLiteral>(Old) || // a null pointer
           (Old->getType()->isPointerType() &&
            isSame(Old->getType()->getPointeeType(), As->getPointeeType()));
  }
  return isLibraryFunction(Callee, {"malloc", "calloc", "alloca", "aligned_alloc", "memalign"});
}

/// Of a struct that ends in an array: what its elements are.
static QualType tailElement(QualType Type, const ASTContext &Context) {
  const RecordDecl *Record = Type->getAsRecordDecl();
  Record = Record ? Record->getDefinition() : nullptr;
  QualType Last;
  if (Record)
    for (const FieldDecl *Field : Record->fields())
      Last = Field->getType();
  return !Last.isNull() && Last->isArrayType() ? Context.getBaseElementType(Last) : QualType();
}

bool isAllocated(const Expr &Pointer, QualType As, const ASTContext &Context) {
  const auto *Call = dyn_cast<CallExpr>(Pointer.IgnoreParenCasts());
  const FunctionDecl *Callee = Call ? Call->getDirectCallee() : nullptr;
  if (!Callee || !As->isPointerType() || (isForeign(*Callee) && !isFresh(Pointer, As)))
    return false;
  QualType Element = Context.getBaseElementType(As->getPointeeType());
  QualType Tail = tailElement(Element, Context);
  return llvm::any_of(Call->arguments(), [&](const Expr *Size) {
    return hasSizeOf(*Size, Element, Room::Whole, Context) ||
           (!Tail.isNull() && hasSizeOf(*Size, Element, Room::OrMore, Context) &&
            hasSizeOf(*Size, Tail, Room::OrMore, Context));
  });
}

bool isZero(const Expr &Value, const ASTContext &Context) {
  if (const auto *List = dyn_cast<InitListExpr>(&Value))
    return llvm::all_of(List->inits(), [&](const Expr *E) { return isZero(*E, Context); });
  if (isa<ImplicitValueInitExpr>(Value))
    return true;
  const auto *Number = dyn_cast<IntegerLiteral>(Value.IgnoreParenImpCasts());
  return Number && Number->getValue().isZero();
}

} // namespace ferry
