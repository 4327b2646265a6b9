//===- LibraryVersions.cpp - what the runtime has in place of libc's --------===//

#include "LibraryVersions.h"
#include "UnitSummary.h"
#include "clang/AST/Decl.h"
#include "llvm/ADT/StringSwitch.h"

using namespace clang;

namespace ferry {

llvm::StringRef routedTo(const FunctionDecl &Function) {
  // Called without a declaration it is most likely meant, too.
  if (!Function.getIdentifier() ||
      !(isForeign(Function) || Function.getMostRecentDecl()->isImplicit()))
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
