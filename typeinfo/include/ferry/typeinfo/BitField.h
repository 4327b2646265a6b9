//===- BitField.h - values that are no whole bytes --------------*- C++ -*-===//
///
/// \file
/// Where a compiler puts a bit-field is told in one way for all ABIs: the bytes that
/// it has a bit in, read as one integer in the ABI's byte order, shifted right.
///
/// \code
///   struct { unsigned a : 3, b : 7; }         bytes    shift
///     little-endian, from the lowest bit      a 0 .. 0   0     b 0 .. 1   3
///     big-endian, from the highest            a 0 .. 0   5     b 0 .. 1   6
/// \endcode
///
/// The place comes from the compiler itself: generated code sets all bits of the
/// field in an object of zeros, and findBits looks where they are. Rejected: to work
/// it out from widths and the ABI's rules (packed, aligned, zero-width fields, ms_struct
/// and each GCC's own ideas of them).
//===----------------------------------------------------------------------===//
#ifndef FERRY_TYPEINFO_BITFIELD_H
#define FERRY_TYPEINFO_BITFIELD_H

#include "ferry/typeinfo/Type.h"

namespace ferry {

/// A field of the widest integer that starts in the last bit of a byte.
inline constexpr unsigned MaxBitFieldBytes = 9;

struct BitPlace {
  uint64_t Offset = 0; ///< of the first byte that it has a bit in
  uint64_t Size = 0;   ///< bytes from there to the last one
  uint8_t Width = 0, Shift = 0;
  friend bool operator==(const BitPlace &, const BitPlace &) = default;
};

/// The place of the bits that are set in \p Size bytes. False when they don't stand
/// together in the byte order, or are none, or more than 64.
bool findBits(const uint8_t *Bytes, uint64_t Size, ByteOrder Order, BitPlace &Found);

/// The value of a field in \p Size bytes, by its sign or with zeros in front.
uint64_t loadBits(const void *At, uint64_t Size, const BitsOfField &Bits,
                  ByteOrder Order);
/// The low bits of \p Value; what else is in these bytes stays as it is.
void storeBits(void *At, uint64_t Value, uint64_t Size, const BitsOfField &Bits,
               ByteOrder Order);

/// Where the bits of a field whose bytes stand at \p Offset begin and end, counted
/// over all bytes in the direction in which the ABI fills them.
struct BitRange {
  uint64_t Begin, End;
};
BitRange bitRange(uint64_t Offset, uint64_t Size, const BitsOfField &Bits,
                  ByteOrder Order);

} // namespace ferry

#endif
