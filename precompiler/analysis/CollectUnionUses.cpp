//===- CollectUnionUses.cpp - what a unit does with its unions -------------===//
#include "LayoutModels.h"
#include "PollPlacement.h"
#include "TypeContents.h"
#include "UnionRecords.h"
#include "UnionUses.h"
#include "UnitSummary.h"
#include "WholeValues.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/Decl.h"
#include "clang/AST/Expr.h"
#include "clang/AST/RecursiveASTVisitor.h"
#include "clang/Basic/SourceManager.h"
#include "llvm/ADT/SmallPtrSet.h"

using namespace clang;

namespace ferry {
namespace {

bool isUsersUnion(const RecordDecl &Record) {
  const SourceManager &SM = Record.getASTContext().getSourceManager();
  return Record.isUnion() && Record.getLocation().isValid() &&
         !SM.isInSystemHeader(Record.getLocation());
}

class Collector : public RecursiveASTVisitor<Collector> {
public:
  Collector(const ASTContext &Context, UnionUses &Found) : Context(Context), Found(Found) {}

  /// Initialisers of unions say which member only in their semantic form.
  bool shouldVisitImplicitCode() const { return true; }

  bool VisitRecordDecl(RecordDecl *Record) {
    if (!Record->isThisDeclarationADefinition() || !isUsersUnion(*Record))
      return true;
    if (std::string Shape = unionShape(*Record); !Shape.empty())
      use(Usage::Shape, *Record, Shape);
    if (!pointersLieOverOthers(*Record, [](const FieldDecl &) { return true; }, Context))
      return true;
    use(Usage::Mixed, *Record);
    if (!canHoldRecord(*Record))
      use(Usage::Part, *Record);
    return true;
  }

  bool VisitFieldDecl(FieldDecl *Field) {
    if (std::string Name = unionMemberName(*Field); !Name.empty())
      Found.Declared.insert(std::move(Name));
    return true;
  }

  //===- Members ----------------------------------------------------------===//

  bool VisitBinaryOperator(BinaryOperator *B) {
    if (B->isAssignmentOp())
      through(B->getLHS(), Access::Written);
    // Who compares a size knows another one.
    if (B->isComparisonOp())
      for (const Expr *Side : {B->getLHS(), B->getRHS()})
        if (const auto *Of = dyn_cast<UnaryExprOrTypeTraitExpr>(Side->IgnoreParenImpCasts()))
          inHands(Usage::Away, Of->getTypeOfArgument());
    return true;
  }

  bool VisitUnaryOperator(UnaryOperator *U) {
    if (U->isIncrementDecrementOp())
      through(U->getSubExpr(), Access::Written);
    return true;
  }

  bool VisitMemberExpr(MemberExpr *E) {
    const auto *Field = dyn_cast<FieldDecl>(E->getMemberDecl());
    if (!Field || unionMemberName(*Field).empty())
      return true;
    auto Known = Accesses.find(E);
    bool OfResult = E->isPRValue() && !E->getType()->isArrayType(); // of a call
    if (Known == Accesses.end() && !OfResult)
      escapes(*Field);
    else if ((OfResult || Known->second == Access::Read) &&
             !holdsPointers(Field->getType(), Context))
      useMember(Usage::Read, *Field);
    else
      useMember(Usage::Held, *Field);
    return true;
  }

  bool VisitInitListExpr(InitListExpr *List) {
    const FieldDecl *Field = List->getInitializedFieldInUnion();
    if (!Field)
      return true;
    useMember(Usage::Held, *Field);
    // Without braces of its own it has no place for a record.
    if (!hasBraces(*List, Context) && !isZero(*List, Context))
      use(Usage::Part, *Field->getParent());
    return true;
  }

  bool VisitOffsetOfExpr(OffsetOfExpr *E) {
    for (unsigned I = 0; I < E->getNumComponents(); ++I)
      if (E->getComponent(I).getKind() == OffsetOfNode::Field)
        escapes(*E->getComponent(I).getField());
    return true;
  }

  /// Its operand is not evaluated.
  bool TraverseUnaryExprOrTypeTraitExpr(UnaryExprOrTypeTraitExpr *) { return true; }

  //===- Whole unions -----------------------------------------------------===//

  bool VisitCastExpr(CastExpr *Cast) {
    const Expr *Operand = Cast->getSubExpr();
    switch (Cast->getCastKind()) {
    case CK_LValueToRValue:
      through(Operand, Access::Read);
      break;
    case CK_ToUnion:
      escapes(*Cast->getTargetUnionField());
      break;
    case CK_BitCast:
    case CK_PointerToIntegral:
    case CK_IntegralToPointer:
      if (Operand->getType()->isPointerType())
        becomesOther(*Cast, innermost(Operand->getType()));
      if (Cast->getType()->isFunctionPointerType())
        leavesProgram(Cast->getType());
      else if (Cast->getType()->isPointerType())
        comesFrom(*Operand, Cast->getType());
      break;
    default:
      break;
    }
    return true;
  }

