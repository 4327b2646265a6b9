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
      .Cases("aligned_alloc", "memalign", Allocation::Aligned)
      .Case("posix_memalign", Allocation::AlignedInto)
      .Case("valloc", Allocation::Pages)
      .Case("free", Allocation::Free)
      .Default(Allocation::None);
}

bool hasItsShape(const CallExpr &Call, Allocation What) {
  bool IsInto = What == Allocation::AlignedInto;
  unsigned Arguments = 1;
  if (What == Allocation::ReallocArray || IsInto)
    Arguments = 3;
  else if (What == Allocation::Calloc || What == Allocation::Realloc ||
           What == Allocation::Aligned)
    Arguments = 2;
  return Call.getNumArgs() == Arguments &&
         (What == Allocation::Free ||
          (IsInto ? alignedInto(Call)->getType() : Call.getType())->isPointerType());
}

const Expr *alignedInto(const CallExpr &Call) { return Call.getArg(0)->IgnoreParenCasts(); }

} // namespace ferry
