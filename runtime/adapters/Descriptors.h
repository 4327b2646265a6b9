//===- Descriptors.h - nothing is open but what the program found open ------===//
///
/// \file
/// An open file is a number in the program and everything else in the system. It
/// isn't carried; a program that has one can't be captured.
///
//===----------------------------------------------------------------------===//
#ifndef FERRY_ADAPTERS_DESCRIPTORS_H
#define FERRY_ADAPTERS_DESCRIPTORS_H

#include "ferry/typeinfo/Failure.h"

namespace ferry::adapters {

/// Before the program has run.
void rememberDescriptors();

/// False: others are open than at the start. \p ChannelsToo: of the program's own
/// sockets and pipes one is there to take the image.
bool sameDescriptors(bool ChannelsToo, Failure &Why);

} // namespace ferry::adapters
#endif
