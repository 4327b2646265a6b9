//===- AbiValues.cpp - numbers that mean something on one machine only ------===//

#include "AbiValues.h"
#include "AddressTaken.h"
#include "FunctionPlan.h"
#include "LayoutModels.h"
#include "ProgramFacts.h"
#include "UnionUses.h"
#include "diag/Diagnostics.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/RecursiveASTVisitor.h"
#include "clang/Basic/SourceManager.h"
#include "llvm/ADT/SetVector.h"

using namespace clang;

namespace ferry {
namespace {

/// Where a number comes from: the expression that made it, or what a caller passed.
using Sources = llvm::SmallSetVector<llvm::PointerUnion<const Expr *, const ParmVarDecl *>, 2>;

bool isLabel(const Expr &E) { return isa<AddrLabelExpr>(E.IgnoreParenCasts()); }

bool isPointerNumber(const Expr *E) {
  const auto *Cast = dyn_cast<CastExpr>(E);
  return Cast && Cast->getCastKind() == CK_PointerToIntegral;
}

std::string describe(const Expr *E, const ASTContext &Context) {
  if (isPointerNumber(E))
    return "a pointer as a number";
  if (isa<BinaryOperator>(E))
    return "a distance in bytes";
  std::string Text;
  llvm::raw_string_ostream OS(Text);
  E->printPretty(OS, nullptr, PrintingPolicy(Context.getLangOpts()));
  return isa<CastExpr>(E) ? "what '" + Text + "' finds in another member of the union"
                          : "'" + Text + "'";
}

class Unit : public RecursiveASTVisitor<Unit> {
public:
  Unit(const ASTContext &Context, const ProgramFacts &Facts, Diagnostics &Diags)
      : Context(Context), Facts(Facts), Diags(Diags) {}

  void run() {
    // What parameters and results carry grows until nothing is new.
    do {
      Grown = false;
      eachDefinition([&](const FunctionDecl &F) { walk(F); });
    } while (Grown);
    Reporting = true;
    for (const Decl *D : Context.getTranslationUnitDecl()->decls())
      if (const auto *V = dyn_cast<VarDecl>(D); V && isUsers(*V))
        VisitVarDecl(const_cast<VarDecl *>(V));
    findHolders();
    eachDefinition([&](const FunctionDecl &F) {
      walk(F);
      reportLocals(F);
    });
  }

  //===- Where values go ----------------------------------------------------===//

  bool VisitVarDecl(VarDecl *V) {
    if (!V->getInit())
      return true;
    if (V->hasLocalStorage())
      initialise(V->getInit(), [&](const Sources &S) { grow(Locals[V], S); });
    else if (!V->getType().isConstant(Context))
      initialise(V->getInit(), [&](const Sources &S) { kept(V, S); });
    return true;
  }

  bool VisitBinaryOperator(BinaryOperator *B) {
    if (B->isAssignmentOp())
      assigned(B->getLHS(), sourcesOf(B->getRHS()));
    else if (B->isAdditiveOp() && B->getType()->isPointerType())
      chosen(B->getLHS()->getType()->isPointerType() ? B->getRHS() : B->getLHS());
    return true;
  }

  bool VisitArraySubscriptExpr(ArraySubscriptExpr *E) {
    chosen(E->getIdx());
    return true;
  }

  bool VisitReturnStmt(ReturnStmt *S) {
    if (S->getRetValue()) {
      Sources Values = sourcesOf(S->getRetValue());
      grow(Results[In], Values);
    }
    return true;
  }

  bool VisitCallExpr(CallExpr *Call) {
    const FunctionDecl *Callee = definitionOf(*Call);
    if (!Callee)
      return true;
    for (unsigned I = 0; I < std::min(Call->getNumArgs(), Callee->getNumParams()); ++I) {
      if (Keeping.contains(Callee->getParamDecl(I)))
        kept(Callee, sourcesOf(Call->getArg(I)));
      if (Choosing.contains(Callee->getParamDecl(I)))
        chosen(Call->getArg(I));
    }
    return true;
  }

private:
  //===- Where values come from ---------------------------------------------===//

  Sources sourcesOf(const Expr *E) {
    Sources Found;
    collect(E, Found);
    return Found;
  }

