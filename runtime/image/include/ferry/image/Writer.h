//===- Writer.h - an Image becomes a stream of bytes ------------*- C++ -*-===//
///
/// \file
/// Checks the image as the reader would, then sends it to a sink from front to
/// back: every length stands in front of what it measures, nothing is written
/// twice, so a socket will do. Pieces are at most 128 KiB (larger ones measured
/// up to 8 times slower when free memory was cold); small ones are gathered.
/// The image's values are read where they stand, and once.
///
//===----------------------------------------------------------------------===//
#ifndef FERRY_IMAGE_WRITER_H
#define FERRY_IMAGE_WRITER_H

#include "ferry/image/Image.h"
#include "ferry/image/Status.h"

#include <cstddef>
#include <cstdint>

namespace ferry::image {

/// Takes an image piece by piece.
class Sink {
public:
  virtual Status write(const std::byte *Bytes, size_t Size) = 0;

protected:
  ~Sink() = default;
};

/// Sends `TheImage` to `To`. After a failure the bytes so far are no image.
/// `Written`, if not null, gets the image's length.
Status writeImage(const Image &TheImage, Sink &To, uint64_t *Written = nullptr);

} // namespace ferry::image
#endif
