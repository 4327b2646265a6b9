//===- ReentryStatements.cpp - forward to the site --------------------------===//

#include "rules/ReentryStatements.h"
#include "analysis/LabelAddresses.h"
#include "analysis/StatementExpressions.h"
#include "clang/AST/Decl.h"
#include "clang/AST/Expr.h"
#include "clang/AST/Stmt.h"

using namespace clang;

namespace ferry {
namespace {

class Writer {
public:
  explicit Writer(Form &F) : F(F) {}

  /// The children of a block: declarations stay in its scope, so runs of
  /// statements are guarded between them. \p Value: what the block gives, which
  /// cannot stand in a guard, labels or not. It needs none: all other sites are in
  /// front of it.
  void block(const CompoundStmt &Block, const Expr *Value = nullptr) {
    TokenRange Run;
    for (const Stmt *Child : Block.body()) {
      if (Value && Child == Block.body_back()) {
        endRun(Run);
        F.Expression(Value);
        continue;
      }
      bool Plain = F.Plan.range(Child).empty() &&
                   !isa<DeclStmt, LabelStmt, SwitchCase, AttributedStmt>(Child);
      if (Plain) {
        arrays(Child);
        TokenRange Range = F.range(Child);
        Run = Run.empty() ? Range : TokenRange{Run.First, Range.Last};
        continue;
      }
      endRun(Run);
      if (const auto *Declaration = dyn_cast<DeclStmt>(Child)) {
        F.Declaration(*Declaration);
        F.wrap(F.range(Child), F.Landings(Child), "");
      } else {
        guarded(Child);
      }
    }
    endRun(Run);
  }

private:
  void endRun(TokenRange &Run) {
    if (!Run.empty())
      F.wrap(Run, "if (!__ferry_at) { ", " }");
    Run = TokenRange();
  }

  /// Where nothing lives at a site, arrays of variable length are pointers still, and
  /// a jump through a table is a switch.
  void arrays(const Stmt *S) {
    if (isa<Expr>(S))
      return;
    if (const auto *Declaration = dyn_cast<DeclStmt>(S))
      return F.VariableArrays(*Declaration);
    if (const auto *Jump = dyn_cast<IndirectGotoStmt>(S))
      return throughTable(*Jump);
    for (const Stmt *Child : S->children())
      if (Child)
        arrays(Child);
  }

  /// One statement that is passed over unless it must run.
  void guarded(const Stmt *S) {
    switch (S->getStmtClass()) {
    case Stmt::CaseStmtClass:
    case Stmt::DefaultStmtClass:
      return guarded(cast<SwitchCase>(S)->getSubStmt());
    case Stmt::LabelStmtClass:
      return guarded(cast<LabelStmt>(S)->getSubStmt());
    case Stmt::AttributedStmtClass:
      return attributed(*cast<AttributedStmt>(S));
    case Stmt::NullStmtClass:
      return;
    case Stmt::CompoundStmtClass:
      // Labels inside are reached by jumps only when __ferry_at is 0, and its
      // own children are guarded: no need for another guard.
      return block(*cast<CompoundStmt>(S));
    default:
      break;
    }
    SiteRange Sites = F.Plan.range(S);
    TokenRange Range = F.range(S);
    if (!Sites.empty())
      statement(S);
    else
      arrays(S);
    F.wrap(Range, "{ " + F.Landings(S) + "if (" + Form::runs(Sites) + ") { ", " } }");
  }

  /// [[fallthrough]] would not stand in front of a label any more.
  void attributed(const AttributedStmt &S) {
    if (isa<NullStmt>(S.getSubStmt()))
      return F.Edit.replace(F.range(&S), ";");
    guarded(S.getSubStmt());
  }

  /// The body of a loop or branch, in braces. \p Poll: of the loop, or 0.
  void body(const Stmt *S, unsigned Poll, bool Arrived) {
    std::string Before, After;
    if (Poll)
      Before = " " + F.Poll(F.Plan.Sites[Poll - 1]);
    if (Arrived)
      After = " __ferry_at = 0; ";
    if (const auto *Block = dyn_cast<CompoundStmt>(S)) {
      TokenRange Range = F.range(S);
      block(*Block);
      F.Edit.insertAfter(Range.First, Before);
      F.Edit.insertBefore(Range.Last, After);
      return;
    }
    TokenRange Range = F.range(S);
    guarded(S);
    F.wrap(Range, "{" + Before + " ", After + "}");
  }

  /// `(IN(Taken) || (!IN(Other) && (c')))`
  void condition(const Expr *C, SiteRange Taken, SiteRange Other) {
    F.Expression(C);
    if (!Other.empty())
      F.wrap(C, "(!" + Form::in(Other) + " && (", "))");
    if (!Taken.empty())
      F.wrap(C, "(" + Form::in(Taken) + " || (", "))");
  }

  SiteRange sites(const Stmt *S) { return S ? F.Plan.range(S) : SiteRange(); }
  SiteRange poll(unsigned Site) {
    return Site ? SiteRange{Site, Site} : SiteRange();
  }

