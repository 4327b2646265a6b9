//===- LabelValues.cpp - addresses of labels become addresses of objects ----===//
///
/// \file
/// The address of a label that is in a variable, or in memory, at a poll must mean the
/// same in each form of the function and on each machine. So it leads to an object of
/// the unit, which has an element for each label; a jump chooses by its number:
///
/// \code
///                               static const char __ferry_labels_run[2 + 1];
///   void *next = &&a;      =>   void *next = ((void *)(__ferry_labels_run + 0));
///   goto *next;                 switch (__ferry_label((next), __ferry_labels_run, 2)) {
///                                 case 0: goto a; case 1: goto b;
///                                 default: __ferry_no_label(); }
/// \endcode
///
/// To the image it is a pointer into a constant, which has a name; the differences of
/// two (`&&a - &&b`) and sums with them are numbers that are the same everywhere.
///
/// In functions that can't be on the stack at a poll, too: memory can hold values of
/// theirs. Left alone: tables that are only jumped through (analysis/LabelAddresses).
///
/// Rejected: small numbers in place of addresses (`(void *)1`): a program may have such
/// numbers beside labels, and tell them apart. A table of the form's own labels to jump
/// through: shorter where there are many jumps, but Clang 14 took one target for all of
/// them in a re-entry form. Real addresses, converted at a capture: the re-entry form has
/// others, and both forms run side by side.
//===----------------------------------------------------------------------===//
#include "analysis/LabelAddresses.h"
#include "emit/TokenText.h"
#include "emit/UnitTables.h"
#include "rules/SmallRules.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/Decl.h"
#include "clang/AST/Expr.h"
#include "clang/AST/Stmt.h"
#include "llvm/ADT/DenseMap.h"

using namespace clang;

namespace ferry {

static void nameLabelsOf(SmallRules &Rules, const FunctionDecl &Function) {
  const LabelAddresses Labels(Function);
  if (Labels.values().empty())
    return;
  const TokenText &Text = Rules.Text;
  std::string Object = "__ferry_labels_" + Function.getNameAsString();

  // Only those that can be in a value; a table's own are in none.
  llvm::DenseMap<const LabelDecl *, unsigned> Numbers;
  std::string Cases, Mentions;
  for (const AddrLabelExpr *Address : Labels.values()) {
    auto [Number, New] = Numbers.try_emplace(Address->getLabel(), Numbers.size());
    if (New) {
      unsigned Name = Text.index(Address->getLabelLoc());
      std::string Goto = "goto " + Rules.Base.flat({Name, Name}) + "; ";
      Cases += "case " + std::to_string(Number->second) + ": " + Goto;
      Mentions += Goto;
    }
    Rules.Base.replace(Text.range(Address->getSourceRange()),
                       "((void *)(" + Object + " + " + std::to_string(Number->second) + "))");
  }
  std::string Count = std::to_string(Numbers.size());
  for (const IndirectGotoStmt *Jump : Labels.jumps()) {
    // Around the expression's own edits: a call in it may be one to come back to.
    unsigned Goto = Text.index(Jump->getGotoLoc());
    unsigned Star = Text.index(Jump->getStarLoc());
    unsigned End = Text.range(Jump->getTarget()->getSourceRange()).Last + 1;
    Rules.Base.replace({Goto, Star}, "switch (__ferry_label((");
    Rules.Base.insertBefore(End, "), " + Object + ", " + Count + ")) { " + Cases +
                                     "default: __ferry_no_label()");
    Rules.Base.insertAfter(End, " }");
  }
  // A label that nobody mentions any more is warned about.
  if (Labels.jumps().empty())
    Rules.Base.insertBefore(Text.index(Function.getBody()->getEndLoc()),
                            "if (0) { " + Mentions + "} ");

  const ASTContext &Context = Rules.Context;
  QualType Type = Context.getConstantArrayType(
      Context.getConstType(Context.CharTy), llvm::APInt(32, Numbers.size()), nullptr,
      ArraySizeModifier::Normal, 0);
  Rules.Unit.addVariable(Rules.Unit.unit().str() + ":" + Function.getNameAsString() +
                             ".(labels)",
                         Type, Object, /*ReadOnly=*/true, /*Reached=*/true);
  Rules.Base.placeAbove(Text.declarationStart(Text.index(Function.getBeginLoc())),
                        "static const char " + Object + "[" + Count +
                            " + 1] __ferry_apart(64);\n");
}

void SmallRules::nameLabels() {
  eachFunction([&](const FunctionDecl &Function) { nameLabelsOf(*this, Function); });
}

} // namespace ferry
