//===- LittleEndian.h - integers whose bytes stand in one order -*- C++ -*-===//
///
/// \file
/// The metadata of an image is little-endian on every machine. These types hold
/// the bytes as they stand in the file, need no alignment, and turn into numbers
/// when they are read; a record made of them can be laid over a mapped file.
///
//===----------------------------------------------------------------------===//
#ifndef FERRY_IMAGE_LITTLEENDIAN_H
#define FERRY_IMAGE_LITTLEENDIAN_H

#include <cstdint>

namespace ferry::image {

template <typename T> class LittleEndian {
  unsigned char Bytes[sizeof(T)] = {};

public:
  LittleEndian() = default;
  LittleEndian(T Value) { *this = Value; }

  LittleEndian &operator=(T Value) {
    for (unsigned I = 0; I < sizeof(T); ++I)
      Bytes[I] = static_cast<unsigned char>(Value >> (8 * I));
    return *this;
  }

  operator T() const {
    T Value = 0;
    for (unsigned I = 0; I < sizeof(T); ++I)
      Value |= static_cast<T>(static_cast<T>(Bytes[I]) << (8 * I));
    return Value;
  }
};

using ul16 = LittleEndian<uint16_t>;
using ul32 = LittleEndian<uint32_t>;
using ul64 = LittleEndian<uint64_t>;

static_assert(sizeof(ul16) == 2 && alignof(ul16) == 1);
static_assert(sizeof(ul32) == 4 && alignof(ul32) == 1);
static_assert(sizeof(ul64) == 8 && alignof(ul64) == 1);

} // namespace ferry::image
#endif
