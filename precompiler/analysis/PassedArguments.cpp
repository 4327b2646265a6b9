//===- PassedArguments.cpp - calls and functions without a prototype --------===//

#include "PassedArguments.h"
#include "VariableArguments.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/Decl.h"
#include "clang/AST/Expr.h"
#include "clang/Basic/Builtins.h"
#include "llvm/ADT/STLExtras.h"

using namespace clang;

namespace ferry {
namespace {

/// What is passed, as C promotes it. Where Clang knows the definition it converts to
/// the parameters' types, which C does not say.
QualType passedAs(const Expr *Argument, const ASTContext &Context) {
  QualType Type = Argument->IgnoreParenImpCasts()->getType();
  if (Type->isArrayType() || Type->isFunctionType())
    return Context.getDecayedType(Type);
  if (Context.isPromotableIntegerType(Type))
    return Context.getPromotedIntegerType(Type);
  return Context.hasSameUnqualifiedType(Type, Context.FloatTy) ? Context.DoubleTy : Type;
}

/// Whether an argument of type \p Passed is, bit by bit and without a warning,
/// what a parameter of type \p Taken wants.
bool passesAs(QualType Passed, QualType Taken, const ASTContext &Context) {
  if (Context.hasSameUnqualifiedType(Passed, Taken))
    return true;
  if (Passed->isIntegralOrEnumerationType() && Taken->isIntegralOrEnumerationType())
    return Context.getTypeSize(Passed) == Context.getTypeSize(Taken);
  const auto *From = Passed->getAs<PointerType>(), *To = Taken->getAs<PointerType>();
  if (!From || !To)
    return false;
  QualType Source = From->getPointeeType(), Target = To->getPointeeType();
  unsigned Qualifiers = Source.getCVRQualifiers();
  return (Target.getCVRQualifiers() & Qualifiers) == Qualifiers &&
         (Context.hasSameUnqualifiedType(Source, Target) ||
          (Target->isVoidType() && Source->isObjectType()));
}

/// What the unit says of the function's parameters; null when it says nothing.
/// Clang gives old definitions a prototype with the promoted types.
const FunctionDecl *whatIsKnown(const FunctionDecl &Function) {
  if (const FunctionDecl *Definition = Function.getDefinition())
    return Definition;
  const FunctionDecl *Last = Function.getMostRecentDecl();
  return Last->hasPrototype() ? Last : nullptr;
}

} // namespace

bool hasParameterList(const FunctionDecl &Definition) {
  return Definition.getNumParams() && !Definition.hasWrittenPrototype();
}

llvm::SmallVector<QualType, 6> passedTypes(const FunctionDecl &Function) {
  llvm::SmallVector<QualType, 6> Types;
  const FunctionDecl *Known =
      Function.hasPrototype() ? &Function : whatIsKnown(Function);
  if (Known)
    if (const auto *Proto = Known->getType()->getAs<FunctionProtoType>())
      Types.append(Proto->param_type_begin(), Proto->param_type_end());
  return Types;
}

bool compilersMayAnswer(const CallExpr &Call) {
  const FunctionDecl *Callee = Call.getDirectCallee();
  unsigned Id = Callee ? Callee->getBuiltinID() : 0;
  return Id && !Callee->isVariadic() &&
         Callee->getASTContext().BuiltinInfo.isPredefinedLibFunction(Id) &&
         llvm::none_of(Callee->parameters(), [](const ParmVarDecl *P) {
           return holdsVaList(P->getType());
         });
}

bool callsExternalForm(const CallExpr &Call) {
  const FunctionDecl *Callee = Call.getDirectCallee();
  if (compilersMayAnswer(Call))
    return true;
  if (!Callee || Callee->hasPrototype())
    return false;
  // Without arguments there is nothing to be wrong about.
  if (!whatIsKnown(*Callee))
    return Call.getNumArgs() != 0;
  const ASTContext &Context = Callee->getASTContext();
  if (whatIsKnown(*Callee)->isVariadic())
    return true;
  llvm::SmallVector<QualType, 6> Taken = passedTypes(*Callee);
  if (Taken.size() != Call.getNumArgs())
    return true;
  for (unsigned I = 0; I < Taken.size(); ++I)
    if (!passesAs(passedAs(Call.getArg(I), Context), Taken[I], Context))
      return true;
  return false;
}

} // namespace ferry
