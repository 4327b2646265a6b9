//===- LibraryVersions.cpp - what the runtime has in place of libc's --------===//

#include "LibraryVersions.h"
#include "UnitSummary.h"
#include "clang/AST/Attr.h"
#include "clang/AST/Decl.h"
#include "llvm/ADT/StringSwitch.h"

using namespace clang;

namespace ferry {

static llvm::StringRef versionOf(const FunctionDecl &Function) {
  // Called without a declaration it is most likely meant, too.
  if (!Function.getIdentifier() ||
      !(isForeign(Function) || Function.getMostRecentDecl()->isImplicit()))
    return {};
  return llvm::StringSwitch<llvm::StringRef>(Function.getName())
#define FERRY_LIBRARY_ROUTED(Name, Instead) .Case(#Name, "__ferry_" #Instead)
#include "LibraryVersions.def"
      .Default({});
}

/// Its name is another to the linker: "__mktime64".
static bool isLabelledWide(const FunctionDecl &Function) {
  const auto *Label = Function.getMostRecentDecl()->getAttr<AsmLabelAttr>();
  return Label && Label->getLabel().starts_with("__") && Label->getLabel().ends_with("64");
}

llvm::StringRef routedTo(const FunctionDecl &Function) {
  return isLabelledWide(Function) ? llvm::StringRef() : versionOf(Function);
}

bool hasWideTime(const FunctionDecl &Function) {
  return isLabelledWide(Function) && !versionOf(Function).empty();
}

bool isLibraryVersion(const FunctionDecl *Function) {
  return Function && Function->getIdentifier() && Function->getName().starts_with("__ferry_");
}

} // namespace ferry
