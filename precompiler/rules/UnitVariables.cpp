//===- UnitVariables.cpp - variables of the unit go into its table ----------===//
///
/// \file
/// Registers every variable with static storage that the unit defines: file
/// scope here, those of functions in StaticLocals. A header that is not rewritten
/// (-isystem) may define some, too. What is `const` is listed, because pointers may
/// point to it, but neither captured nor restored.
///
/// Refused: types that cannot be carried, variables in registers. A constant of a type
/// that cannot be carried is not listed: nothing of it has to move, and a pointer to it
/// is found out at capture.
///
/// Inserts nothing into the text.
//===----------------------------------------------------------------------===//
#include "analysis/LinkNames.h"
#include "diag/Diagnostics.h"
#include "emit/TokenText.h"
#include "emit/TypeTables.h"
#include "emit/UnitTables.h"
#include "rules/SmallRules.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/Attr.h"
#include "clang/AST/Decl.h"

using namespace clang;

namespace ferry {

void SmallRules::registerVariables() {
  auto Register = [&](const Decl &D) {
    const auto *Variable = dyn_cast<VarDecl>(&D);
    if (!Variable || !Variable->hasGlobalStorage() ||
        Variable->hasAttr<AliasAttr>())
      return;
    const VarDecl *Definition = Variable->getDefinition();
    if (!Definition)
      Definition = const_cast<VarDecl *>(Variable)->getActingDefinition();
    if (Variable != Definition)
      return;
    if (Variable->getStorageClass() == SC_Register) {
      Diags.report(Variable->getLocation(), DiagId::RegisterVariable)
          << Variable;
      return;
    }
    QualType Type = Variable->getMostRecentDecl()->getType();
    bool ReadOnly = Context.getBaseElementType(Type).isConstQualified();
    Refusal Why;
    if (!Types.canCarry(Type, &Why)) {
      if (!ReadOnly)
        Types.refuse(Diags, Variable->getLocation(),
                     "variable '" + Variable->getNameAsString() + "'", Type, Why);
      return;
    }
    std::string Name = Variable->isExternallyVisible()
                           ? symbolName(*Variable)
                           : Unit.unit().str() + ":" + Variable->getNameAsString();
    Unit.addVariable(Name, *Variable, Variable->getName(), ReadOnly,
                     mayBeReached(*Variable));
  };
  eachDeclaration(Register);
  eachUnwritten(Register);
}

} // namespace ferry