  bool VisitCallExpr(CallExpr *Call) {
    const FunctionDecl *Callee = Call->getDirectCallee();
    if (isLibraryFunction(Callee, {"free", "memset", "realloc", "reallocarray"}) &&
        Call->getNumArgs() > 0)
      (isLibraryFunction(Callee, {"memset"}) && !clearsWhole(*Call, Context) ? Cleared
                                                                             : Harmless)
          .insert(Call->getArg(0)->IgnoreParens());
    if (copiesWhole(*Call, Context))
      Copied.insert({Call->getArg(0)->IgnoreParens(), Call->getArg(1)->IgnoreParens()});
    // Behind `...` it may become a pointer to anything.
    QualType Type = Call->getCallee()->getType();
    if (Type->isPointerType())
      Type = Type->getPointeeType();
    const auto *Prototype = Type->getAs<FunctionProtoType>();
    if (Callee && Callee->hasBody() && !Prototype)
      return true; // It says what it takes, before its body.
    for (unsigned I = Prototype ? Prototype->getNumParams() : 0; I < Call->getNumArgs(); ++I)
      if (QualType Passed = Call->getArg(I)->getType(); Passed->isPointerType())
        mayBecomeAnything(innermost(Passed));
    return true;
  }

  bool VisitDeclaratorDecl(DeclaratorDecl *D) {
    QualType Type = D->getType();
    if (const auto *Function = Type->getAs<FunctionType>())
      Type = Function->getReturnType();
    const auto *Variable = dyn_cast<VarDecl>(D);
    if (Context.getBaseElementType(Type)->isPointerType() ||
        (Variable && !isa<ParmVarDecl>(Variable) &&
         (Variable->hasGlobalStorage() || maySeePolls(Variable->getDeclContext()))) ||
        (isa<ParmVarDecl>(D) && maySeePolls(D->getDeclContext())))
      reachedBy(Usage::Kept, Type);
    return true;
  }

  bool VisitVarDecl(VarDecl *V) {
    if (V->isExternallyVisible() && V->isThisDeclarationADefinition())
      reachedBy(Usage::Defines, V->getType(), V->getNameAsString());
    if (V->getStorageClass() == SC_Register) // has no address
      inHands(Usage::Part, V->getType());
    return true;
  }

  bool VisitFunctionDecl(FunctionDecl *Function) {
    if (Function->isExternallyVisible() && Function->isThisDeclarationADefinition() &&
        Function->getIdentifier())
      reachedBy(Usage::Defines, Function->getType(), functionName(*Function, ""));
    return true;
  }

  /// What is called by its name or through a pointer, and variables: they may
  /// not be of the program.
  bool VisitDeclRefExpr(DeclRefExpr *Ref) {
    const ValueDecl *Named = Ref->getDecl();
    if (!Met.insert(Named->getCanonicalDecl()).second)
      return true;
    if (const auto *V = dyn_cast<VarDecl>(Named)) {
      if (V->hasGlobalStorage() && V->hasDefinition() == VarDecl::DeclarationOnly)
        reachedBy(Usage::Passed, V->getType(), V->getNameAsString());
      return true;
    }
    const auto *Function = dyn_cast<FunctionDecl>(Named);
    if (!Function || Function->hasBody() || !Function->getIdentifier())
      return true;
    if (isForeign(*Function))
      leavesProgram(Function->getType());
    else
      reachedBy(Usage::Passed, Function->getType(), functionName(*Function, ""));
    return true;
  }

  bool VisitGCCAsmStmt(GCCAsmStmt *Asm) {
    for (unsigned I = 0; I < Asm->getNumOutputs(); ++I)
      mayBecomeAnything(Asm->getOutputExpr(I)->getType());
    for (unsigned I = 0; I < Asm->getNumInputs(); ++I)
      if (QualType Type = Asm->getInputExpr(I)->getType(); Type->isPointerType())
        mayBecomeAnything(innermost(Type));
    return true;
  }

private:
  enum class Access { Read, Written };

  void use(Usage How, const RecordDecl &Union, std::string Of = "") {
    Found.Uses.insert({How, unionName(Union), std::move(Of)});
  }

  void useMember(Usage How, const FieldDecl &Field) {
    if (!unionMemberName(Field).empty())
      use(How, *Field.getParent(), Field.getNameAsString());
  }

  /// Whoever has its address may write it, and by another type than its own.
  void escapes(const FieldDecl &Field) {
    if (unionMemberName(Field).empty())
      return;
    useMember(Usage::Held, Field);
    use(Usage::Bytes, *Field.getParent());
    use(Usage::Part, *Field.getParent());
  }

