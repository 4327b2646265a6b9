//===- ErrorNumbers.h - the adapter "errno" ---------------------*- C++ -*-===//
///
/// \file
/// errno of every thread. The numbers differ between systems (EDEADLK is 35 on x86
/// and 45 on MIPS), so the image has their names: one line for each thread, in the
/// threads' order, with the name of the error (docs/ImageFormat.md, Resources). A
/// number that has no name here, and 0, stands there in digits.
///
//===----------------------------------------------------------------------===//
#ifndef FERRY_ADAPTERS_ERRORNUMBERS_H
#define FERRY_ADAPTERS_ERRORNUMBERS_H

#include "ferry/image/Image.h"

#include <string>
#include <vector>

namespace ferry::adapters {

inline constexpr std::string_view ErrorNumbersName = "errno";
inline constexpr uint32_t ErrorNumbersVersion = 1;

/// The resource's bytes for these threads; empty when no thread has an error, and
/// the image needs no such resource.
std::string writeErrorNumbers(const std::vector<int> &OfThreads);

/// False: these are no bytes of `Threads` threads, or name an error that this system
/// does not have; `Message` says so.
bool readErrorNumbers(const image::Resource &From, size_t Threads,
                      std::vector<int> &OfThreads, std::string &Message);

} // namespace ferry::adapters
#endif
