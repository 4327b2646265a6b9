//===- Alignments.h - the adapter "alignments" ------------------*- C++ -*-===//
///
/// \file
/// Objects of the heap that stand at multiples of a number that the program asked for
/// (posix_memalign and its like), and have to on the next machine.
/// docs/ImageFormat.md, Resources.
///
//===----------------------------------------------------------------------===//
#ifndef FERRY_ADAPTERS_ALIGNMENTS_H
#define FERRY_ADAPTERS_ALIGNMENTS_H

#include "ferry/image/ImageDigest.h"
#include "ferry/typeinfo/Failure.h"

#include <string>
#include <vector>

namespace ferry::adapters {

inline constexpr std::string_view AlignmentsName = image::AlignmentsName;
inline constexpr uint32_t AlignmentsVersion = 1;

/// For each run of the image, 0: what malloc promises.
using Alignments = std::vector<size_t>;

std::string writeAlignments(const Alignments &);

/// \p All has an entry for each of \p Runs runs. False: these are not their alignments.
bool readAlignments(const image::Resource &From, size_t Runs, Alignments &All, Failure &Why);

} // namespace ferry::adapters
#endif