  void collect(const Expr *E, Sources &Found) {
    E = E->IgnoreParens();
    if (readsOtherMember(*E)) {
      Found.insert(E);
      return;
    }
    if (!E->getType()->isIntegralOrEnumerationType() || E->getType()->isBooleanType())
      return;
    if (const auto *Trait = dyn_cast<UnaryExprOrTypeTraitExpr>(E)) {
      QualType Type = Trait->getTypeOfArgument();
      if (Trait->getKind() == UETT_SizeOf ? sizeDiffers(Type, Context)
                                          : alignmentDiffers(Type, Context))
        Found.insert(E);
    } else if (const auto *Offset = dyn_cast<OffsetOfExpr>(E)) {
      if (offsetDiffers(*Offset, Context))
        Found.insert(E);
    } else if (const auto *Cast = dyn_cast<CastExpr>(E)) {
      if (Cast->getCastKind() != CK_PointerToIntegral)
        collect(Cast->getSubExpr(), Found);
      else if (!Cast->getSubExpr()->isNullPointerConstant(
                   const_cast<ASTContext &>(Context), Expr::NPC_ValueDependentIsNull))
        Found.insert(E);
    } else if (const auto *Binary = dyn_cast<BinaryOperator>(E)) {
      binary(*Binary, Found);
    } else if (const auto *Unary = dyn_cast<UnaryOperator>(E)) {
      if (Unary->isArithmeticOp() && Unary->getOpcode() != UO_LNot)
        collect(Unary->getSubExpr(), Found);
    } else if (const auto *Choice = dyn_cast<AbstractConditionalOperator>(E)) {
      collect(Choice->getTrueExpr(), Found);
      collect(Choice->getFalseExpr(), Found);
    } else if (const auto *Ref = dyn_cast<DeclRefExpr>(E)) {
      const auto *Variable = dyn_cast<VarDecl>(Ref->getDecl());
      if (const auto *Parameter = dyn_cast_or_null<ParmVarDecl>(Variable))
        Found.insert(Parameter);
      if (auto Known = Locals.find(Variable); Known != Locals.end())
        Found.insert(Known->second.begin(), Known->second.end());
    } else if (const auto *Call = dyn_cast<CallExpr>(E)) {
      result(*Call, Found);
    }
  }

  /// Whether \p E is the value of a member of a union that never holds it, where the bytes
  /// of those that it holds have another order, or other places, on other machines.
  bool readsOtherMember(const Expr &E) const {
    const auto *Load = dyn_cast<ImplicitCastExpr>(&E);
    if (!Load || Load->getCastKind() != CK_LValueToRValue)
      return false;
    bool Found = false;
    eachMember(*Load->getSubExpr(), [&](const MemberExpr &Member) {
      const auto *Field = dyn_cast<FieldDecl>(Member.getMemberDecl());
      if (!Field || !Field->getParent()->isUnion() || Facts.mayHold(*Field))
        return;
      Found |= llvm::any_of(Field->getParent()->fields(), [&](const FieldDecl *Other) {
        return Facts.mayHold(*Other) &&
               !readsTheSame(Field->getType(), Other->getType(), Context);
      });
    });
    return Found;
  }

  /// What a call of a function of this unit gives back.
  void result(const CallExpr &Call, Sources &Found) {
    const FunctionDecl *Callee = definitionOf(Call);
    if (!Callee)
      return;
    for (auto Source : Sources(Results[Callee]))
      if (const auto *E = dyn_cast<const Expr *>(Source)) {
        Found.insert(E);
      } else {
        unsigned Index = cast<const ParmVarDecl *>(Source)->getFunctionScopeIndex();
        if (Index < Call.getNumArgs())
          collect(Call.getArg(Index), Found);
      }
  }

  void binary(const BinaryOperator &B, Sources &Found) {
    const Expr *Left = B.getLHS(), *Right = B.getRHS();
    if (B.isComparisonOp() || B.isLogicalOp())
      return;
    if (B.getOpcode() == BO_Comma || B.getOpcode() == BO_Assign)
      return collect(Right, Found);
    if (B.getOpcode() == BO_Sub && Left->getType()->isPointerType()) {
      // That of two labels is the same everywhere (rules/LabelValues).
      if (isBytes(*Left) && isBytes(*Right) && !isLabel(*Left) && !isLabel(*Right))
        Found.insert(&B);
      return;
    }
    if (B.getOpcode() == BO_Div && isSize(Left) && isSize(Right))
      return; // The length of an array.
    // A few low bits: an alignment, a tag.
    Expr::EvalResult Value;
    if ((B.getOpcode() == BO_And || B.getOpcode() == BO_Rem) &&
        Right->EvaluateAsInt(Value, Context) && Value.Val.getInt().abs().ule(16))
      return;
    collect(Left, Found);
    // How often something is shifted says nothing about what it is.
    if (!B.isShiftOp())
      collect(Right, Found);
  }

  static bool isSize(const Expr *E) {
    return isa<UnaryExprOrTypeTraitExpr>(E->IgnoreParenImpCasts());
  }
  /// A pointer to something larger that is looked at as bytes.
  static bool isBytes(const Expr &E) {
    const auto *Cast = dyn_cast<ExplicitCastExpr>(E.IgnoreParenImpCasts());
    if (!Cast || !Cast->getType()->getPointeeType()->isCharType())
      return false;
    QualType From = Cast->getSubExpr()->getType();
    return From->isPointerType() && !From->getPointeeType()->isCharType();
  }

  //===- Flow ---------------------------------------------------------------===//

  const FunctionDecl *definitionOf(const CallExpr &Call) {
    const FunctionDecl *Callee = Call.getDirectCallee(), *Definition = nullptr;
    return Callee && Callee->hasBody(Definition) && isUsers(*Definition) ? Definition
                                                                         : nullptr;
  }

