//===- FileCalls.cpp - functions that open files ----------------------------===//

#include "FileCalls.h"
#include "UnitSummary.h"
#include "clang/AST/Decl.h"
#include "llvm/ADT/StringSwitch.h"

using namespace clang;

namespace ferry {

llvm::StringRef fileResult(const FunctionDecl &Function) {
  // Called without a declaration it is most likely meant, too.
  if (!Function.getIdentifier() ||
      !(isForeign(Function) || Function.getMostRecentDecl()->isImplicit()))
    return {};
  return llvm::StringSwitch<llvm::StringRef>(Function.getName())
#define FERRY_FILE_RESULT(Name, Tells) .Case(#Name, "__ferry_" #Tells)
#include "FileCalls.def"
      .Default({});
}

} // namespace ferry
