//===- Refusals.cpp - what cannot be rewritten ------------------------------===//

#include "Refusals.h"
#include "AddressTaken.h"
#include "Assembler.h"
#include "BitFieldValues.h"
#include "EvaluationOrder.h"
#include "LabelAddresses.h"
#include "LinkNames.h"
#include "ListUses.h"
#include "PassedArguments.h"
#include "ProgramFacts.h"
#include "SavedPositions.h"
#include "StatementExpressions.h"
#include "VariableLengths.h"
#include "diag/Diagnostics.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/Attr.h"
#include "clang/AST/Decl.h"
#include "clang/AST/Expr.h"
#include "clang/AST/Stmt.h"
#include "clang/AST/TypeLoc.h"
#include "clang/Basic/Builtins.h"
#include "clang/Basic/SourceManager.h"
#include "llvm/ADT/SmallPtrSet.h"

using namespace clang;

namespace ferry {
namespace {

class Check {
public:
  Check(const FunctionDecl &Function, const ProgramFacts &Facts,
        Diagnostics *Diags)
      : Function(Function), Facts(Facts), Diags(Diags),
        Context(Function.getASTContext()) {
    findAddressTaken(Function.getBody(), Taken);
  }

  bool run() {
    signature();
    checkListUses(Function, Facts,
                  [this](SourceLocation Where, DiagId Id, llvm::StringRef What) {
                    refuse(Where, Id, What);
                  });
    attributes();
    statement(Function.getBody());
    forEachBadJump(Function, [&](const Stmt &Jump, llvm::StringRef What) {
      refuse(Jump.getBeginLoc(), DiagId::JumpInStatementExpression, What);
    });
    forEachBadSetjmp(Function, [&](const CallExpr &Call, llvm::StringRef Why) {
      Refused = true;
      if (Diags)
        Diags->report(Call.getBeginLoc(), DiagId::SetjmpPlace)
            << Call.getDirectCallee()->getName() << &Function << Why;
    });
    if (Refused && Diags)
      Diags->report(Function.getLocation(), DiagId::CapturableBecause)
          << &Function << Facts.reason(&Function);
    return Refused;
  }

private:
  void refuse(SourceLocation Location, DiagId Id) {
    Refused = true;
    if (Diags)
      Diags->report(Location, Id) << &Function;
  }
  void refuse(SourceLocation Location, DiagId Id, llvm::StringRef What) {
    Refused = true;
    if (Diags)
      Diags->report(Location, Id) << &Function << What;
  }

  //===- The function itself ------------------------------------------------===//

  void signature() {
    SourceLocation Where = Function.getLocation();
    if (hasParameterList(Function))
      for (const ParmVarDecl *Parameter : Function.parameters())
        if (definesType(*Parameter))
          refuse(Parameter->getLocation(), DiagId::OldStyleFunction);
    for (const FunctionDecl *Other : Function.redecls())
      if (Other != &Function && Other->doesThisDeclarationHaveABody())
        refuse(Where, DiagId::InlineFunction);
    if (Function.getLexicalDeclContext()->isFunctionOrMethod())
      refuse(Where, DiagId::Construct, "a nested function");
    for (const ParmVarDecl *Parameter : Function.parameters())
      if (Parameter->getOriginalType()->isVariablyModifiedType())
        variableParameter(*Parameter);
  }

  /// A type that is defined behind the parentheses has no place to stand.
  bool definesType(const ParmVarDecl &Parameter) const {
    QualType Type = Parameter.getType();
    while (!Type->getPointeeType().isNull())
      Type = Type->getPointeeType();
    const auto *Tag = Context.getBaseElementType(Type)->getAs<TagType>();
    const SourceManager &SM = Context.getSourceManager();
    return Tag &&
           SM.isBeforeInTranslationUnit(Function.getLocation(),
                                        Tag->getDecl()->getLocation()) &&
           SM.isBeforeInTranslationUnit(Tag->getDecl()->getLocation(),
                                        Function.getBody()->getBeginLoc());
  }

  void attributes() {
    for (const Attr *A : Function.attrs())
      switch (A->getKind()) {
      case attr::Weak:
        if (canHandOver(Function))
          break;
        [[fallthrough]];
      case attr::Naked:
      case attr::Target:
      case attr::TargetClones:
      case attr::Overloadable:
      case attr::Cleanup:
        refuse(A->getLocation(), DiagId::FunctionAttribute, A->getSpelling());
        break;
      default:
        break; // The internal form carries what the text says (InternalForm).
      }
    if (isResolver(Function)) // Runs before the runtime can.
      refuse(Function.getLocation(), DiagId::FunctionAttribute, "ifunc");
  }

