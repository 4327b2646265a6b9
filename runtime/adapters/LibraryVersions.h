//===- LibraryVersions.h - what runtime/libc does in a new process -*- C++ -*-===//
///
/// \file
/// The functions that Ferry has its own of (runtime/libc) keep what the program has set in
/// variables, which are carried like any. What is to be set in the process by them is set
/// again when the program's memory is back.
///
//===----------------------------------------------------------------------===//
#ifndef FERRY_ADAPTERS_LIBRARYVERSIONS_H
#define FERRY_ADAPTERS_LIBRARYVERSIONS_H

#include "ferry/typeinfo/Failure.h"

namespace ferry::adapters {

/// False: this process can't be made like the one that was left.
bool setLibraryVersions(Failure &Why);

} // namespace ferry::adapters
#endif
