//===- LabelValues.cpp - addresses of labels become addresses of objects ----===//
///
/// \file
/// The address of a label that is in a variable, or in memory, at a poll must mean the
/// same in each form of the function and on each machine. So it leads to an object of
/// the unit, which has an element for each label; a jump looks up which label of this
/// form that is:
///
/// \code
///                                     static const char __ferry_labels_run[2 + 1];
///   void run(void) {                  void run(void) {
///                                       static void *const __ferry_jumps[2] = {&&a, &&b};
///     void *next = &&a;         =>      void *next = ((void *)(__ferry_labels_run + 0));
///     goto *next;                       goto *__ferry_jumps[__ferry_label((next),
///                                           __ferry_labels_run, 2)];
/// \endcode
///
/// To the image it is a pointer into a constant, which has a name; the differences of
/// two (`&&a - &&b`) and sums with them are numbers that are the same everywhere.
///
/// In functions that can't be on the stack at a poll, too: memory can hold values of
/// theirs. Left alone: tables that are only jumped through (analysis/LabelAddresses).
///
/// Rejected: small numbers in place of addresses (`(void *)1`): a program may have such
/// numbers beside labels, and tell them apart. A switch in place of each jump: the text
/// grows with the square of an interpreter's instructions. Real addresses, converted at
/// a capture: the re-entry form has others, and both forms run side by side.
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
  std::string Here;
  for (const AddrLabelExpr *Address : Labels.values()) {
    const LabelDecl *Label = Address->getLabel();
    auto [Number, New] = Numbers.try_emplace(Label, Numbers.size());
    TokenRange Range = Text.range(Address->getSourceRange());
    if (New)
      Here += (Here.empty() ? "__extension__ " : ", __extension__ ") + Rules.Base.flat(Range);
    Rules.Base.replace(Range,
                       "((void *)(" + Object + " + " + std::to_string(Number->second) + "))");
  }
  std::string Count = std::to_string(Numbers.size());
  for (const IndirectGotoStmt *Jump : Labels.jumps()) {
    // Around the expression's own edits: a call in it may be one to come back to.
    unsigned Star = Text.index(Jump->getStarLoc());
    unsigned Last = Text.range(Jump->getTarget()->getSourceRange()).Last;
    Rules.Base.insertAfter(Star, "__ferry_jumps[__ferry_label((");
    Rules.Base.insertBefore(Last + 1, "), " + Object + ", " + Count + ")]");
  }
  // Without jumps, too: a label that nobody mentions is warned about.
  Rules.Base.insertAfter(Text.index(Function.getBody()->getBeginLoc()),
                         " static void *const __ferry_jumps[" + Count + "]" +
                             (Labels.jumps().empty() ? " __attribute__((unused))" : "") +
                             " = {" + Here + "};");

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
