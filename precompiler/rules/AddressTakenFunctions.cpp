//===- AddressTakenFunctions.cpp - functions that pointers may point to -----===//
///
/// \file
/// A function pointer is in an image by the name of its function. So each
/// function whose address the unit takes goes into the unit's table of symbols:
/// its own, those of other units, and those of the C library (strcmp). Several
/// units may list one function; they agree on its address. What is weak may have none.
///
/// Inserts nothing into the text.
//===----------------------------------------------------------------------===//
#include "analysis/LibraryVersions.h"
#include "analysis/PollPlacement.h"
#include "analysis/ProgramFacts.h"
#include "analysis/SavedPositions.h"
#include "analysis/SignalCalls.h"
#include "analysis/UnitSummary.h"
#include "emit/TokenText.h"
#include "emit/TypeTables.h"
#include "emit/UnitTables.h"
#include "rules/SmallRules.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/Attr.h"
#include "clang/AST/Expr.h"

using namespace clang;

namespace ferry {

namespace {
/// For a function that is declared only inside functions.
std::string declaration(SmallRules &Rules, const FunctionDecl &Function) {
  for (const FunctionDecl *D : Function.redecls())
    if (!D->getLexicalDeclContext()->isFunctionOrMethod())
      return "";
  return Rules.Types.spell(Function.getType(), Function.getName()) + ";\n";
}

bool namesFunction(const Expr &E) {
  const auto *Reference = dyn_cast<DeclRefExpr>(E.IgnoreParenImpCasts());
  return Reference && isa<FunctionDecl>(Reference->getDecl());
}

void visit(SmallRules &Rules, const Stmt *S) {
  if (const auto *Reference = dyn_cast<DeclRefExpr>(S)) {
    const auto *Function = dyn_cast<FunctionDecl>(Reference->getDecl());
    if (Function && isLongjmp(*Function))
      Rules.Unit.addSymbol("longjmp", "__ferry_longjmp");
    else if (Function && !signalCall(*Function).empty())
      Rules.Unit.addSymbol(Function->getName(), signalCall(*Function));
    else if (Function && !routedTo(*Function).empty())
      Rules.Unit.addSymbol(Function->getName(), routedTo(*Function));
    else if (Function && !Function->getBuiltinID())
      Rules.Unit.addSymbol(pointeeName(*Function, Rules.Unit.unit()),
                           Function->getName(), declaration(Rules, *Function));
    else if (Function && Function->getName() == "free")
      Rules.Unit.addSymbol("free", "__ferry_free");
    else if (Function && Rules.Facts.mayPointToAllocator(*Function))
      Rules.Unit.addSymbol(Function->getName(),
                           ("__ferry_" + Function->getName() + "_called").str());
    else if (Function && !Function->getName().starts_with("__builtin_"))
      Rules.Unit.addSymbol(Function->getName(), Function->getName());
    return;
  }
  const auto *Call = dyn_cast<CallExpr>(S);
  // A static alias stays used where its name is written no more.
  const FunctionDecl *Callee = Call ? Call->getDirectCallee() : nullptr;
  bool Direct = Callee && (Callee->isExternallyVisible() || !Callee->hasAttr<AliasAttr>());
  // What is only compared is in no pointer.
  const auto *Binary = dyn_cast<BinaryOperator>(S);
  bool Compares = Binary && Binary->isEqualityOp();
  for (const Stmt *Child : evaluatedChildren(S, Rules.Context))
    if (Child && !(Direct && Child == Call->getCallee()) &&
        !(Compares && namesFunction(*cast<Expr>(Child))))
      visit(Rules, Child);
}
} // namespace

void SmallRules::registerFunctions() {
  eachBody([&](const Stmt &Body, const FunctionDecl *) { visit(*this, &Body); });
}

} // namespace ferry