  /// The external form evaluates its lengths too.
  void variableParameter(const ParmVarDecl &Parameter) {
    QualType Type = Parameter.getType();
    if (Type->isVariablyModifiedType() &&
        (!isPlain(Type, Context) || !Type->isPointerType()))
      return refuse(Parameter.getLocation(), DiagId::VlaInFunction);
    if (!Function.hasPrototype())
      return refuse(Parameter.getLocation(), DiagId::VlaInFunction);
    if (Taken.contains(Parameter.getCanonicalDecl()))
      return refuse(Parameter.getLocation(), DiagId::VlaAddress);
    if (effectOfParameter(Parameter))
      return; // InternalForm
    TypeLoc Loc = Parameter.getTypeSourceInfo()->getTypeLoc();
    for (; !Loc.isNull(); Loc = Loc.getNextTypeLoc())
      if (auto Array = Loc.getAs<ArrayTypeLoc>())
        if (Array.getSizeExpr() && Array.getSizeExpr()->HasSideEffects(Context))
          return refuse(Array.getSizeExpr()->getBeginLoc(), DiagId::VlaLength,
                        "that a parameter points to changes something");
  }

  /// What is pulled in front of a typedef stands in front of all in its declaration.
  void severalTypedefs(const Decl &D) {
    if (const auto *Typedef = dyn_cast<TypedefNameDecl>(&D))
      for (const VariableLength &Length : lengthsOf(*Typedef))
        if (holdsSites(Length.Size, Function, Facts))
          refuse(Length.Size->getBeginLoc(), DiagId::VlaLength,
                 "can reach a poll, in a declaration of several typedefs");
  }

  bool holdsBlock(const Expr *E) const {
    const auto *Call = dyn_cast<CallExpr>(E);
    return (Call && isSetjmp(*Call)) ||
           (isa<StmtExpr>(E) && holdsSites(E, Function, Facts)) ||
           llvm::any_of(evaluatedOperands(E, Context),
                        [this](const Expr *Part) { return holdsBlock(Part); });
  }

  void lengths(const NamedDecl &Declared, QualType Type) {
    if (!isPlain(Type, Context))
      return refuse(Declared.getLocation(), DiagId::VlaInFunction);
    for (const VariableLength &Length : lengthsOf(Declared)) {
      if (holdsBlock(Length.Size))
        return refuse(Length.Size->getBeginLoc(), DiagId::VlaLength,
                      "has a statement expression that can reach a poll, or setjmp, in it");
      expression(Length.Size); // Nothing stays in place (ResumePoints).
    }
  }

  //===- Statements ---------------------------------------------------------===//

  void statement(const Stmt *S) {
    if (!S)
      return;
    if (const auto *E = dyn_cast<Expr>(S)) {
      InPlace.insert(coreOf(E));
      return expression(E);
    }
    switch (S->getStmtClass()) {
    case Stmt::NullStmtClass:
    case Stmt::BreakStmtClass:
    case Stmt::ContinueStmtClass:
    case Stmt::GotoStmtClass:
      return;
    case Stmt::DeclStmtClass:
      if (!cast<DeclStmt>(S)->isSingleDecl() && holdsSites(S, Function, Facts))
        for (const Decl *D : cast<DeclStmt>(S)->decls())
          severalTypedefs(*D);
      for (const Decl *D : cast<DeclStmt>(S)->decls())
        declaration(*D);
      return;
    case Stmt::IfStmtClass:
      if (cast<IfStmt>(S)->isConstexpr() || cast<IfStmt>(S)->hasInitStorage())
        return unknown(S);
      break;
    case Stmt::CompoundStmtClass:
    case Stmt::WhileStmtClass:
    case Stmt::DoStmtClass:
    case Stmt::ForStmtClass:
    case Stmt::SwitchStmtClass:
    case Stmt::CaseStmtClass:
    case Stmt::DefaultStmtClass:
    case Stmt::LabelStmtClass:
    case Stmt::ReturnStmtClass:
    case Stmt::AttributedStmtClass:
      break;
    case Stmt::GCCAsmStmtClass: {
      llvm::StringRef Why = whyNotKept(*cast<GCCAsmStmt>(S));
      for (const Stmt *Operand : S->children())
        if (Why.empty() && holdsBlock(cast<Expr>(Operand)))
          Why = "has a statement expression that can reach a poll, or setjmp, among its "
                "operands";
      if (!Why.empty())
        return refuse(S->getBeginLoc(), DiagId::InlineAssembler, Why);
      break;
    }
    case Stmt::MSAsmStmtClass:
      return refuse(S->getBeginLoc(), DiagId::InlineAssembler, "is Microsoft's");
    case Stmt::IndirectGotoStmtClass:
      // The re-entry form jumps through a table with a switch of its own.
      if (Labels.throughTable(*cast<IndirectGotoStmt>(S)) && holdsSites(S, Function, Facts))
        refuse(S->getBeginLoc(), DiagId::Construct,
               "a call that can reach a poll in a 'goto *' through a table of labels");
      break;
    default:
      return unknown(S);
    }
    for (const Stmt *Child : S->children())
      statement(Child);
  }

