//===- Verify.h - does an image make sense ----------------------*- C++ -*-===//
///
/// \file
/// The invariants of Image.h, in one place: the Writer asks before its first
/// byte, so that it never writes what cannot be read; the Reader asks before it
/// hands anything out.
///
//===----------------------------------------------------------------------===//
#ifndef FERRY_IMAGE_VERIFY_H
#define FERRY_IMAGE_VERIFY_H

#include "ferry/image/Image.h"
#include "ferry/image/Status.h"

namespace ferry::image {

/// The sentence starts with the path to what is wrong: "frame 2 step: ...".
Status verify(const Image &TheImage);

} // namespace ferry::image
#endif
