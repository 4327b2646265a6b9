//===- SignalCalls.h - functions that install handlers ----------------------===//
///
/// \file
/// Those of the C library that have a counterpart in the runtime, under all their names.
/// The others (sigset, siginterrupt) are refused: ForeignFunctions.def.
//===----------------------------------------------------------------------===//
#ifndef FERRY_ANALYSIS_SIGNALCALLS_H
#define FERRY_ANALYSIS_SIGNALCALLS_H

#include "llvm/ADT/StringRef.h"

namespace clang {
class FunctionDecl;
} // namespace clang

namespace ferry {

/// The name of the runtime's; empty for any other function.
llvm::StringRef signalCall(const clang::FunctionDecl &Function);
/// Of all of them, for the head of a unit, where no header was read yet.
inline constexpr const char SignalDeclarations[] =
    "struct sigaction;\n"
    "int __ferry_sigaction(int, const struct sigaction *, struct sigaction *);\n"
    "void (*__ferry_signal(int, void (*)(int)))(int);\n"
    "void (*__ferry_signal_once(int, void (*)(int)))(int);\n";

} // namespace ferry
#endif