  void declaration(const Decl &D) {
    if (const auto *Variable = dyn_cast<VarDecl>(&D)) {
      QualType Type = Variable->getType();
      if (Type->isVariablyModifiedType()) {
        lengths(*Variable, Type);
        if (Type->isArrayType() && (Variable->hasAttrs() || Variable->hasInit()))
          return refuse(D.getLocation(), DiagId::VlaInFunction);
      }
      if (Variable->hasAttr<CleanupAttr>())
        return refuse(D.getLocation(), DiagId::CleanupAttribute);
      if (!Variable->hasLocalStorage())
        return; // Hoisted (StaticLocals), or extern.
      if (Variable->hasAttr<AsmLabelAttr>())
        return refuse(D.getLocation(), DiagId::InlineAssembler,
                      "binds a variable to a register");
      if (Type->getContainedDeducedType() &&
          (Type->isVariablyModifiedType() || hasOwnType(Variable->getInit(), Context)))
        return refuse(D.getLocation(), DiagId::Construct,
                      "a deduced type of bit-fields or with variable lengths");
      if (Type.isConstQualified() && !writesConst(*Variable))
        return refuse(D.getLocation(), DiagId::ConstTypedef);
      if (const Expr *Init = Variable->getInit()) {
        if (isa<InitListExpr>(Init) && Variable->hasAttr<AlignedAttr>() &&
            holdsSites(Init, Function, Facts))
          return refuse(Init->getBeginLoc(), DiagId::Construct,
                        "calls in the initialiser of an aligned variable");
        InPlace.insert(coreOf(Init));
        expression(Init);
      }
      return;
    }
    if (const auto *Nested = dyn_cast<FunctionDecl>(&D)) {
      if (Nested->isThisDeclarationADefinition())
        refuse(D.getLocation(), DiagId::Construct, "a nested function");
      return;
    }
    if (const auto *Typedef = dyn_cast<TypedefNameDecl>(&D)) {
      if (Typedef->getUnderlyingType()->isVariablyModifiedType())
        lengths(*Typedef, Typedef->getUnderlyingType());
      return;
    }
    if (!isa<TagDecl, LabelDecl, EmptyDecl, StaticAssertDecl>(D))
      refuse(D.getLocation(), DiagId::Construct, D.getDeclKindName());
  }

  /// The re-entry form drops `const` where it is written; it cannot take it out
  /// of a typedef.
  static bool writesConst(const VarDecl &Variable) {
    QualType Type = Variable.getType();
    while (const auto *Array = dyn_cast<ArrayType>(Type.getTypePtr()))
      Type = Array->getElementType();
    return Type.isLocalConstQualified();
  }

  //===- Expressions --------------------------------------------------------===//

