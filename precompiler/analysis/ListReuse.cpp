//===- ListReuse.cpp - a va_list that somebody else has read from -----------===//

#include "ListReuse.h"
#include "ProgramFacts.h"
#include "VariableArguments.h"
#include "diag/Diagnostics.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/Decl.h"
#include "clang/AST/Expr.h"
#include "clang/Analysis/CFG.h"
#include "clang/Basic/SourceManager.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallPtrSet.h"
#include <map>
#include <set>
#include <tuple>
#include <vector>

using namespace clang;

namespace ferry {
namespace {

/// A variable, or a member of one or of what one points to: `ap`, `state.ap`, `state->ap`.
struct List {
  const VarDecl *Variable = nullptr;
  const FieldDecl *Member = nullptr;

  explicit operator bool() const { return Variable; }
  bool operator<(const List &Other) const {
    return std::tie(Variable, Member) < std::tie(Other.Variable, Other.Member);
  }
  std::string name() const {
    return "'" + (Member ? Member : static_cast<const NamedDecl *>(Variable))->getNameAsString() +
           "'";
  }
};

/// The call that may have read from a list; the first in the text, if there are several.
using State = std::map<List, const CallExpr *>;

List listOf(const Expr *E) {
  List Found;
  E = E->IgnoreParenImpCasts();
  if (!isVaList(E->getType()))
    return {};
  if (const auto *Member = dyn_cast<MemberExpr>(E)) {
    Found.Member = dyn_cast<FieldDecl>(Member->getMemberDecl());
    E = Member->getBase()->IgnoreParenImpCasts();
  }
  const auto *Ref = dyn_cast<DeclRefExpr>(E);
  Found.Variable = Ref ? dyn_cast<VarDecl>(Ref->getDecl()) : nullptr;
  return Found;
}

class Reuse {
public:
  Reuse(const FunctionDecl &Function, Diagnostics &Diags)
      : Function(Function), Diags(Diags),
        SM(Function.getASTContext().getSourceManager()) {}

  void run() {
    CFG::BuildOptions Options;
    Options.setAllAlwaysAdd();
    std::unique_ptr<CFG> Graph =
        CFG::buildCFG(&Function, Function.getBody(), &Function.getASTContext(), Options);
    if (!Graph)
      return;
    // What is known of a list only grows, or becomes earlier: this ends.
    std::map<const CFGBlock *, State> Before;
    std::set<std::pair<unsigned, const CFGBlock *>> Work;
    const CFGBlock *Entry = &Graph->getEntry();
    Work.insert({Entry->getBlockID(), Entry});
    while (!Work.empty()) {
      const CFGBlock *Block = std::prev(Work.end())->second;
      Work.erase(std::prev(Work.end()));
      Visited.insert(Block);
      State Now = Before[Block];
      through(*Block, Now, /*Say=*/false);
      for (const CFGBlock *Next : Block->succs())
        if (Next && (join(Before[Next], Now) || !Visited.count(Next)))
          Work.insert({Next->getBlockID(), Next});
    }
    for (const CFGBlock *Block : *Graph)
      if (Visited.count(Block)) {
        State Now = Before[Block];
        through(*Block, Now, /*Say=*/true);
      }
    llvm::sort(Reads, [this](const Reading &A, const Reading &B) {
      return before(A.Where, B.Where);
    });
    for (const Reading &R : Reads)
      Diags.report(R.Where->getBeginLoc(), DiagId::ListReuse)
          << R.Of.name() << lineOf(*R.After);
  }

private:
  bool join(State &Into, const State &From) const {
    bool Changed = false;
    for (const auto &[Of, Call] : From) {
      auto [Known, New] = Into.try_emplace(Of, Call);
      bool Earlier = New || before(Call, Known->second);
      if (Earlier)
        Known->second = Call;
      Changed |= Earlier;
    }
    return Changed;
  }

  bool before(const Expr *A, const Expr *B) const {
    return SM.isBeforeInTranslationUnit(A->getBeginLoc(), B->getBeginLoc());
  }

  void through(const CFGBlock &Block, State &Now, bool Say) {
    for (const CFGElement &Element : Block)
      if (auto Statement = Element.getAs<CFGStmt>())
        statement(Statement->getStmt(), Now, Say);
  }

  void statement(const Stmt *S, State &Now, bool Say) {
    if (const auto *Read = dyn_cast<VAArgExpr>(S)) {
      List Of = listOf(Read->getSubExpr());
      auto Found = Of ? Now.find(Of) : Now.end();
      if (Say && Found != Now.end())
        Reads.push_back({Read, Of, Found->second});
      return;
    }
    const auto *Call = dyn_cast<CallExpr>(S);
    if (!Call)
      return;
    if (listMacro(*Call) != ListMacro::None) {
      // va_copy's second is only looked at.
      if (List Of = listOf(Call->getArg(0)))
        Now.erase(Of);
      return;
    }
    const FunctionProtoType *Type = calledType(*Call);
    for (unsigned N = 0; Type && N < Type->getNumParams() && N < Call->getNumArgs(); ++N)
      if (List Of = listOf(Call->getArg(N)); Of && isVaList(parameterType(*Call, N)))
        Now[Of] = Call;
  }

  std::string lineOf(const CallExpr &Call) const {
    return std::to_string(SM.getPresumedLoc(SM.getExpansionLoc(Call.getBeginLoc())).getLine());
  }

  struct Reading {
    const VAArgExpr *Where;
    List Of;
    const CallExpr *After;
  };

  const FunctionDecl &Function;
  Diagnostics &Diags;
  const SourceManager &SM;
  std::vector<Reading> Reads;
  llvm::SmallPtrSet<const CFGBlock *, 32> Visited;
};

} // namespace

void reportListReuse(const ASTContext &Context, const ProgramFacts &Facts,
                     Diagnostics &Diags) {
  const SourceManager &SM = Context.getSourceManager();
  for (const Decl *D : Context.getTranslationUnitDecl()->decls()) {
    const auto *Function = dyn_cast<FunctionDecl>(D);
    if (Function && Function->doesThisDeclarationHaveABody() &&
        Facts.isCapturable(Function) && !SM.isInSystemHeader(Function->getLocation()))
      Reuse(*Function, Diags).run();
  }
}

} // namespace ferry
