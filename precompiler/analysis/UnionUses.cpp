//===- UnionUses.cpp - which members a union may hold ---------------------===//
#include "UnionUses.h"
#include "LayoutModels.h"
#include "TypeContents.h"
#include "UnionRecords.h"
#include "UnitSummary.h"
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


bool isNamed(const FunctionDecl *Function, llvm::ArrayRef<llvm::StringRef> Names) {
  if (!Function || !Function->getIdentifier() || !isForeign(*Function))
    return false;
  llvm::StringRef Name = Function->getName();
  Name.consume_front("__builtin_");
  return llvm::is_contained(Names, Name);
}

bool keepsBytes(const FunctionDecl *Function) {
  return isNamed(Function, {"free", "memset", "realloc"});
}

bool isSame(QualType A, QualType B) {
  return A.getCanonicalType().getUnqualifiedType() ==
         B.getCanonicalType().getUnqualifiedType();
}

bool hasSizeOf(const Expr *Size, QualType Type, const ASTContext &Context) {
  if (const auto *Of = dyn_cast<UnaryExprOrTypeTraitExpr>(Size->IgnoreParenImpCasts()))
    return Of->getKind() == UETT_SizeOf &&
           isSame(Context.getBaseElementType(Of->getTypeOfArgument()), Type);
  const auto *Times = dyn_cast<BinaryOperator>(Size->IgnoreParenImpCasts());
  return Times && Times->getOpcode() == BO_Mul &&
         (hasSizeOf(Times->getLHS(), Type, Context) ||
          hasSizeOf(Times->getRHS(), Type, Context));
}

/// memcpy of whole values from one type to the same.
bool copiesWhole(const CallExpr &Call, const ASTContext &Context) {
  if (!isNamed(Call.getDirectCallee(), {"memcpy", "memmove"}) || Call.getNumArgs() != 3)
    return false;
  auto Object = [&](unsigned I) {
    QualType Type = Call.getArg(I)->IgnoreParenCasts()->getType();
    if (Type->isPointerType())
      Type = Type->getPointeeType();
    return Context.getBaseElementType(Type);
  };
  return isSame(Object(0), Object(1)) && hasSizeOf(Call.getArg(2), Object(0), Context);
}

/// Memory in which nobody wrote anything yet but values of the type that \p Pointer gets.
bool isFresh(const Expr *Pointer, QualType As) {
  const auto *Call = dyn_cast<CallExpr>(Pointer->IgnoreParenCasts());
  const FunctionDecl *Callee = Call ? Call->getDirectCallee() : nullptr;
  if (isNamed(Callee, {"realloc"}) && Call->getNumArgs() > 0) {
    const Expr *Old = Call->getArg(0)->IgnoreParenCasts();
    return isa<IntegerLiteral>(Old) || // a null pointer
           (Old->getType()->isPointerType() &&
            isSame(Old->getType()->getPointeeType(), As->getPointeeType()));
  }
  return isNamed(Callee, {"malloc", "calloc", "alloca", "aligned_alloc", "memalign"});
}

/// What a function of the program gives, its allocator, say; or nothing.
bool comesFromProgram(const Expr *Pointer) {
  const Expr *From = Pointer->IgnoreParenCasts();
  const auto *Call = dyn_cast<CallExpr>(From);
  const FunctionDecl *Callee = Call ? Call->getDirectCallee() : nullptr;
  return (Callee && !isForeign(*Callee)) || isa<IntegerLiteral>(From);
}

QualType innermost(QualType Type) {
  for (;;) {
    if (Type->isPointerType())
      Type = Type->getPointeeType();
    else if (const ArrayType *Array = Type->getAsArrayTypeUnsafe())
      Type = Array->getElementType();
    else
      return Type;
  }
}

class Collector : public RecursiveASTVisitor<Collector> {
public:
  Collector(const ASTContext &Context, UnionUses &Found)
      : Context(Context), Found(Found) {}

  /// Initialisers of unions say which member only in their semantic form.
  bool shouldVisitImplicitCode() const { return true; }

  bool VisitRecordDecl(RecordDecl *Record) {
    if (!Record->isThisDeclarationADefinition() || !isUsersUnion(*Record) ||
        !pointersLieOverOthers(*Record, [](const FieldDecl &) { return true; }, Context))
      return true;
    Found.Uses.insert("mixed " + unionName(*Record));
    if (!canHoldRecord(*Record))
      Found.Uses.insert("part " + unionName(*Record));
    return true;
  }

  bool VisitFieldDecl(FieldDecl *Field) {
    if (std::string Name = unionMemberName(*Field); !Name.empty())
      Found.Declared.insert(std::move(Name));
    return true;
  }

  //===- Members ------------------------------------------------------------===//

