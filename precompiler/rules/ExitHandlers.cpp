//===- ExitHandlers.cpp - the list of what runs at exit is the program's ----===//
///
/// \file
/// The C library's list of functions to call at exit is its own. The program gets one
/// that it has itself, in variables and on the heap, where types say what it is: so the
/// functions are carried by name, and the arguments of on_exit wherever they lead to.
///
/// \code
///   atexit(bye);       =>   __ferry_at_exit(bye, 0, 0, &__ferry_alloc_sites[0]);
///   on_exit(end, &x);  =>   __ferry_at_exit(0, end, &x, &__ferry_alloc_sites[1]);
/// \endcode
///
/// Refused: the address of either.
///
/// Rejected: a resource of the image, with names of functions; it would have to say
/// again what a pointer is, for the arguments.
/// Tests: test/Rewrite/exit-handlers.c, test/Language/exit-handlers.c.
//===----------------------------------------------------------------------===//
#include "analysis/PollPlacement.h"
#include "analysis/RuntimeTypes.h"
#include "analysis/UnitSummary.h"
#include "diag/Diagnostics.h"
#include "emit/UnitTables.h"
#include "rules/SmallRules.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/Expr.h"

using namespace clang;

namespace ferry {

namespace {
class Keeper {
  SmallRules &Rules;
  ASTContext &Context;
  bool Registered = false;

  enum Kind { None, Plain, WithStatus };
  static Kind kindOf(const FunctionDecl *Function) {
    if (!Function || !Function->getIdentifier() || !isForeign(*Function))
      return None;
    llvm::StringRef Name = Function->getName();
    return Name == "atexit" ? Plain : Name == "on_exit" ? WithStatus : None;
  }

  /// struct __ferry_exit_handler, as ferry/generated.h has it.
  QualType handlerType() {
    return runtimeStruct(
        "__ferry_exit_handler",
        {{"before", Context.VoidPtrTy},
         {"plain", codePointer(Context.VoidTy, {}, Context)},
         {"with_status",
          codePointer(Context.VoidTy, {Context.IntTy, Context.VoidPtrTy}, Context)},
         {"argument", Context.VoidPtrTy}},
        Context);
  }

  void rewrite(const CallExpr &Call, Kind What) {
    if (!std::exchange(Registered, true))
      Rules.Unit.addVariable("(exit handlers)", Context.VoidPtrTy, "__ferry_exit_handlers",
                             /*ReadOnly=*/false, /*Reached=*/false);
    unsigned Name =
        Rules.Text.index(Call.getCallee()->IgnoreParenImpCasts()->getBeginLoc());
    unsigned First = Rules.Text.index(Call.getArg(0)->getBeginLoc());
    unsigned Close = Rules.Text.index(Call.getRParenLoc());
    Rules.Base.replace({Name, Name}, "__ferry_at_exit");
    if (What == WithStatus)
      Rules.Base.insertBefore(First, "0, ");
    Rules.Base.insertBefore(
        Close, (What == Plain ? ", 0, 0, " : ", ") +
                   Rules.Unit.allocationSite(handlerType(),
                                             placeOf(Call.getBeginLoc(), Context)));
  }

public:
  explicit Keeper(SmallRules &Rules)
      : Rules(Rules), Context(const_cast<ASTContext &>(Rules.Context)) {}

  void visit(const Stmt *S) {
    if (const auto *Reference = dyn_cast<DeclRefExpr>(S)) {
      if (kindOf(dyn_cast<FunctionDecl>(Reference->getDecl())))
        Rules.Diags.report(Reference->getLocation(), DiagId::ExitHandler)
            << Reference->getDecl()->getName() << "call it by its name";
      return;
    }
    const auto *Call = dyn_cast<CallExpr>(S);
    Kind What = Call ? kindOf(Call->getDirectCallee()) : None;
    if (What)
      rewrite(*Call, What);
    for (const Stmt *Child : evaluatedChildren(S, Rules.Context))
      if (Child && !(What && Child == Call->getCallee()))
        visit(Child);
  }
};
} // namespace

void SmallRules::keepExitHandlers() {
  Keeper Keep(*this);
  eachBody([&](const Stmt &Body, const FunctionDecl *) { Keep.visit(&Body); });
}

} // namespace ferry
