//===- ferry-precompile.cpp - rewrite one source, or merge facts ------------===//
///
/// \file
/// Options and exit codes are in docs/design/0001. Everything that can be said
/// about the user's program is a diagnostic of diag/; faults of the environment
/// are reported here, with exit code 2.
///
//===----------------------------------------------------------------------===//
#include "tool/Invocation.h"
#include "tool/MergeCommand.h"
#include "llvm/ADT/StringRef.h"

int main(int Count, char **Arguments) {
  if (Count > 1 && llvm::StringRef(Arguments[1]) == "--merge")
    return ferry::mergeCommand(Count - 2, Arguments + 2);
  ferry::Invocation I;
  if (!I.parse(Count, Arguments))
    return 2;
  return ferry::precompile(I);
}
