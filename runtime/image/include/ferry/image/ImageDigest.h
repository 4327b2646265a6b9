//===- ImageDigest.h - one number for the state in an image -----*- C++ -*-===//
///
/// \file
/// The digest of typeinfo/Digest.h over an image: equal for two images of the
/// same state, whatever ABI, addresses and heap layout they have. Its roots, in
/// this order, each fed once:
///
///   frames, outermost first, with their live locals in the order of the site's
///   list: "FRAME FUNCTION SITE LOCAL", e.g. "0 main 2 window", the frame's number
///   counted over all threads;
///   variables with contents that are not read-only, by name (bytewise).
///
/// Everything else is in it as far as pointers lead there. A block counts
/// Size / size of its type elements; one without contents counts none.
///
//===----------------------------------------------------------------------===//
#ifndef FERRY_IMAGE_IMAGEDIGEST_H
#define FERRY_IMAGE_IMAGEDIGEST_H

#include "ferry/image/AddressIndex.h"
#include "ferry/typeinfo/Digest.h"

namespace ferry::image {

/// Resources that are no part of it.
inline constexpr char ClocksName[] = "clocks";
inline constexpr char AlignmentsName[] = "alignments";

/// `Index` was built of `TheImage`.
DigestValue digestOf(const Image &TheImage, const AddressIndex &Index);

} // namespace ferry::image
#endif