  bool isUsers(const Decl &D) const {
    return !Context.getSourceManager().isInSystemHeader(D.getLocation());
  }

  template <typename Action> void eachDefinition(Action Do) {
    for (const Decl *D : Context.getTranslationUnitDecl()->decls())
      if (const auto *F = dyn_cast<FunctionDecl>(D);
          F && F->doesThisDeclarationHaveABody() && isUsers(*F))
        Do(*F);
  }

  void walk(const FunctionDecl &F) {
    In = &F;
    TraverseStmt(F.getBody());
  }

  void grow(Sources &To, const Sources &From) {
    for (auto Source : From)
      Grown |= To.insert(Source);
  }

  /// \p Keep for each value of an initialiser.
  template <typename Action> void initialise(const Expr *Init, Action Keep) {
    if (const auto *List = dyn_cast<InitListExpr>(Init)) {
      for (const Expr *Part : List->inits())
        initialise(Part, Keep);
      return;
    }
    Keep(sourcesOf(Init));
  }

  /// The local that \p Lvalue is or is a part of, elements included.
  static const VarDecl *rootOf(const Expr *Lvalue) {
    bool Part;
    for (;;) {
      if (const VarDecl *Root = rootLocal(Lvalue, Part))
        return Root;
      const auto *Element = dyn_cast<ArraySubscriptExpr>(rootObject(Lvalue));
      if (!Element)
        return nullptr;
      Lvalue = Element->getBase()->IgnoreParenImpCasts();
      if (!Lvalue->getType()->isArrayType())
        return nullptr;
    }
  }

  void assigned(const Expr *To, const Sources &Values) {
    if (const VarDecl *Root = rootOf(To))
      return grow(Locals[Root], Values);
    To = To->IgnoreParens();
    const NamedDecl *Holder = nullptr;
    if (const auto *Member = dyn_cast<MemberExpr>(To))
      Holder = Member->getMemberDecl();
    else if (const auto *Ref = dyn_cast<DeclRefExpr>(To))
      Holder = Ref->getDecl();
    kept(Holder, Values);
  }

  void chosen(const Expr *Index) {
    for (auto Source : sourcesOf(Index))
      if (const auto *Parameter = dyn_cast<const ParmVarDecl *>(Source))
        Grown |= Choosing.insert(Parameter).second;
      else if (const auto *E = cast<const Expr *>(Source); isPointerNumber(E))
        say(E, "the choice of an element");
  }

  void kept(const NamedDecl *Holder, const Sources &Values) {
    std::string Text = !Holder ? "memory"
                       : isa<FunctionDecl>(Holder)
                           ? "what '" + Holder->getNameAsString() + "' stores"
                           : "'" + Holder->getNameAsString() + "'";
    for (auto Source : Values)
      if (const auto *E = dyn_cast<const Expr *>(Source))
        say(E, Text);
      else
        Grown |= Keeping.insert(cast<const ParmVarDecl *>(Source)).second;
  }

  //===- Reports ------------------------------------------------------------===//

  void say(const Expr *E, llvm::StringRef Holder) {
    if (!Reporting || !Said.insert(E).second)
      return;
    Diags.report(E->getExprLoc(), DiagId::AbiValue)
        << Holder << describe(E, Context) << E->getSourceRange();
  }

  /// Few functions have a local to report; only those are worth a plan.
  void findHolders() {
    for (const auto &[Variable, Values] : Locals)
      if (llvm::any_of(Values, [](auto S) { return isa<const Expr *>(S); }))
        Holders.insert(Variable->getDeclContext());
  }

  /// Locals matter where they live at a site.
  void reportLocals(const FunctionDecl &F) {
    if (!Facts.isCapturable(&F) || !Holders.contains(&F))
      return;
    std::unique_ptr<FunctionPlan> Plan = planFunction(F, Facts, nullptr);
    if (!Plan)
      return;
    for (const Local &L : Plan->Locals)
      if (auto Known = Locals.find(L.Decl); L.HasSlot && Known != Locals.end())
        for (auto Source : Known->second)
          if (const auto *E = dyn_cast<const Expr *>(Source))
            say(E, "'" + L.Decl->getNameAsString() + "'");
  }

  const ASTContext &Context;
  const ProgramFacts &Facts;
  Diagnostics &Diags;
  const FunctionDecl *In = nullptr;
  bool Grown = false, Reporting = false;
  llvm::MapVector<const VarDecl *, Sources> Locals;
  llvm::SmallPtrSet<const DeclContext *, 16> Holders;
  llvm::DenseMap<const FunctionDecl *, Sources> Results;
  llvm::SmallPtrSet<const ParmVarDecl *, 16> Keeping;  ///< Stored in memory.
  llvm::SmallPtrSet<const ParmVarDecl *, 16> Choosing; ///< An index.
  llvm::SmallPtrSet<const Expr *, 16> Said;
};

} // namespace

void reportAbiValues(const ASTContext &Context, const ProgramFacts &Facts,
                     Diagnostics &Diags) {
  Unit(Context, Facts, Diags).run();
}

} // namespace ferry
