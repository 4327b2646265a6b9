//===- CollectUnionUses.cpp - what a unit does with its unions -------------===//
#include "LayoutModels.h"
#include "LibraryCallbacks.h"
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
    if (std::optional<NoRoom> No = noRoomForRecord(*Record))
      use({Usage::Part, No->Why, No->Where}, *Record);
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
          inHands({Usage::Away, Against::SizeCompared, Of->getBeginLoc()},
                  Of->getTypeOfArgument());
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
      escapes(*Field, Against::PartAddress, E->getExprLoc());
    else if ((OfResult || Known->second == Access::Read) &&
             !holdsPointers(Field->getType(), Context))
      useMember(Usage::Read, *Field);
    else
      useMember(Usage::Held, *Field);
    return true;
  }

  bool VisitInitListExpr(InitListExpr *List) {
    if (!List->isSemanticForm())
      eachMemberByName(*List, [&](const DesignatedInitExpr &By, unsigned) {
        ByName.insert(By.getInit()->getBeginLoc());
      });
    const FieldDecl *Field = List->getInitializedFieldInUnion();
    if (!Field)
      return true;
    useMember(Usage::Held, *Field);
    // Without braces of its own or a name it has no place for a record.
    if (!hasBraces(*List, Context) && !isZero(*List, Context) && !isByName(*List))
      use({Usage::Part, Against::NoBraces, List->getBeginLoc()}, *Field->getParent());
    return true;
  }

  bool VisitOffsetOfExpr(OffsetOfExpr *E) {
    for (unsigned I = 0; I < E->getNumComponents(); ++I)
      if (E->getComponent(I).getKind() == OffsetOfNode::Field)
        escapes(*E->getComponent(I).getField(), Against::PartOffset, E->getBeginLoc());
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
      escapes(*Cast->getTargetUnionField(), Against::MadeUnion, Cast->getBeginLoc());
      break;
    case CK_BitCast:
    case CK_PointerToIntegral:
    case CK_IntegralToPointer:
      if (Operand->getType()->isPointerType())
        becomesOther(*Cast, innermost(Operand->getType()));
      if (Cast->getType()->isFunctionPointerType())
        leavesProgram({Usage::Away, Against::FunctionFromElsewhere, Cast->getExprLoc(),
                       Operand->getType().getAsString(Context.getPrintingPolicy())},
                      Cast->getType());
      else if (Cast->getType()->isPointerType())
        comesFrom(*Cast);
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
      if (Use Away = {Usage::Away, Against::Variadic, Call->getArg(I)->getExprLoc()};
          Call->getArg(I)->getType()->isPointerType())
        mayBecomeAnything(Away, innermost(Call->getArg(I)->getType()));
      else
        inHands(Away, Call->getArg(I)->getType());
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
      reachedBy({Usage::Kept}, Type);
    return true;
  }

  bool VisitVarDecl(VarDecl *V) {
    if (V->isExternallyVisible() && V->isThisDeclarationADefinition())
      reachedBy({Usage::Defines, {}, V->getLocation(), V->getNameAsString()}, V->getType());
    if (V->getStorageClass() == SC_Register) // has no address
      inHands({Usage::Part, Against::Register, V->getLocation()}, V->getType());
    return true;
  }

  bool VisitFunctionDecl(FunctionDecl *Function) {
    if (Function->isExternallyVisible() && Function->isThisDeclarationADefinition() &&
        Function->getIdentifier())
      reachedBy({Usage::Defines, {}, Function->getLocation(), functionName(*Function, "")},
                Function->getType());
    return true;
  }

  /// What is called by its name or through a pointer, and variables: they may not be of the
  /// program.
  bool VisitDeclRefExpr(DeclRefExpr *Ref) {
    const ValueDecl *Named = Ref->getDecl();
    if (!Met.insert(Named->getCanonicalDecl()).second)
      return true;
    if (const auto *V = dyn_cast<VarDecl>(Named)) {
      if (V->hasGlobalStorage() && V->hasDefinition() == VarDecl::DeclarationOnly)
        reachedBy({Usage::Passed, {}, Ref->getLocation(), V->getNameAsString()}, V->getType());
      return true;
    }
    const auto *Function = dyn_cast<FunctionDecl>(Named);
    if (!Function || Function->hasBody() || !Function->getIdentifier())
      return true;
    if (isForeign(*Function))
      leavesProgram(
          {Usage::Away, Against::NoSource, Ref->getLocation(), Function->getNameAsString()},
          Function->getType());
    else
      reachedBy({Usage::Passed, {}, Ref->getLocation(), functionName(*Function, "")},
                Function->getType());
    return true;
  }

  bool VisitGCCAsmStmt(GCCAsmStmt *Asm) {
    Use Given{Usage::Away, Against::Assembler, Asm->getAsmLoc()};
    for (unsigned I = 0; I < Asm->getNumOutputs(); ++I)
      mayBecomeAnything(Given, Asm->getOutputExpr(I)->getType());
    for (unsigned I = 0; I < Asm->getNumInputs(); ++I)
      if (QualType Type = Asm->getInputExpr(I)->getType(); Type->isPointerType())
        mayBecomeAnything(Given, innermost(Type));
    return true;
  }