  void statement(const Stmt *S) {
    if (const auto *E = dyn_cast<Expr>(S))
      return F.Expression(E);
    unsigned Poll = F.Plan.poll(S);
    switch (S->getStmtClass()) {
    case Stmt::IfStmtClass: {
      const auto *If = cast<IfStmt>(S);
      condition(If->getCond(), sites(If->getThen()), sites(If->getElse()));
      body(If->getThen(), 0, false);
      if (If->getElse())
        body(If->getElse(), 0, false);
      return;
    }
    case Stmt::WhileStmtClass: {
      const auto *While = cast<WhileStmt>(S);
      condition(While->getCond(),
                SiteRange::join(poll(Poll), sites(While->getBody())), {});
      return body(While->getBody(), Poll, true);
    }
    case Stmt::DoStmtClass: {
      const auto *Do = cast<DoStmt>(S);
      F.Expression(Do->getCond());
      return body(Do->getBody(), Poll, sites(Do->getCond()).empty());
    }
    case Stmt::ForStmtClass:
      return forLoop(*cast<ForStmt>(S), Poll);
    case Stmt::SwitchStmtClass:
      return switchOver(*cast<SwitchStmt>(S));
    case Stmt::ReturnStmtClass:
      return F.Expression(cast<ReturnStmt>(S)->getRetValue());
    case Stmt::GCCAsmStmtClass:
      return F.Assembler(*cast<GCCAsmStmt>(S));
    case Stmt::IndirectGotoStmtClass:
      F.Expression(cast<IndirectGotoStmt>(S)->getTarget());
      throughTable(*cast<IndirectGotoStmt>(S));
      [[fallthrough]];
    case Stmt::GotoStmtClass:
      if (Poll)
        F.wrap(F.range(S), "{ " + F.Poll(F.Plan.Sites[Poll - 1]) + " ", " }");
      return;
    default:
      llvm_unreachable("no other statement has sites");
    }
  }

  void forLoop(const ForStmt &For, unsigned Poll) {
    if (const auto *Declaration = dyn_cast_or_null<DeclStmt>(For.getInit())) {
      F.Declaration(*Declaration);
    } else if (const auto *Init = dyn_cast_or_null<Expr>(For.getInit())) {
      F.Expression(Init);
      F.wrap(Init, "(" + Form::runs(sites(Init)) + " ? (void)(", ") : (void)0)");
    }
    SiteRange Inside = SiteRange::join(poll(Poll), sites(For.getBody()));
    Inside = SiteRange::join(Inside, sites(For.getInc()));
    if (For.getCond())
      condition(For.getCond(), Inside, {});
    F.Expression(For.getInc());
    body(For.getBody(), Poll, sites(For.getInc()).empty());
  }

  /// `goto *table[i]` becomes a switch: Clang 14 leaves a target out in this form.
  void throughTable(const IndirectGotoStmt &Jump) {
    const ArraySubscriptExpr *Subscript = Labels.throughTable(Jump);
    if (!Subscript)
      return;
    std::string Cases;
    unsigned Index = 0;
    for (const AddrLabelExpr *Label : LabelAddresses::tableOf(*Subscript)) {
      if (Label) {
        unsigned Name = F.Text.index(Label->getLabelLoc());
        Cases += "case " + std::to_string(Index) + ": goto " + F.Edit.flat({Name, Name}) + "; ";
      }
      ++Index;
    }
    TokenRange Whole = F.range(static_cast<const Stmt *>(&Jump));
    TokenRange Number = F.range(Subscript->getIdx());
    F.Edit.replace({Whole.First, Number.First - 1}, "switch (");
    F.Edit.replace({Number.Last + 1, Whole.Last - 1},
                   ") { " + Cases + "default: __ferry_no_label()");
    F.Edit.insertAfter(Whole.Last, " }");
  }

  void switchOver(const SwitchStmt &Switch) {
    F.Expression(Switch.getCond());
    const Stmt *Body = Switch.getBody();
    SiteRange Inside = sites(Body);
    if (Inside.empty())
      return; // Entered with __ferry_at 0 only.
    TokenRange Range = F.range(Body);
    std::string Into = "__ferry_into_" + std::to_string(++F.Switches);
    if (const auto *Block = dyn_cast<CompoundStmt>(Body)) {
      block(*Block);
      F.Edit.insertAfter(Range.First, " " + Into + ":; ");
    } else {
      guarded(Body);
      F.wrap(Range, "{ " + Into + ":; ", " }");
    }
    F.wrap(F.range(&Switch), "{ if " + Form::in(Inside) + " goto " + Into + "; ",
           " }");
  }

  Form &F;
  const LabelAddresses Labels{*F.Plan.Function};
};

} // namespace

void rewriteReentryBlock(Form &F, const CompoundStmt &Block) {
  Writer(F).block(Block, valueOf(Block));
}

void rewriteReentryBody(Form &F) {
  Writer(F).block(*cast<CompoundStmt>(F.Plan.Function->getBody()));
}

} // namespace ferry