  bool VisitBinaryOperator(BinaryOperator *B) {
    if (B->isAssignmentOp())
      through(B->getLHS(), Access::Written);
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
    else if ((OfResult || Known->second == Access::Read) && !holdsPointers(Field->getType(), Context))
      use("read", *Field);
    else
      use("held", *Field);
    return true;
  }

  bool VisitInitListExpr(InitListExpr *List) {
    const FieldDecl *Field = List->getInitializedFieldInUnion();
    if (!Field)
      return true;
    use("held", *Field);
    // Without braces of its own it has no place for a record.
    if (!List->getLBraceLoc().isValid() || *braceAt(List->getLBraceLoc()) != '{')
      Found.Uses.insert("part " + unionName(*Field->getParent()));
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

  //===- Whole unions -------------------------------------------------------===//

  bool VisitCastExpr(CastExpr *Cast) {
    const Expr *Operand = Cast->getSubExpr();
    bool FromPointer = Operand->getType()->isPointerType();
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
      if (FromPointer && !Harmless.contains(Cast)) {
        inHands("any", innermost(Operand->getType()));
        if (!Copied.contains(Cast))
          inHands("away", innermost(Operand->getType()));
      }
      if (Cast->getType()->isPointerType() && !isFresh(Operand, Cast->getType())) {
        inHands("bytes", innermost(Cast->getType()));
        if (!comesFromProgram(Operand))
          inHands("away", innermost(Cast->getType()));
      }
      break;
    default:
      break;
    }
    return true;
  }

  bool VisitCallExpr(CallExpr *Call) {
    const FunctionDecl *Callee = Call->getDirectCallee();
    if (keepsBytes(Callee) && Call->getNumArgs() > 0)
      Harmless.insert(Call->getArg(0)->IgnoreParens());
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
        inHands("any", innermost(Passed)), inHands("away", innermost(Passed));
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
      reachedBy("kept", Type);
    return true;
  }

  bool VisitVarDecl(VarDecl *V) {
    if (V->isExternallyVisible() && V->isThisDeclarationADefinition())
      reachedBy("defines " + V->getNameAsString(), V->getType());
    return true;
  }

  /// What is called by its name or through a pointer, and variables: they may not be of
  /// the program.
  bool VisitDeclRefExpr(DeclRefExpr *Ref) {
    const ValueDecl *Named = Ref->getDecl();
    if (!Met.insert(Named->getCanonicalDecl()).second)
      return true;
    if (const auto *V = dyn_cast<VarDecl>(Named)) {
      if (V->hasGlobalStorage() && V->hasDefinition() == VarDecl::DeclarationOnly)
        reachedBy("passed " + V->getNameAsString(), V->getType());
      return true;
    }
    const auto *Function = dyn_cast<FunctionDecl>(Named);
    if (!Function || Function->hasBody() || !Function->getIdentifier())
      return true;
    auto Reaches = [&](const std::string &Use) {
      reachedBy(Use, Function->getReturnType());
      for (const ParmVarDecl *Parameter : Function->parameters())
        reachedBy(Use, Parameter->getType());
    };
    if (isForeign(*Function))
      Reaches("bytes"), Reaches("away");
    else
      Reaches("passed " + functionName(*Function, ""));
    return true;
  }

  bool VisitGCCAsmStmt(GCCAsmStmt *Asm) {
    for (unsigned I = 0; I < Asm->getNumOutputs(); ++I)
      inHands("any", Asm->getOutputExpr(I)->getType()),
          inHands("away", Asm->getOutputExpr(I)->getType());
    for (unsigned I = 0; I < Asm->getNumInputs(); ++I)
      if (QualType Type = Asm->getInputExpr(I)->getType(); Type->isPointerType())
        inHands("any", innermost(Type)), inHands("away", innermost(Type));
    return true;
  }

private:
  enum class Access { Read, Written };

  const char *braceAt(SourceLocation Location) const {
    const SourceManager &SM = Context.getSourceManager();
    return SM.getCharacterData(SM.getSpellingLoc(Location));
  }

  void use(llvm::StringRef How, const FieldDecl &Field) {
    if (std::string Name = unionMemberName(Field); !Name.empty())
      Found.Uses.insert((How + " " + Name).str());
  }

  /// Whoever has its address may write it, and by another type than its own.
  void escapes(const FieldDecl &Field) {
    if (std::string Name = unionMemberName(Field); !Name.empty()) {
      Found.Uses.insert("held " + Name);
      Found.Uses.insert("bytes " + Name.substr(0, Name.find('.')));
      Found.Uses.insert("part " + Name.substr(0, Name.find('.')));
    }
  }

  void through(const Expr *Lvalue, Access How) {
    eachMember(*Lvalue, [&](const MemberExpr &E) { Accesses.try_emplace(&E, How); });
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
      if (const FunctionDecl *Callee = Call->getDirectCallee(); !Callee || !isForeign(*Callee))
        return true;
    return llvm::any_of(S.children(), [](const Stmt *Child) { return Child && seesPolls(*Child); });
  }

