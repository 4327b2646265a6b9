//===- CompoundLiterals.cpp - an unnamed object of a function gets a name ---===//

#include "rules/CompoundLiterals.h"
#include "emit/TypeTables.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/Decl.h"
#include "clang/AST/Expr.h"

using namespace clang;

namespace ferry {

void keepLiterals(const FunctionPlan &Plan, const TokenText &Text,
                  const TypeTables &Types, Edits &Base) {
  const ASTContext &Context = Plan.Function->getASTContext();
  for (const Local &L : Plan.Locals) {
    if (!L.Literal)
      continue;
    TokenRange Range = Text.range(L.Literal->getSourceRange());
    Base.insertBefore(Range.First,
                      "(*(" + Types.spell(Context.getPointerType(L.Type), "") +
                          ")__builtin_memcpy(&" + L.Written + ", &");
    Base.insertAfter(Range.Last, ", sizeof(" +
                                     Types.spell(L.Type, "", /*DropConst=*/true) +
                                     ")))");
  }
}

std::string literalDeclarations(const Form &F) {
  std::string Text;
  for (const Local &L : F.Plan.Locals) {
    if (!L.Literal)
      continue;
    QualType Element = L.Type;
    uint64_t Count = 1;
    if (const auto *Array =
            F.Plan.Function->getASTContext().getAsConstantArrayType(L.Type)) {
      Element = Array->getElementType();
      Count = Array->getSize().getZExtValue();
    }
    Text += F.Types.spell(Element, L.Written + "[" + std::to_string(Count + 1) + "]",
                          /*DropConst=*/true) +
            F.Apart(L) + (L.Zeroed || F.reentry() ? " = {0}; " : "; ");
  }
  return Text;
}

} // namespace ferry
