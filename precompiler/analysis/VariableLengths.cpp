//===- VariableLengths.cpp - lengths that are known at run time only --------===//

#include "VariableLengths.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/Decl.h"
#include "clang/AST/Expr.h"
#include "clang/AST/TypeLoc.h"

using namespace clang;

namespace ferry {

bool isVariableArray(const VarDecl &Variable) {
  return Variable.hasLocalStorage() && Variable.getType()->isArrayType() &&
         Variable.getType()->isVariablyModifiedType();
}

std::vector<VariableLength> lengthsOf(const NamedDecl &Declared) {
  const TypeSourceInfo *Info = nullptr;
  if (const auto *Variable = dyn_cast<VarDecl>(&Declared))
    Info = Variable->getTypeSourceInfo();
  else if (const auto *Typedef = dyn_cast<TypedefNameDecl>(&Declared))
    Info = Typedef->getTypeSourceInfo();
  std::vector<VariableLength> Found;
  if (!Info || !Info->getType()->isVariablyModifiedType())
    return Found;
  unsigned Depth = 0;
  // The array that a parameter is written as is a pointer.
  bool Decays = isa<ParmVarDecl>(Declared) && Info->getType()->isArrayType();
  for (TypeLoc Loc = Info->getTypeLoc(); !Loc.isNull(); Loc = Loc.getNextTypeLoc()) {
    if (auto Array = Loc.getAs<ArrayTypeLoc>()) {
      if (std::exchange(Decays, false))
        continue;
      if (isa<VariableArrayType>(Array.getTypePtr()) && Array.getSizeExpr())
        Found.push_back({Array.getSizeExpr(), Depth});
      ++Depth;
    } else if (Loc.getAs<TypedefTypeLoc>() || Loc.getAs<TypeOfExprTypeLoc>() ||
               Loc.getAs<TypeOfTypeLoc>()) {
      break;
    }
  }
  return Found;
}

const Expr *effectOfParameter(const ParmVarDecl &Parameter) {
  const TypeSourceInfo *Info = Parameter.getTypeSourceInfo();
  if (!Info || Parameter.getType().getCanonicalType()->isVariablyModifiedType())
    return nullptr;
  auto Array = Info->getTypeLoc().getAs<ArrayTypeLoc>();
  const Expr *Size = Array ? Array.getSizeExpr() : nullptr;
  return Size && isa<VariableArrayType>(Array.getTypePtr()) &&
                 Size->HasSideEffects(Parameter.getASTContext())
             ? Size
             : nullptr;
}

bool isPlain(QualType Type, const ASTContext &Context) {
  if (const auto *Pointer = Type->getAs<PointerType>())
    Type = Pointer->getPointeeType();
  return !Context.getBaseElementType(Type)->isVariablyModifiedType();
}

QualType flattened(QualType Type, const ASTContext &Context) {
  if (!Type->isVariablyModifiedType() || !isPlain(Type, Context))
    return Type;
  QualType Array = Type;
  if (const auto *Pointer = Type->getAs<PointerType>())
    Array = Pointer->getPointeeType();
  return Context.getPointerType(Context.getBaseElementType(Array));
}

bool isStackAllocation(const CallExpr &Call) {
  const FunctionDecl *Callee = Call.getDirectCallee();
  if (!Callee || !Callee->getIdentifier() || Call.getNumArgs() != 1)
    return false;
  llvm::StringRef Name = Callee->getName();
  return (Name == "alloca" || Name == "__builtin_alloca") && Callee->getBuiltinID();
}

std::string lengthText(const NamedDecl &Declared, llvm::StringRef Written,
                       unsigned Depth) {
  std::string Element = "(*" + Written.str() + ")";
  if (const auto *Typedef = dyn_cast<TypedefNameDecl>(&Declared))
    Element = Typedef->getUnderlyingType()->isPointerType()
                  ? "(*(" + Written.str() + ")0)"
                  : "(*(" + Written.str() + " *)0)";
  for (unsigned I = 0; I < Depth; ++I)
    Element += "[0]";
  return "sizeof(" + Element + ") / sizeof(" + Element + "[0])";
}

} // namespace ferry
