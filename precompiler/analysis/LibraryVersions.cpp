//===- LibraryVersions.cpp - what the runtime has in place of libc's --------===//

#include "LibraryVersions.h"
#include "UnitSummary.h"
#include "clang/AST/Attr.h"
#include "clang/AST/Decl.h"
#include "llvm/ADT/StringSwitch.h"

using namespace clang;

namespace ferry {

llvm::StringRef routedTo(const FunctionDecl &Function) {
  // Called without a declaration it is most likely meant, too.
  if (!Function.getIdentifier() ||
      !(isForeign(Function) || Function.getMostRecentDecl()->isImplicit()))
    return {};
  // The 64-bit time of a 32-bit machine: its types are none that the runtime has.
  const auto *Label = Function.getMostRecentDecl()->getAttr<AsmLabelAttr>();
  if (Label && Label->getLabel().starts_with("__") && Label->getLabel().ends_with("64"))
    return {};
  return llvm::StringSwitch<llvm::StringRef>(Function.getName())
#define FERRY_LIBRARY_ROUTED(Name, Instead) .Case(#Name, "__ferry_" #Instead)
#include "LibraryVersions.def"
      .Default({});
}

bool isLibraryVersion(const FunctionDecl *Function) {
  return Function && Function->getIdentifier() && Function->getName().starts_with("__ferry_");
}

} // namespace ferry
