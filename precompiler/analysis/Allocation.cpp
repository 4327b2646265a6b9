//===- Allocation.cpp - what a function of the C library allocates ----------===//

#include "Allocation.h"
#include "UnitSummary.h"
#include "clang/AST/Decl.h"
#include "clang/AST/Expr.h"
#include "llvm/ADT/StringSwitch.h"

using namespace clang;

namespace ferry {

Allocation allocationBy(const FunctionDecl *Function) {
  if (!Function || !Function->getIdentifier() || !isForeign(*Function))
    return Allocation::None;
  llvm::StringRef Name = Function->getName();
  Name.consume_front("__builtin_");
  return llvm::StringSwitch<Allocation>(Name)
      .Case("malloc", Allocation::Malloc)
      .Case("calloc", Allocation::Calloc)
      .Case("realloc", Allocation::Realloc)
      .Case("reallocarray", Allocation::ReallocArray)
      .Cases("strdup", "__strdup", Allocation::Strdup)
      .Case("free", Allocation::Free)
      .Default(Allocation::None);
}

bool hasItsShape(const CallExpr &Call, Allocation What) {
  unsigned Arguments = What == Allocation::ReallocArray ? 3
                       : What == Allocation::Calloc || What == Allocation::Realloc ? 2
                                                                                   : 1;
  return Call.getNumArgs() == Arguments &&
         (What == Allocation::Free || Call.getType()->isPointerType());
}

} // namespace ferry
