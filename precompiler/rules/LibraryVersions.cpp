//===- LibraryVersions.cpp - functions of libc that Ferry has its own of ----===//
///
/// \file
/// Some functions of the C library keep something for their next call, or hand out
/// memory of the library's heap. Ferry's runtime has its own, written in C and rewritten
/// like a program (runtime/libc), so what they keep is in the table and what they
/// allocate has a type (analysis/LibraryVersions.def).
///
/// \code
///   n = rand();                   =>   n = rand();      // and libferry.a defines it:
///     extern void __ferry_keeps_random(void);
///     static void (*const __ferry_wants_random)(void) ... = __ferry_keeps_random;
///
///   s = strndup(t, n);            =>   s = __ferry_strndup(t, n);
///
///   f = getenv;                   =>   f = __ferry_getenv;
/// \endcode
///
/// The reference brings the member of libferry.a into the link wherever the C library
/// stands on the command line. It defines rand weakly: a program that has a rand of its
/// own keeps it, and libraries of the program draw from the same numbers.
///
/// Refused: the address of a function that hands out memory: other libraries would give
/// it back to the C library's heap. That of one that mostly fills a buffer (getcwd) stays
/// the C library's; what it allocates can be freed, and a capture refuses it. Refused,
/// too: 64-bit time on 32-bit machines.
///
/// Rejected: another name for rand, too: a rand that the program defines in another file
/// would not be called any more. (What leaves something in the process has another: the
/// libraries' own calls are not the program's.)
/// Tests: test/Rewrite/library-versions.c, test/Language/library-versions.c.
//===----------------------------------------------------------------------===//
#include "analysis/LibraryVersions.h"
#include "analysis/PollPlacement.h"
#include "analysis/ProgramFacts.h"
#include "analysis/UnitSummary.h"
#include "diag/Diagnostics.h"
#include "emit/UnitTables.h"
#include "rules/SmallRules.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/Expr.h"
#include "llvm/ADT/StringSwitch.h"

using namespace clang;

namespace ferry {

namespace {
const char *groupOf(llvm::StringRef Name) {
  return llvm::StringSwitch<const char *>(Name)
#define FERRY_LIBRARY_STATE(Name, Group) .Case(#Name, #Group)
#include "analysis/LibraryVersions.def"
      .Default(nullptr);
}

/// The declaration of what is called instead, or null.
const char *givesMemory(llvm::StringRef Name) {
  return llvm::StringSwitch<const char *>(Name)
#define FERRY_LIBRARY_MEMORY(Name, Declaration) .Case(#Name, Declaration ";\n")
#define FERRY_LIBRARY_BUFFER(Name, Declaration) .Case(#Name, Declaration ";\n")
#include "analysis/LibraryVersions.def"
      .Default(nullptr);
}

/// Whether its address may be taken, and is that of the C library's.
bool takesBuffer(llvm::StringRef Name) {
  return llvm::StringSwitch<bool>(Name)
#define FERRY_LIBRARY_BUFFER(Name, Declaration) .Case(#Name, true)
#include "analysis/LibraryVersions.def"
      .Default(false);
}

std::string keeping(std::string Group) {
  return "extern void __ferry_keeps_" + Group + "(void);\nstatic void (*const __ferry_wants_" +
         Group + ")(void) __attribute__((used)) = __ferry_keeps_" + Group + ";\n";
}

/// The function of the C library that is named here, or null.
const FunctionDecl *foreign(const Expr *Name) {
  const auto *Reference = dyn_cast<DeclRefExpr>(Name->IgnoreParenImpCasts());
  const auto *Function =
      Reference ? dyn_cast<FunctionDecl>(Reference->getDecl()) : nullptr;
  // Called without a declaration, it is most likely meant, too.
  return Function && Function->getIdentifier() &&
                 (isForeign(*Function) || Function->getMostRecentDecl()->isImplicit())
             ? Function
             : nullptr;
}

void visit(SmallRules &Rules, const Stmt *S, const FunctionDecl *In) {
  if (const auto *Call = dyn_cast<CallExpr>(S)) {
    const FunctionDecl *Callee = foreign(Call->getCallee());
    const char *Declaration =
        Callee && !isLibraryVersion(In) ? givesMemory(Callee->getName()) : nullptr;
    if (Declaration) {
      Rules.Unit.require(Declaration);
      auto Token = Rules.Text.find(Call->getCallee()->IgnoreParenImpCasts()->getBeginLoc());
      // As a site it calls the internal form (rules/Calls).
      if (Token && !Rules.Facts.isSite(Call))
        Rules.Base.replace({*Token, *Token}, ("__ferry_" + Callee->getName()).str());
      for (const Expr *Argument : Call->arguments())
        visit(Rules, Argument, In);
      return;
    }
  } else if (isa<DeclRefExpr>(S)) {
    if (const FunctionDecl *Function = foreign(cast<Expr>(S))) {
      if (const char *Group = groupOf(Function->getName()))
        Rules.Unit.require(keeping(Group));
      else if (givesMemory(Function->getName()) && !takesBuffer(Function->getName()) &&
               !isLibraryVersion(In))
        Rules.Diags.report(S->getBeginLoc(), DiagId::ForeignHeap)
            << Function->getName() << "call it by its name";
      else if (llvm::StringRef Instead = routedTo(*Function);
               !Instead.empty() && !isLibraryVersion(In))
        if (auto Token = Rules.Text.find(S->getBeginLoc()))
          Rules.Base.replace({*Token, *Token}, Instead.str());
      if (hasWideTime(*Function))
        Rules.Diags.report(S->getBeginLoc(), DiagId::LibraryState)
            << Function->getName() << "build without _TIME_BITS=64";
    }
    return;
  }
  for (const Stmt *Child : evaluatedChildren(S, Rules.Context))
    if (Child)
      visit(Rules, Child, In);
}
} // namespace

void SmallRules::useLibraryVersions() {
  eachBody([&](const Stmt &Body, const FunctionDecl *In) { visit(*this, &Body, In); });
}

} // namespace ferry
