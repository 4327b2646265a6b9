//===- RuntimeNames.cpp - names that the runtime needs for itself -----------===//
///
/// \file
/// A linker knows one object of a name. A program's own `write`, `time` or
/// `strlen` would be what Ferry's runtime calls at a capture:
///
/// \code
///   unsigned long time;   =>   error: ... [-Wferry-library-name]
/// \endcode
///
/// Left alone: what is static, and declarations.
///
/// Rejected: other names inside the runtime; the C library offers most of what it
/// needs under one name only. Tests: test/Refuse/runtime-names.c.
//===----------------------------------------------------------------------===//
#include "analysis/LinkNames.h"
#include "diag/Diagnostics.h"
#include "rules/SmallRules.h"
#include "clang/AST/Attr.h"
#include "clang/AST/Decl.h"
#include "llvm/ADT/StringSet.h"

using namespace clang;

namespace ferry {

void SmallRules::refuseRuntimeNames() {
  static const llvm::StringSet<> Names = {
#define FERRY_RUNTIME_NAME(Name) #Name,
#include "analysis/RuntimeNames.def"
  };
  eachDeclaration([&](const Decl &D) {
    const auto *Named = dyn_cast<NamedDecl>(&D);
    if (!Named || !Named->getIdentifier() || !Named->isExternallyVisible() ||
        !Names.contains(symbolName(*Named)))
      return;
    const auto *Function = dyn_cast<FunctionDecl>(Named);
    const auto *Variable = dyn_cast<VarDecl>(Named);
    if ((Function && (Function->doesThisDeclarationHaveABody() ||
                      Function->hasAttr<AliasAttr>())) ||
        (Variable &&
         Variable->isThisDeclarationADefinition() != VarDecl::DeclarationOnly))
      Diags.report(Named->getLocation(), DiagId::RuntimeName) << Named;
  });
}

} // namespace ferry
