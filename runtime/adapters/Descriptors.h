//===- Descriptors.h - what the program found open --------------*- C++ -*-===//
///
/// \file
/// What is open when a program is started belongs to who starts it: its terminal, the
/// files that a shell redirects to. It isn't carried; where the program goes on, it finds
/// others. So it has to be as it was found, or to have become a file of the program's own
/// (adapters/Files.h).
///
//===----------------------------------------------------------------------===//
#ifndef FERRY_ADAPTERS_DESCRIPTORS_H
#define FERRY_ADAPTERS_DESCRIPTORS_H

#include <vector>

namespace ferry::adapters {

/// Before the program has run.
void rememberDescriptors();

/// The numbers, ascending.
std::vector<int> foundDescriptors();
/// It was open then, for the same as now.
bool isAsFound(int Descriptor);

} // namespace ferry::adapters
#endif