private:
  enum class Access { Read, Written };

  /// What is done with all unions in some type.
  struct Use {
    Usage How;
    Against Why = {}; ///< Of Part and Away.
    SourceLocation Where = {};
    std::string Named = {}; ///< What Why is about; of Passed and Defines the symbol.
  };

  void use(Usage How, const RecordDecl &Union, std::string Of = "") {
    Found.Uses.insert({How, unionName(Union), std::move(Of)});
  }

  void use(const Use &What, const RecordDecl &Union) {
    bool IsAgainst = What.How == Usage::Part || What.How == Usage::Away;
    UnionUse Found{What.How, unionName(Union)};
    if (IsAgainst && !IsKnown.insert(Found).second)
      return; // The first is enough to say.
    Found.Of = IsAgainst ? textOf(What.Why, What.Named) : What.Named;
    if (What.Where.isValid())
      Found.Where = Place::of(What.Where, Context.getSourceManager());
    this->Found.Uses.insert(std::move(Found));
  }

  void useMember(Usage How, const FieldDecl &Field) {
    if (!unionMemberName(Field).empty())
      use(How, *Field.getParent(), Field.getNameAsString());
  }

  /// Whoever has its address may write it, and by another type than its own.
  void escapes(const FieldDecl &Field, Against Why, SourceLocation Where) {
    if (unionMemberName(Field).empty())
      return;
    useMember(Usage::Held, Field);
    use(Usage::Bytes, *Field.getParent());
    use({Usage::Part, Why, Where}, *Field.getParent());
  }

  void through(const Expr *Lvalue, Access How) {
    eachMember(*Lvalue, [&](const MemberExpr &E) { Accesses.try_emplace(&E, How); });
  }

  bool isByName(const InitListExpr &List) const {
    return llvm::any_of(List.inits(), [&](const Expr *Init) {
      const auto *Inner = dyn_cast<InitListExpr>(Init);
      return ByName.count(Init->getBeginLoc()) ||
             (Inner && !hasBraces(*Inner, Context) && isByName(*Inner));
    });
  }

  /// A pointer to \p Pointee becomes one to something else.
  void becomesOther(const CastExpr &Cast, QualType Pointee) {
    if (Harmless.contains(&Cast))
      return;
    bool IsCleared = Cleared.contains(&Cast);
    if (!IsCleared)
      inHands({Usage::Any}, Pointee);
    if (!Copied.contains(&Cast))
      inHands({Usage::Away, IsCleared ? Against::ClearedPart : Against::BecomesOther,
               Cast.getExprLoc(),
               IsCleared ? "" : Cast.getType().getAsString(Context.getPrintingPolicy())},
              Pointee);
  }

  /// Something becomes a pointer of the cast's type.
  void comesFrom(const CastExpr &Cast) {
    const Expr &Operand = *Cast.getSubExpr();
    QualType As = Cast.getType();
    bool Fresh = isFresh(Operand, As);
    if (!Fresh)
      inHands({Usage::Bytes}, innermost(As));
    if (!isAllocated(Operand, As, Context))
      inHands({Usage::Away, Fresh ? Against::NoSizeof : Against::ComesFromOther,
               Cast.getExprLoc(),
               Fresh ? "" : Operand.getType().getAsString(Context.getPrintingPolicy())},
              innermost(As));
  }

  void mayBecomeAnything(const Use &Away, QualType Pointee) {
    inHands({Usage::Any}, Pointee);
    inHands(Away, Pointee);
  }

  /// Code that is not of the program has a value of the type, or is called with it.
  void leavesProgram(const Use &Away, QualType Type) {
    reachedBy({Usage::Bytes}, Type);
    reachedBy(Away, Type);
  }

  /// Whether the function has loops, jumps, or calls of the program's functions.
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
          !Callee || !isForeign(*Callee) || isPollRequest(*Call) || passedCallback(*Call))
        return true;
    return llvm::any_of(S.children(),
                        [](const Stmt *Child) { return Child && seesPolls(*Child); });
  }

  /// All unions that code which has a value of the type, or is called with one, finds by
  /// following pointers; those to functions lead to what these take and give, for whoever calls
  /// them has that.
  void reachedBy(const Use &By, QualType Type) {
    QualType In = innermost(Type);
    if (const auto *Function = In->getAs<FunctionType>()) {
      if (By.How == Usage::Kept)
        return; // Code is no data.
      reachedBy(By, Function->getReturnType());
      if (const auto *Prototype = Function->getAs<FunctionProtoType>())
        for (QualType Parameter : Prototype->getParamTypes())
          reachedBy(By, Parameter);
      return;
    }
    const RecordDecl *Record = In->getAsRecordDecl();
    Record = Record ? Record->getDefinition() : nullptr;
    if (!Record || !Reached.insert(keyOf(By, *Record)).second)
      return;
    inHands(By, In);
    for (const FieldDecl *Field : Record->fields())
      reachedBy(By, Field->getType());
  }

  /// All unions in a value of the type.
  void inHands(const Use &Of, QualType Type) {
    const RecordDecl *Record =
        Type.isNull() ? nullptr : Context.getBaseElementType(Type)->getAsRecordDecl();
    Record = Record ? Record->getDefinition() : nullptr;
    if (!Record || !InHands.insert(keyOf(Of, *Record)).second)
      return;
    if (isUsersUnion(*Record))
      use(Of, *Record);
    for (const FieldDecl *Field : Record->fields())
      inHands(Of, Field->getType());
  }

  /// What makes a second look at the record needless.
  using Key = std::tuple<Usage, std::string, const RecordDecl *>;
  static Key keyOf(const Use &Of, const RecordDecl &Record) {
    bool IsSymbol = Of.How == Usage::Passed || Of.How == Usage::Defines;
    return {Of.How, IsSymbol ? Of.Named : "", &Record};
  }

  const ASTContext &Context;
  UnionUses &Found;
  llvm::DenseMap<const Expr *, Access> Accesses; ///< of members, found above them
  llvm::SmallPtrSet<const Expr *, 32> Harmless;
  llvm::SmallPtrSet<const Expr *, 32> Cleared; ///< of which a part is
  llvm::SmallPtrSet<const Expr *, 32> Copied;  ///< what whole values are copied between
  std::set<SourceLocation> ByName; ///< where what eachMemberByName() finds gets its value
  llvm::SmallPtrSet<const Decl *, 32> Met;
  llvm::DenseMap<const FunctionDecl *, bool> SeesPolls;
  std::set<Key> InHands, Reached;
  std::set<UnionUse> IsKnown; ///< to be against a record
};

} // namespace

UnionUses unionUses(const ASTContext &Context) {
  UnionUses Found;
  Collector(Context, Found).TraverseAST(const_cast<ASTContext &>(Context));
  return Found;
}

} // namespace ferry
