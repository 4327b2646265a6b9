//===- PullCalls.cpp - items of a domain come first -------------------------===//

#include "rules/PullCalls.h"
#include "analysis/BitFieldValues.h"
#include "emit/ConstMembers.h"
#include "emit/TypeTables.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/Expr.h"

using namespace clang;

namespace ferry {
namespace {

void rewriteDomain(Form &F, const Domain &D);

/// Forces the condition that decides between \p Taken and \p Other.
void force(Form &F, const Expr *Condition, SiteRange Taken, SiteRange Other) {
  std::string Before, After;
  if (!Other.empty()) {
    Before = "(!" + Form::in(Other) + " && (";
    After = "))";
  }
  if (!Taken.empty()) {
    Before = "(" + Form::in(Taken) + " || (" + Before;
    After += "))";
  }
  if (!Before.empty())
    F.wrap(Condition, Before, After);
}

void rewriteItem(Form &F, const Item &I) {
  if (I.What == Item::Statements)
    return F.Block(*cast<StmtExpr>(I.E)->getSubStmt());
  if (I.Operands.empty())
    return F.DressCall(I);
  for (const auto &Operand : I.Operands)
    rewriteDomain(F, *Operand);
  const Domain &First = *I.Operands[0], &Second = *I.Operands[1];
  if (!F.reentry()) {
    // Warnings about what stands in front of a block belong to the macro that it
    // comes from (assert).
    if (I.What == Item::Comma && First.Range.empty() && Second.InPlace &&
        Second.InPlace->What == Item::Statements &&
        !First.Whole->HasSideEffects(F.Plan.Function->getASTContext()))
      F.Edit.replace(F.range(First.Whole), "(void)0");
    return;
  }
  switch (I.What) {
  case Item::And:
    return force(F, First.Whole, Second.Range, {});
  case Item::Or:
    return force(F, First.Whole, {}, Second.Range);
  case Item::Conditional:
    return force(F, First.Whole, Second.Range, I.Operands[2]->Range);
  case Item::OmittedOperand:
    if (!Second.Range.empty())
      F.wrap(First.Whole, "(" + Form::in(Second.Range) + " ? 0 : (", "))");
    return;
  case Item::Comma:
    return F.wrap(First.Whole, "(" + Form::runs(First.Range) + " ? (void)(",
                  ") : (void)0)");
  case Item::DirectCall:
  case Item::IndirectCall:
  case Item::PollRequest:
  case Item::Setjmp:
  case Item::Statements:
    break;
  }
  llvm_unreachable("calls and blocks have no operands");
}

void rewriteDomain(Form &F, const Domain &D) {
  std::string Prefix = pullOut(F, D);
  if (D.InPlace)
    rewriteItem(F, *D.InPlace);
  if (!Prefix.empty())
    F.wrap(D.Whole, "(" + Prefix, ")");
}

} // namespace

std::string pullOut(Form &F, const Domain &D) {
  std::string Prefix;
  for (const auto &I : D.Pulled) {
    rewriteItem(F, *I);
    TokenRange Range = F.range(I->E);
    std::string Text = F.Edit.flat(Range);
    std::string Temp;
    if (I->Temp != Item::None) {
      const Local &L = F.Plan.Locals[I->Temp];
      Temp = L.Written;
      if (L.Bits) {
        Temp += ".value";
        Text = Temp + " = (" + Text + ")";
        // The block keeps Clang from what it does not know of the other one either.
        if (bitFieldValue(I->E)->IsLoose)
          Temp = "__extension__ ({ " + Temp + "; })";
      } else {
        Text = assignment(Temp, Text, L.Type, F.Types, F.Plan.Function->getASTContext());
      }
    }
    F.Edit.replace(Range, Temp.empty() ? "(void)0" : Temp);
    Prefix += (F.reentry() ? Form::guarded(I->Range, Text) : Text) + ", ";
  }
  return Prefix;
}

std::string bitFieldHolders(const FunctionPlan &Plan, const TypeTables &Types,
                            std::set<std::string> &Known) {
  std::string Lines;
  for (const Local &L : Plan.Locals) {
    if (!L.Bits)
      continue;
    const RecordDecl *Holder = L.Type->getAsRecordDecl();
    const FieldDecl *Field = *Holder->field_begin();
    BitFieldValue Value{L.Bits, false};
    if (Known.insert(Holder->getNameAsString()).second)
      Lines += "struct " + Holder->getNameAsString() + " { " +
               (Value.isWrittenSigned() ? "signed " : "") +
               Types.spell(Field->getType(), Field->getName()) + " : " +
               std::to_string(Value.width(Plan.Function->getASTContext())) + "; };\n";
  }
  return Lines;
}

void rewriteExpression(Form &F, const Expr *E) {
  if (!E)
    return;
  if (const Domain *D = F.Plan.domain(E))
    rewriteDomain(F, *D);
}

} // namespace ferry
