//===- FileCalls.cpp - the runtime learns what the program has open ---------===//
///
/// \file
/// Files that libraries have open are their own, and can't be carried; so the runtime has
/// to know which descriptors and streams are the program's:
///
/// \code
///   f = fopen(n, "r");     =>   f = __ferry_opened_stream(fopen(n, "r"));
///   d = open(n, O_RDWR);   =>   d = __ferry_opened(open(n, O_RDWR));
/// \endcode
///
/// Functions that open keep their calls: they have variable arguments, and variants for
/// large files behind one name. What is opened through a pointer to one is not known, and
/// stops a capture while it is open. Those that close and copy are replaced wherever they
/// are named (rules/LibraryVersions.cpp): what was missed there would be taken for another
/// file's.
///
/// Left alone: functions of the program's own of these names.
///
/// Rejected: to take all that libc has open for the program's (adapters/OwnFiles.h).
/// Tests: test/Rewrite/file-calls.c, test/Runtime/descriptors.c.
//===----------------------------------------------------------------------===//
#include "analysis/FileCalls.h"
#include "analysis/PollPlacement.h"
#include "emit/TokenText.h"
#include "emit/UnitTables.h"
#include "rules/SmallRules.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/Expr.h"

using namespace clang;

namespace ferry {

static void visit(SmallRules &Rules, const Stmt *S) {
  if (const auto *Call = dyn_cast<CallExpr>(S)) {
    const FunctionDecl *Callee = Call->getDirectCallee();
    llvm::StringRef Tells = Callee ? fileResult(*Callee) : llvm::StringRef();
    if (!Tells.empty()) {
      TokenRange Whole = Rules.Text.range(Call->getSourceRange());
      Rules.Base.insertBefore(Whole.First, (Tells + "(").str());
      Rules.Base.insertAfter(Whole.Last, ")");
    }
  }
  for (const Stmt *Child : evaluatedChildren(S, Rules.Context))
    if (Child)
      visit(Rules, Child);
}

void SmallRules::followFiles() {
  eachBody([&](const Stmt &Body, const FunctionDecl *) { visit(*this, &Body); });
}

} // namespace ferry
