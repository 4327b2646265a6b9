//===- DeducedTypes.cpp - locals whose type is not written down -------------===//

#include "rules/DeducedTypes.h"
#include "emit/TypeTables.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/Decl.h"
#include "clang/AST/TypeLoc.h"

using namespace clang;

namespace ferry {

void writeDeducedTypes(const FunctionPlan &Plan, const TokenText &Text,
                       const TypeTables &Types, Edits &Base) {
  for (const Local &L : Plan.Locals) {
    const TypeSourceInfo *Written = L.Decl ? L.Decl->getTypeSourceInfo() : nullptr;
    AutoTypeLoc Deduced =
        Written ? Written->getTypeLoc().getContainedAutoTypeLoc() : AutoTypeLoc();
    if (Deduced.isNull())
      continue;
    unsigned Token = Text.index(Deduced.getNameLoc());
    QualType Type = L.Decl->getType().getCanonicalType();
    Base.replace({Token, Token},
                 "__typeof__(" + Types.spell(Type, "", /*DropConst=*/true) + ")");
  }
}

} // namespace ferry
