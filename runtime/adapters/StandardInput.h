//===- StandardInput.h - the adapter "stdin" --------------------*- C++ -*-===//
///
/// \file
/// How far the program has read its standard input. Of a file: the position, and the
/// program that goes on gets the same file. Of anything else (a pipe, a terminal): what
/// has been read and not been used yet; it goes on with that, and then with what it is
/// given. docs/ImageFormat.md, Resources.
///
//===----------------------------------------------------------------------===//
#ifndef FERRY_ADAPTERS_STANDARDINPUT_H
#define FERRY_ADAPTERS_STANDARDINPUT_H

#include "ferry/image/Image.h"
#include "ferry/typeinfo/Failure.h"

namespace ferry::adapters {

inline constexpr std::string_view StandardInputName = "stdin";
inline constexpr uint32_t StandardInputVersion = 1;

/// The resource's bytes; empty when nothing has been read. False: it is read in a way
/// that can't be carried.
bool writeStandardInput(std::string &Bytes, Failure &Why);

/// Makes this process's standard input go on from there. False: it is no such input.
bool readStandardInput(const image::Resource &From, Failure &Why);

} // namespace ferry::adapters
#endif
