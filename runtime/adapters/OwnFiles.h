//===- OwnFiles.h - descriptors and streams that are the program's -*- C++ -*-===//
///
/// \file
/// Libraries open files as well, and remember them where no capture looks: getpwent reads
/// on in one. Only what the program's own calls of open, fopen and their like gave it is
/// its own: generated code tells of them (precompiler/analysis/FileCalls.def). What is
/// open and not known from there stops a capture.
///
/// Rejected: to take all that is open for the program's (a library's would go on in
/// nothing, in silence); to put other functions in the place of libc's for all that is
/// linked, as libraries would not be told apart then.
///
//===----------------------------------------------------------------------===//
#ifndef FERRY_ADAPTERS_OWNFILES_H
#define FERRY_ADAPTERS_OWNFILES_H

#include "ferry/generated.h"

#include <cstdint>
#include <vector>

namespace ferry::adapters {

/// Whose a descriptor is.
struct DescriptorOrigin {
  enum { Unknown, Opened, Found } Is = Unknown;
  /// Found: dup of what the program found open as this number when it was started.
  int Number = -1;
};

DescriptorOrigin originOf(int Descriptor);
void setOrigin(int Descriptor, DescriptorOrigin Origin);

/// The program's streams, in the order in which it opened them; those that it has closed
/// in the meantime are none any more. stdin, stdout and stderr when it reopened them.
std::vector<_IO_FILE *> ownStreams();
void addOwnStream(_IO_FILE *Stream);
/// A stream of the program's was there, and nothing is now.
bool wasStream(uintptr_t Address);

} // namespace ferry::adapters
#endif
