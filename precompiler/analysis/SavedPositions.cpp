//===- SavedPositions.cpp - calls of setjmp that are carried ----------------===//

#include "SavedPositions.h"
#include "FunctionPlan.h"
#include "PollPlacement.h"
#include "UnitSummary.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/Attr.h"
#include "clang/AST/Decl.h"
#include "clang/AST/Expr.h"
#include "clang/AST/Stmt.h"
#include "llvm/ADT/StringSwitch.h"

using namespace clang;

namespace ferry {

static bool isNamedSetjmp(const FunctionDecl &Callee) {
  return Callee.getIdentifier() &&
         llvm::StringSwitch<bool>(Callee.getName())
             .Cases("setjmp", "_setjmp", "sigsetjmp", "__sigsetjmp", true)
             .Default(false);
}

bool isSetjmp(const CallExpr &Call) {
  const FunctionDecl *Callee = Call.getDirectCallee();
  if (!Callee || !isNamedSetjmp(*Callee) || !isForeign(*Callee) ||
      Call.getNumArgs() == 0)
    return false;
  QualType Buffer = Call.getArg(0)->getType()->getPointeeType();
  const RecordDecl *Tag = Buffer.isNull() ? nullptr : Buffer->getAsRecordDecl();
  return Tag && Tag->getName() == "__jmp_buf_tag";
}

bool isLongjmp(const FunctionDecl &Function) {
  return Function.getIdentifier() && isForeign(Function) &&
         llvm::StringSwitch<bool>(Function.getName())
             .Cases("longjmp", "_longjmp", "siglongjmp", true)
             .Default(false);
}

bool returnsTwice(const FunctionDecl &Callee) {
  return Callee.hasAttr<ReturnsTwiceAttr>() || isNamedSetjmp(Callee) ||
         (Callee.getIdentifier() &&
          llvm::StringSwitch<bool>(Callee.getName())
              .Cases("__builtin_setjmp", "getcontext", "vfork", true)
              .Default(false));
}

namespace {

using Report = llvm::function_ref<void(const CallExpr &, llvm::StringRef)>;

class Check {
public:
  Check(const FunctionDecl &Function, Report Do)
      : Context(Function.getASTContext()), Do(Do) {}

  /// \p Why: what is wrong with calls in there; empty when nothing is.
  void visit(const Stmt *S, llvm::StringRef Why) {
    if (!S)
      return;
    if (const auto *Call = dyn_cast<CallExpr>(S))
      if (isSetjmp(*Call) && !Why.empty())
        Do(*Call, Why);
    if (isa<StmtExpr>(S) && Why.empty())
      Why = "stands in a statement expression; make that a block or a function";
    if (const auto *Declaration = dyn_cast<DeclStmt>(S)) {
      if (Why.empty() && !declaresOneScalar(*Declaration))
        Why = "initialises one of several variables, or a part of one; assign its "
              "result in a statement of its own";
      for (const Decl *D : Declaration->decls())
        if (const auto *Variable = dyn_cast<VarDecl>(D))
          visit(Variable->getInit(), Why);
      return;
    }
    const auto *For = dyn_cast<ForStmt>(S);
    if (For && Why.empty() && isa_and_nonnull<DeclStmt>(For->getInit())) {
      static const char InHead[] =
          "stands in the head of a 'for' that declares a variable; declare it in "
          "front of the loop";
      visit(For->getInit(), InHead);
      visit(For->getCond(), InHead);
      visit(For->getInc(), InHead);
      return visit(For->getBody(), Why);
    }
    for (const Stmt *Child : evaluatedChildren(S, Context))
      visit(Child, Why);
  }

private:
  static bool declaresOneScalar(const DeclStmt &Declaration) {
    const auto *Variable = Declaration.isSingleDecl()
                               ? dyn_cast<VarDecl>(Declaration.getSingleDecl())
                               : nullptr;
    return Variable && Variable->getType()->isScalarType();
  }

  const ASTContext &Context;
  Report Do;
};

} // namespace

void forEachBadSetjmp(const FunctionDecl &Function, Report Do) {
  Check(Function, Do).visit(Function.getBody(), "");
}

bool staysInScope(const FunctionPlan &Plan, const Site &From, const Site &Setjmp) {
  auto IsVariable = [](const NamedDecl *D) {
    if (const auto *Typedef = dyn_cast<TypedefNameDecl>(D))
      return Typedef->getUnderlyingType()->isVariablyModifiedType();
    const auto *Variable = dyn_cast<VarDecl>(D);
    return Variable && !isa<ParmVarDecl>(D) &&
           Variable->getType()->isVariablyModifiedType();
  };
  return llvm::all_of(Setjmp.Visible,
                      [&](unsigned Local) {
                        return !IsVariable(Plan.Locals[Local].Decl) ||
                               llvm::is_contained(From.Visible, Local);
                      }) &&
         llvm::all_of(Setjmp.Hiding, [&](const NamedDecl *D) {
           return !IsVariable(D) || llvm::is_contained(From.Hiding, D);
         });
}

} // namespace ferry