  void expression(const Expr *E) {
    if (!E)
      return;
    switch (E->getStmtClass()) {
    case Stmt::IntegerLiteralClass:
    case Stmt::CharacterLiteralClass:
    case Stmt::FloatingLiteralClass:
    case Stmt::StringLiteralClass:
    case Stmt::PredefinedExprClass:
    case Stmt::ParenExprClass:
    case Stmt::ConstantExprClass:
    case Stmt::ExprWithCleanupsClass:
    case Stmt::MaterializeTemporaryExprClass: // Clang 22: f().member
    case Stmt::ImplicitCastExprClass:
    case Stmt::CStyleCastExprClass:
    case Stmt::UnaryExprOrTypeTraitExprClass:
    case Stmt::TypeTraitExprClass:
    case Stmt::ArraySubscriptExprClass:
    case Stmt::MemberExprClass:
    case Stmt::CompoundAssignOperatorClass:
    case Stmt::OffsetOfExprClass:
    case Stmt::ImplicitValueInitExprClass:
    case Stmt::DesignatedInitExprClass:
    case Stmt::ChooseExprClass:
    case Stmt::GenericSelectionExprClass:
    case Stmt::SourceLocExprClass:
    case Stmt::ImaginaryLiteralClass:
    case Stmt::ShuffleVectorExprClass:
    case Stmt::ConvertVectorExprClass:
    case Stmt::VAArgExprClass: // ListUses
      break;
    case Stmt::AtomicExprClass:
      // Its operands stand in a macro whose text is another compiler's.
      if (holdsSites(E, Function, Facts))
        return refuse(E->getBeginLoc(), DiagId::Construct,
                      "a call that can reach a poll within an atomic operation");
      break;
    case Stmt::DeclRefExprClass:
      return;
    case Stmt::InitListExprClass:
      if (const auto *Form = cast<InitListExpr>(E)->getSyntacticForm())
        E = Form;
      break;
    case Stmt::UnaryOperatorClass:
    case Stmt::CompoundLiteralExprClass:
      break;
    case Stmt::BinaryOperatorClass: {
      const auto *Binary = cast<BinaryOperator>(E);
      if (Binary->getOpcode() == BO_Comma)
        pulled(E, "arithmetic of a long bit-field behind a comma");
      if (Binary->getOpcode() == BO_Comma || Binary->isLogicalOp()) {
        InPlace.insert(coreOf(Binary->getLHS()));
        InPlace.insert(coreOf(Binary->getRHS()));
      }
      break;
    }
    case Stmt::CallExprClass:
      call(*cast<CallExpr>(E));
      break;
    case Stmt::ConditionalOperatorClass: {
      const auto *Choice = cast<ConditionalOperator>(E);
      pulled(E, "a choice of bit-fields of which compilers make different types");
      for (const Expr *Part : {Choice->getCond(), Choice->getTrueExpr(),
                               Choice->getFalseExpr()})
        InPlace.insert(coreOf(Part));
      break;
    }
    case Stmt::BinaryConditionalOperatorClass:
      pulled(E, "a choice of bit-fields of which compilers make different types");
      InPlace.insert(coreOf(cast<BinaryConditionalOperator>(E)->getCommon()));
      InPlace.insert(coreOf(cast<BinaryConditionalOperator>(E)->getFalseExpr()));
      break;
    case Stmt::StmtExprClass:
      pulled(E, "arithmetic of a long bit-field as the value of a statement expression");
      return statement(cast<StmtExpr>(E)->getSubStmt());
    case Stmt::AddrLabelExprClass:
      return;
    default:
      return unknown(E);
    }
    for (const Expr *Operand : evaluatedOperands(E, Context))
      expression(Operand);
  }

  /// An expression that becomes a temporary when there is a site in it.
  void pulled(const Expr *E, llvm::StringRef What) {
    if (!InPlace.contains(E) && holdsSites(E, Function, Facts) &&
        losesBitFieldType(E, Context))
      refuse(E->getBeginLoc(), DiagId::Construct, What);
  }

  void call(const CallExpr &Call) {
    SourceLocation Where = Call.getBeginLoc();
    const FunctionDecl *Callee = Call.getDirectCallee();
    if (!Callee) {
      if (Facts.isSite(&Call) &&
          Call.getCallee()->getType()->isBlockPointerType())
        refuse(Where, DiagId::Construct, "a call of a block");
      return;
    }
    unsigned Builtin = Callee->getBuiltinID();
    if (Builtin == Builtin::BI__builtin_alloca_with_align ||
        Builtin == Builtin::BI__builtin_alloca_uninitialized)
      return refuse(Where, DiagId::AllocaCall);
    if (returnsTwice(*Callee) && !isSetjmp(Call))
      return refuse(Where, DiagId::SetjmpCall, Callee->getName());
    if (Builtin == Builtin::BI__builtin_frame_address ||
        Builtin == Builtin::BI__builtin_return_address)
      return refuse(Where, DiagId::Construct, Callee->getName());
  }

  void unknown(const Stmt *S) {
    refuse(S->getBeginLoc(), DiagId::Construct, S->getStmtClassName());
  }

  const FunctionDecl &Function;
  const ProgramFacts &Facts;
  Diagnostics *Diags;
  const ASTContext &Context;
  VariableSet Taken;
  const LabelAddresses Labels{Function};
  bool Refused = false;
  /// Cores of domains (EvaluationOrder): they stay where they are.
  llvm::SmallPtrSet<const Expr *, 16> InPlace;
};

} // namespace

bool refuses(const FunctionDecl &Function, const ProgramFacts &Facts,
             Diagnostics *Diags) {
  return Check(Function, Facts, Diags).run();
}

} // namespace ferry
