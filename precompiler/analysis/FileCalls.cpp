//===- FileCalls.cpp - functions that open and close files ------------------===//

#include "FileCalls.h"
#include "UnitSummary.h"
#include "clang/AST/Decl.h"
#include "llvm/ADT/StringSwitch.h"

using namespace clang;

namespace ferry {

/// Called without a declaration it is most likely meant, too.
static llvm::StringRef nameOf(const FunctionDecl &Function) {
  return Function.getIdentifier() &&
                 (isForeign(Function) || Function.getMostRecentDecl()->isImplicit())
             ? Function.getName()
             : llvm::StringRef();
}

llvm::StringRef fileResult(const FunctionDecl &Function) {
  return llvm::StringSwitch<llvm::StringRef>(nameOf(Function))
#define FERRY_FILE_RESULT(Name, Tells) .Case(#Name, "__ferry_" #Tells)
#include "FileCalls.def"
      .Default({});
}

llvm::StringRef fileCall(const FunctionDecl &Function) {
  return llvm::StringSwitch<llvm::StringRef>(nameOf(Function))
#define FERRY_FILE_CALL(Name, Instead) .Case(#Name, "__ferry_" #Instead)
#include "FileCalls.def"
      .Default({});
}

} // namespace ferry
