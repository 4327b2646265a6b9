//===- UnionUses.cpp - which members a union may hold ---------------------===//
#include "UnionUses.h"
#include "UnitSummary.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/Decl.h"
#include "clang/AST/Expr.h"
#include "clang/AST/RecursiveASTVisitor.h"
#include "clang/Basic/SourceManager.h"

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
    QualType To = Cast->getType();
    if (Cast->getCastKind() == CK_ToUnion)
      foreign(To);
    else if (Cast->getCastKind() == CK_BitCast && To->isPointerType() &&
             !To->isVoidPointerType() && !To->getPointeeType()->isCharType())
      foreign(Cast->getSubExpr()->getType()->getPointeeType());
    return true;
  }

  bool VisitCallExpr(CallExpr *Call) {
    const FunctionDecl *Callee = Call->getDirectCallee();
    if (Callee && (!isForeign(*Callee) || keepsBytes(*Callee)))
      return true;
    for (const Expr *Argument : Call->arguments())
      foreign(pointee(Argument));
    return true;
  }

  bool VisitGCCAsmStmt(GCCAsmStmt *Asm) {
    for (unsigned I = 0; I < Asm->getNumOutputs(); ++I)
      foreign(Asm->getOutputExpr(I)->getType());
    return true;
  }

private:
  void name(const FieldDecl &Field) {
    if (std::string Name = unionMemberName(Field); !Name.empty())
      Found.Uses.insert("named " + Name);
  }

  void foreign(QualType Type) {
    if (Type.isNull())
      return;
    const RecordDecl *Record = Context.getBaseElementType(Type)->getAsRecordDecl();
    if (Record && (Record = Record->getDefinition()) && isUsersUnion(*Record))
      Found.Uses.insert(("foreign " + nameOf(*Record)).str());
  }

  /// What the pointer points to before it was converted.
  static QualType pointee(const Expr *E) {
    QualType Type = E->IgnoreParenCasts()->getType();
    if (const auto *Array = Type->getAsArrayTypeUnsafe())
      return Array->getElementType();
    return Type->isPointerType() ? Type->getPointeeType() : QualType();
  }

  const ASTContext &Context;
  UnionUses &Found;
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
