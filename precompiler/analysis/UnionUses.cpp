//===- UnionUses.cpp - which members a union may hold ---------------------===//
#include "UnionUses.h"
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

llvm::StringRef nameOf(const RecordDecl &Union) {
  if (Union.getIdentifier())
    return Union.getName();
  const TypedefNameDecl *Typedef = Union.getTypedefNameForAnonDecl();
  return Typedef ? Typedef->getName() : llvm::StringRef();
}

bool keepsBytes(const FunctionDecl &Function) {
  if (!Function.getIdentifier())
    return false;
  llvm::StringRef Name = Function.getName();
  Name.consume_front("__builtin_");
  return Name == "free" || Name == "memset" || Name == "realloc";
}

class Collector : public RecursiveASTVisitor<Collector> {
public:
  Collector(const ASTContext &Context, UnionUses &Found)
      : Context(Context), Found(Found) {}

  /// Initialisers of unions say which member only in their semantic form.
  bool shouldVisitImplicitCode() const { return true; }

  bool VisitFieldDecl(FieldDecl *Field) {
    if (std::string Name = unionMemberName(*Field); !Name.empty())
      Found.Declared.insert(std::move(Name));
    return true;
  }

  bool VisitMemberExpr(MemberExpr *E) {
    if (const auto *Field = dyn_cast<FieldDecl>(E->getMemberDecl()))
      name(*Field);
    return true;
  }

  bool VisitInitListExpr(InitListExpr *List) {
    if (const FieldDecl *Field = List->getInitializedFieldInUnion())
      name(*Field);
    return true;
  }

  bool VisitOffsetOfExpr(OffsetOfExpr *E) {
    for (unsigned I = 0; I < E->getNumComponents(); ++I)
      if (E->getComponent(I).getKind() == OffsetOfNode::Field)
        name(*E->getComponent(I).getField());
    return true;
  }

  /// Its operand is not evaluated.
  bool TraverseUnaryExprOrTypeTraitExpr(UnaryExprOrTypeTraitExpr *) { return true; }

  bool VisitCastExpr(CastExpr *Cast) {
    if (Cast->getCastKind() == CK_ToUnion)
      throughOtherHands(Cast->getType());
    else if ((Cast->getCastKind() == CK_BitCast ||
              Cast->getCastKind() == CK_PointerToIntegral) &&
             Cast->getSubExpr()->getType()->isPointerType() && !Harmless.contains(Cast))
      throughOtherHands(Cast->getSubExpr()->getType()->getPointeeType());
    return true;
  }

  bool VisitCallExpr(CallExpr *Call) {
    const FunctionDecl *Callee = Call->getDirectCallee();
    if (Callee && isForeign(*Callee) && keepsBytes(*Callee) && Call->getNumArgs() > 0)
      Harmless.insert(Call->getArg(0)->IgnoreParens());
    return true;
  }

  bool VisitGCCAsmStmt(GCCAsmStmt *Asm) {
    for (unsigned I = 0; I < Asm->getNumOutputs(); ++I)
      throughOtherHands(Asm->getOutputExpr(I)->getType());
    return true;
  }

private:
  void name(const FieldDecl &Field) {
    if (std::string Name = unionMemberName(Field); !Name.empty())
      Found.Uses.insert("named " + Name);
  }

  /// All unions in a value of the type.
  void throughOtherHands(QualType Type) {
    const RecordDecl *Record =
        Type.isNull() ? nullptr : Context.getBaseElementType(Type)->getAsRecordDecl();
    Record = Record ? Record->getDefinition() : nullptr;
    if (!Record || !Known.insert(Record).second)
      return;
    if (isUsersUnion(*Record))
      Found.Uses.insert(("any " + nameOf(*Record)).str());
    for (const FieldDecl *Field : Record->fields())
      throughOtherHands(Field->getType());
  }

  const ASTContext &Context;
  UnionUses &Found;
  llvm::SmallPtrSet<const Expr *, 32> Harmless;
  llvm::SmallPtrSet<const RecordDecl *, 16> Known; ///< that went through other hands
};

} // namespace

std::string unionMemberName(const FieldDecl &Member) {
  const RecordDecl &Union = *Member.getParent();
  return Member.getIdentifier() && isUsersUnion(Union)
             ? (nameOf(Union) + "." + Member.getName()).str()
             : std::string();
}

UnionUses unionUses(const ASTContext &Context) {
  UnionUses Found;
  Collector(Context, Found).TraverseAST(const_cast<ASTContext &>(Context));
  return Found;
}

} // namespace ferry