  /// All unions that code which has a value of the type finds by following its pointers.
  void reachedBy(const std::string &Use, QualType Type) {
    const RecordDecl *Record = innermost(Type)->getAsRecordDecl();
    Record = Record ? Record->getDefinition() : nullptr;
    if (!Record || !Reached.insert({Use, Record}).second)
      return;
    inHands(Use, Context.getTypeDeclType(static_cast<const TypeDecl *>(Record)));
    for (const FieldDecl *Field : Record->fields())
      reachedBy(Use, Field->getType());
  }

  /// All unions in a value of the type.
  void inHands(const std::string &Use, QualType Type) {
    const RecordDecl *Record =
        Type.isNull() ? nullptr : Context.getBaseElementType(Type)->getAsRecordDecl();
    Record = Record ? Record->getDefinition() : nullptr;
    if (!Record || !Known.insert({Use, Record}).second)
      return;
    if (isUsersUnion(*Record))
      Found.Uses.insert(Use + " " + unionName(*Record));
    for (const FieldDecl *Field : Record->fields())
      inHands(Use, Field->getType());
  }

  const ASTContext &Context;
  UnionUses &Found;
  llvm::DenseMap<const Expr *, Access> Accesses; ///< of members, found above them
  llvm::SmallPtrSet<const Expr *, 32> Harmless;
  llvm::SmallPtrSet<const Expr *, 32> Copied; ///< what whole values are copied between
  llvm::SmallPtrSet<const Decl *, 32> Met;
  llvm::DenseMap<const FunctionDecl *, bool> SeesPolls;
  std::set<std::pair<std::string, const RecordDecl *>> Known, Reached;
};

} // namespace

std::string unionName(const RecordDecl &Union) {
  if (Union.getIdentifier())
    return Union.getNameAsString();
  if (const TypedefNameDecl *Typedef = Union.getTypedefNameForAnonDecl())
    return Typedef->getNameAsString();
  const auto *Around = dyn_cast<RecordDecl>(Union.getLexicalDeclContext());
  std::string Name = Around ? unionName(*Around) : std::string();
  if (!Name.empty())
    for (const FieldDecl *Field : Around->fields())
      if (innermost(Field->getType())->getAsRecordDecl() == &Union)
        return Name + "/" + std::to_string(Field->getFieldIndex());
  return {};
}

std::string unionMemberName(const FieldDecl &Member) {
  const RecordDecl &Union = *Member.getParent();
  return Member.getIdentifier() && isUsersUnion(Union)
             ? unionName(Union) + "." + Member.getNameAsString()
             : std::string();
}

void eachMember(const Expr &Lvalue, llvm::function_ref<void(const MemberExpr &)> Visit) {
  const Expr *E = &Lvalue;
  for (;;) {
    E = E->IgnoreParens();
    if (const auto *Member = dyn_cast<MemberExpr>(E)) {
      Visit(*Member);
      if (Member->isArrow())
        return;
      E = Member->getBase();
    } else if (const auto *Element = dyn_cast<ArraySubscriptExpr>(E)) {
      E = Element->getBase()->IgnoreParens(); // of a vector, or converted
      if (const auto *Decay = dyn_cast<ImplicitCastExpr>(E)) {
        if (Decay->getCastKind() != CK_ArrayToPointerDecay)
          return;
        E = Decay->getSubExpr();
      }
    } else if (const auto *Unary = dyn_cast<UnaryOperator>(E);
               Unary && (Unary->getOpcode() == UO_Real || Unary->getOpcode() == UO_Imag ||
                         Unary->getOpcode() == UO_Extension)) {
      E = Unary->getSubExpr();
    } else {
      return;
    }
  }
}

std::set<std::string> solveUnionUses(llvm::ArrayRef<const UnionUses *> Units,
                                     llvm::function_ref<bool(llvm::StringRef)> IsFunction) {
  std::set<std::string> All, Solved;
  for (const UnionUses *Unit : Units)
    All.insert(Unit->Uses.begin(), Unit->Uses.end());
  for (const std::string &Use : All) {
    llvm::StringRef Rest = Use;
    if (Rest.starts_with("defines "))
      continue;
    if (!Rest.consume_front("passed ")) {
      Solved.insert(Use);
      continue;
    }
    auto [Name, Union] = Rest.split(' ');
    if (!IsFunction(Name) && !All.count("defines " + Rest.str())) {
      Solved.insert("bytes " + Union.str());
      Solved.insert("away " + Union.str());
    }
  }
  return Solved;
}

UnionUses unionUses(const ASTContext &Context) {
  UnionUses Found;
  Collector(Context, Found).TraverseAST(const_cast<ASTContext &>(Context));
  return Found;
}

} // namespace ferry
