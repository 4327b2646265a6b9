//===- LibraryVersions.h - what the runtime has in place of libc's ----------===//
#ifndef FERRY_ANALYSIS_LIBRARYVERSIONS_H
#define FERRY_ANALYSIS_LIBRARYVERSIONS_H

#include "llvm/ADT/StringRef.h"

namespace clang {
class FunctionDecl;
} // namespace clang

namespace ferry {

/// The name of the runtime's function that stands for the C library's wherever the program
/// names it; empty for any other function (LibraryVersions.def).
llvm::StringRef routedTo(const clang::FunctionDecl &Function);
/// One of these, of a 32-bit machine with the 64-bit time of -D_TIME_BITS=64: the runtime has
/// none of its types.
bool hasWideTime(const clang::FunctionDecl &Function);

/// Functions of runtime/libc call the C library's that they stand for. \p Function: may be
/// null.
bool isLibraryVersion(const clang::FunctionDecl *Function);

} // namespace ferry
#endif