  void through(const Expr *Lvalue, Access How) {
    eachMember(*Lvalue, [&](const MemberExpr &E) { Accesses.try_emplace(&E, How); });
  }

  /// A pointer to \p Pointee becomes one to something else.
  void becomesOther(const CastExpr &Cast, QualType Pointee) {
    if (Harmless.contains(&Cast))
      return;
    if (!Cleared.contains(&Cast))
      inHands(Usage::Any, Pointee);
    if (!Copied.contains(&Cast))
      inHands(Usage::Away, Pointee);
  }

  /// \p Operand becomes a pointer of the type \p As.
  void comesFrom(const Expr &Operand, QualType As) {
    if (!isFresh(Operand, As))
      inHands(Usage::Bytes, innermost(As));
    if (!isAllocated(Operand, As, Context))
      inHands(Usage::Away, innermost(As));
  }

  void mayBecomeAnything(QualType Pointee) {
    inHands(Usage::Any, Pointee);
    inHands(Usage::Away, Pointee);
  }

  /// Code that is not of the program has a value of the type, or is called with
  /// it.
  void leavesProgram(QualType Type) {
    reachedBy(Usage::Bytes, Type);
    reachedBy(Usage::Away, Type);
  }

  /// Whether the function has loops, jumps, or calls of the program's
  /// functions.
  bool maySeePolls(const DeclContext *In) {
    const auto *Function = dyn_cast_or_null<FunctionDecl>(In);
    if (!Function || !Function->hasBody())
      return false;
    auto [Known, IsNew] = SeesPolls.try_emplace(Function, false);
    if (IsNew)
      SeesPolls[Function] = seesPolls(*Function->getBody());
    return SeesPolls[Function];
  }
  static bool seesPolls(const Stmt &S) {
    if (isa<WhileStmt, ForStmt, DoStmt, GotoStmt, IndirectGotoStmt>(S))
      return true;
    if (const auto *Call = dyn_cast<CallExpr>(&S))
      if (const FunctionDecl *Callee = Call->getDirectCallee();
          !Callee || !isForeign(*Callee) || isPollRequest(*Call))
        return true;
    return llvm::any_of(S.children(),
                        [](const Stmt *Child) { return Child && seesPolls(*Child); });
  }

  /// All unions that code which has a value of the type, or is called with one,
  /// finds by following pointers; those to functions lead to what these take
  /// and give, for whoever calls them has that.
  void reachedBy(Usage How, QualType Type, const std::string &Of = "") {
    QualType In = innermost(Type);
    if (const auto *Function = In->getAs<FunctionType>()) {
      if (How == Usage::Kept)
        return; // Code is no data.
      reachedBy(How, Function->getReturnType(), Of);
      if (const auto *Prototype = Function->getAs<FunctionProtoType>())
        for (QualType Parameter : Prototype->getParamTypes())
          reachedBy(How, Parameter, Of);
      return;
    }
    const RecordDecl *Record = In->getAsRecordDecl();
    Record = Record ? Record->getDefinition() : nullptr;
    if (!Record || !Reached.insert({{How, "", Of}, Record}).second)
      return;
    inHands(How, In, Of);
    for (const FieldDecl *Field : Record->fields())
      reachedBy(How, Field->getType(), Of);
  }

  /// All unions in a value of the type.
  void inHands(Usage How, QualType Type, const std::string &Of = "") {
    const RecordDecl *Record =
        Type.isNull() ? nullptr : Context.getBaseElementType(Type)->getAsRecordDecl();
    Record = Record ? Record->getDefinition() : nullptr;
    if (!Record || !InHands.insert({{How, "", Of}, Record}).second)
      return;
    if (isUsersUnion(*Record))
      use(How, *Record, Of);
    for (const FieldDecl *Field : Record->fields())
      inHands(How, Field->getType(), Of);
  }

  const ASTContext &Context;
  UnionUses &Found;
  llvm::DenseMap<const Expr *, Access> Accesses; ///< of members, found above them
  llvm::SmallPtrSet<const Expr *, 32> Harmless;
  llvm::SmallPtrSet<const Expr *, 32> Cleared; ///< of which a part is
  llvm::SmallPtrSet<const Expr *, 32> Copied;  ///< what whole values are copied between
  llvm::SmallPtrSet<const Decl *, 32> Met;
  llvm::DenseMap<const FunctionDecl *, bool> SeesPolls;
  std::set<std::pair<UnionUse, const RecordDecl *>> InHands, Reached;
};

} // namespace

UnionUses unionUses(const ASTContext &Context) {
  UnionUses Found;
  Collector(Context, Found).TraverseAST(const_cast<ASTContext &>(Context));
  return Found;
}

} // namespace ferry
