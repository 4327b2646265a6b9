//===- Checksum.h - XXH3-64, bit by bit -------------------------*- C++ -*-===//
///
/// \file
/// The checksum of a section, fed as its bytes pass by.
///
//===----------------------------------------------------------------------===//
#ifndef FERRY_IMAGE_CHECKSUM_H
#define FERRY_IMAGE_CHECKSUM_H

#define XXH_INLINE_ALL
#include <xxhash.h>

#include <cstddef>
#include <cstdint>

namespace ferry::image {

class Checksum {
  XXH3_state_t State;

public:
  Checksum() { restart(); }
  void restart() { XXH3_64bits_reset(&State); }
  void add(const void *Bytes, size_t Size) {
    if (Size != 0)
      XXH3_64bits_update(&State, Bytes, Size);
  }
  uint64_t value() const { return XXH3_64bits_digest(&State); }

  static uint64_t of(const void *Bytes, size_t Size) {
    return XXH3_64bits(Bytes, Size);
  }
};

} // namespace ferry::image
#endif
