//===- FileCalls.h - functions that open files ------------------------------===//
#ifndef FERRY_ANALYSIS_FILECALLS_H
#define FERRY_ANALYSIS_FILECALLS_H

#include "llvm/ADT/StringRef.h"

namespace clang {
class FunctionDecl;
} // namespace clang

namespace ferry {

/// What of the runtime's the result of the C library's function goes through; empty for
/// any other function (FileCalls.def).
llvm::StringRef fileResult(const clang::FunctionDecl &Function);

} // namespace ferry
#endif
