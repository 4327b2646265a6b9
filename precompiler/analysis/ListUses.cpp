//===- ListUses.cpp - where a va_list may stand -----------------------------===//

#include "ListUses.h"
#include "EvaluationOrder.h"
#include "PassedArguments.h"
#include "ProgramFacts.h"
#include "VariableArguments.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/Decl.h"
#include "clang/AST/Expr.h"
#include "clang/AST/RecursiveASTVisitor.h"
#include "llvm/ADT/SmallPtrSet.h"

using namespace clang;

namespace ferry {
namespace {

class Uses : public RecursiveASTVisitor<Uses> {
public:
  Uses(const FunctionDecl &Function, const ProgramFacts &Facts, RefuseList Refuse)
      : Function(Function), Facts(Facts), Refuse(Refuse) {}

  bool VisitVAArgExpr(VAArgExpr *E) { return operand(*E->getSubExpr()); }

  bool VisitUnaryOperator(UnaryOperator *E) {
    if (E->getOpcode() == UO_AddrOf)
      InPlace.insert(E->getSubExpr()->IgnoreParens());
    return E->getOpcode() != UO_Deref || lvalue(*E);
  }
  bool VisitArraySubscriptExpr(ArraySubscriptExpr *E) { return lvalue(*E); }
  bool VisitMemberExpr(MemberExpr *E) { return lvalue(*E); }
  bool VisitDeclRefExpr(DeclRefExpr *E) { return lvalue(*E); }

  bool VisitCastExpr(CastExpr *E) {
    if (E->getCastKind() == CK_ToVoid)
      InPlace.insert(E->getSubExpr()->IgnoreParenImpCasts());
    bool Reads = E->getCastKind() == CK_BitCast || E->getCastKind() == CK_PointerToIntegral ||
                 E->getCastKind() == CK_IntegralToPointer;
    QualType From = E->getSubExpr()->getType(), To = E->getType();
    // What comes from `void *` or becomes one is a list in memory (ListPlaces.h).
    bool Keeps = E->getCastKind() == CK_BitCast &&
                 (From->isVoidPointerType() || To->isVoidPointerType());
    if (Reads && !Keeps && holdsVaList(From) != holdsVaList(To))
      refuse(*E, "what is converted here");
    return true;
  }

  bool VisitCallExpr(CallExpr *Call) {
    if (ListMacro Macro = listMacro(*Call); Macro != ListMacro::None) {
      operand(*Call->getArg(0));
      // The last parameter, which may be a list, or the list that is copied.
      return Call->getNumArgs() < 2 || operand(*Call->getArg(1));
    }
    const FunctionProtoType *Type = calledType(*Call);
    if (!Type)
      return true;
    if (Facts.isSite(Call) && Call->getNumArgs() > Type->getNumParams() + MostVariableArguments)
      Refuse(Call->getBeginLoc(), DiagId::ManyArguments,
             std::to_string(MostVariableArguments));
    bool Takes = false;
    for (unsigned N = 0; N < Type->getNumParams() && N < Call->getNumArgs(); ++N)
      if (holdsVaList(parameterType(*Call, N))) {
        Takes = true;
        const Expr *List = Call->getArg(N)->IgnoreParenImpCasts();
        InPlace.insert(List);
        if (holdsSites(List, Function, Facts))
          refuse(*List, "what a call gives");
      }
    if (Takes && !mayTake(*Call, *Type))
      refuse(*Call, "an argument of this call");
    return true;
  }

  // sizeof: nothing is read.
  bool TraverseUnaryExprOrTypeTraitExpr(UnaryExprOrTypeTraitExpr *) { return true; }
  // Others' types stay what they are.
  bool TraverseFunctionDecl(FunctionDecl *) { return true; }

private:
  bool mayTake(const CallExpr &Call, const FunctionProtoType &Type) const {
    const FunctionDecl *Callee = Call.getDirectCallee();
    if (!Callee)
      return Facts.isSite(&Call) && publishedTo(Type).Possible;
    return Facts.isSite(&Call) ? !callsExternalForm(Call) : isKnownListTaker(*Callee);
  }

  bool operand(const Expr &E) {
    InPlace.insert(E.IgnoreParenImpCasts());
    if (holdsSites(&E, Function, Facts))
      refuse(E, "what a call gives");
    return true;
  }

  bool lvalue(const Expr &E) {
    if (isVaList(E.getType()) && !InPlace.contains(&E))
      refuse(E, "what is used here");
    return true;
  }

  void refuse(const Expr &E, const std::string &What) {
    if (Said.insert(&E).second)
      Refuse(E.getExprLoc(), DiagId::ListUse, What);
  }

  const FunctionDecl &Function;
  const ProgramFacts &Facts;
  RefuseList Refuse;
  llvm::SmallPtrSet<const Expr *, 16> InPlace, Said;
};

} // namespace

void checkListUses(const FunctionDecl &Function, const ProgramFacts &Facts,
                   RefuseList Refuse) {
  if (holdsVaList(Function.getReturnType()))
    Refuse(Function.getLocation(), DiagId::ListUse, "the result");
  // The external form has the user's body and is published by its name, and what has
  // lengths in it can't get another one.
  if (Function.isVariadic() || takesLists(Function))
    for (const ParmVarDecl *Parameter : Function.parameters())
      if (Parameter->getDeclName() == Function.getDeclName() &&
          Parameter->getOriginalType()->isVariablyModifiedType())
        Refuse(Parameter->getLocation(), DiagId::Construct,
               "a parameter with the function's name");
  Uses(Function, Facts, Refuse).TraverseStmt(Function.getBody());
}

} // namespace ferry
