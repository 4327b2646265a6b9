//===- ReentryDeclarations.cpp - declarations on the way to a site ----------===//

#include "rules/ReentryDeclarations.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/Decl.h"
#include "clang/AST/Expr.h"
#include "clang/AST/Stmt.h"

using namespace clang;

namespace ferry {
namespace {

class Writer {
public:
  explicit Writer(Form &F)
      : F(F), Context(F.Plan.Function->getASTContext()) {}

  void initialiser(const VarDecl &Variable) {
    const Expr *Init = Variable.getInit();
    if (!Init)
      return;
    if (isa<InitListExpr>(Init))
      return elements(Init);
    guard(Init, "__typeof__(" + F.Plan.Locals[F.Plan.local(&Variable)].Written + ")");
  }

private:
  static bool isCharacters(const Expr *E) {
    return E->getType()->isArrayType(); // "text" for an array of char
  }

  void guard(const Expr *E, std::string Type) {
    SiteRange Sites = F.Plan.range(E);
    if (isCharacters(E) ||
        (Sites.empty() && E->isConstantInitializer(
                              const_cast<ASTContext &>(Context), false)))
      return;
    bool Scalar = E->getType()->isScalarType(); // else a struct or vector
    if (!Scalar && Type.empty())
      Type = "__typeof__(" + F.Edit.flat(F.range(E)) + ")";
    F.wrap(E,
           (Sites.empty() ? "__ferry_at" : "__ferry_at && !" + Form::in(Sites)) +
               " ? " + (Scalar ? "0" : "(" + Type + "){0}") + " : (",
           ")");
  }

  void elements(const Expr *E) {
    if (const auto *List = dyn_cast<InitListExpr>(E)) {
      if (const auto *Form = List->getSyntacticForm())
        List = Form;
      for (const Expr *Element : List->inits())
        elements(Element);
    } else if (const auto *Designated = dyn_cast<DesignatedInitExpr>(E)) {
      elements(Designated->getInit());
    } else if (!isa<ImplicitValueInitExpr, NoInitExpr>(E)) {
      guard(E, "");
    }
  }

  Form &F;
  const ASTContext &Context;
};

/// The level at which `const` makes the variable itself read-only: through
/// arrays to their elements.
bool isPointerLevel(QualType Type) {
  while (const auto *Array = dyn_cast<ArrayType>(Type.getTypePtr()))
    Type = Array->getElementType();
  return isa<PointerType>(Type.IgnoreParens().getTypePtr());
}

void dropConst(Form &F, TokenRange Range) {
  int Depth = 0;
  for (unsigned Token = Range.First; Token <= Range.Last; ++Token) {
    llvm::StringRef Word = F.Text.spelling(Token);
    if (Word == "(" || Word == "{" || Word == "[")
      ++Depth;
    else if (Word == ")" || Word == "}" || Word == "]")
      --Depth;
    else if (Depth <= 0 && (Word == "const" || Word == "__const"))
      F.Edit.replace({Token, Token}, "");
  }
}

} // namespace

void rewriteReentryDeclaration(
    Form &F, const DeclStmt &Declaration,
    llvm::function_ref<void(const DeclStmt &)> Common,
    llvm::function_ref<unsigned(const VarDecl &)> DeclaratorStart) {
  // The common rule pulls calls out of lists and rewrites expressions; guards go
  // around what it leaves.
  Common(Declaration);
  const VarDecl *First = nullptr;
  for (const Decl *D : Declaration.decls()) {
    const auto *Variable = dyn_cast<VarDecl>(D);
    unsigned Local = Variable ? F.Plan.local(Variable) : Item::None;
    if (Local == Item::None)
      continue;
    if (!First)
      First = Variable;
    Writer(F).initialiser(*Variable);
    QualType Type = Variable->getType();
    if (!F.Plan.Locals[Local].HasSlot ||
        !F.Plan.Function->getASTContext()
             .getBaseElementType(Type)
             .isConstQualified())
      continue;
    unsigned Name = F.Text.index(Variable->getLocation());
    if (!isPointerLevel(Type)) {
      unsigned Start = DeclaratorStart(*First);
      dropConst(F, {F.Text.index(Declaration.getBeginLoc()), Start - 1});
      continue;
    }
    // T *const p: behind the last star.
    unsigned Star = Name;
    while (F.Text.spelling(Star) != "*")
      --Star;
    dropConst(F, {Star, Name});
  }
}

} // namespace ferry
