//===- FloatFormat.h - long double of every machine -------------*- C++ -*-===//
///
/// \file
/// Binary floating point in the formats that ABIs have, on integers alone: no
/// machine's own floating point is asked, so that every machine converts alike,
/// signalling NaNs and denormals included.
///
/// \code
///   format        bytes in memory (most significant first on big-endian machines)
///   Single        sign 1, exponent 8, fraction 23
///   Double        sign 1, exponent 11, fraction 52
///   Quad          sign 1, exponent 15, fraction 112
///   X87           sign 1, exponent 15, significand 64 with its leading bit: 10
///                 bytes; the rest of the slot has no meaning
///   M68k96        as X87 with 16 bits without meaning behind the exponent, and the
///                 exponent 0 means one power less
///   DoubleDouble  two Doubles, the larger one first: their sum
/// \endcode
///
/// Conversion is exact where the value is one of the other format, else rounded to
/// the nearest, ties to even. NaNs keep their sign, quiet bit and as much of the
/// front of their payload as there is room for.
///
/// Rejected: the compiler's long double and libquadmath (no machine has all of
/// them); unsigned __int128 (32-bit machines have none).
//===----------------------------------------------------------------------===//
#ifndef FERRY_TYPEINFO_FLOATFORMAT_H
#define FERRY_TYPEINFO_FLOATFORMAT_H

#include "ferry/typeinfo/Type.h"
#include <array>

namespace ferry {

enum class FloatFormat : uint8_t {
  Double = static_cast<uint8_t>(LongDoubleFormat::Double),
  X87 = static_cast<uint8_t>(LongDoubleFormat::X87),
  Quad = static_cast<uint8_t>(LongDoubleFormat::Quad),
  DoubleDouble = static_cast<uint8_t>(LongDoubleFormat::DoubleDouble),
  M68k96 = static_cast<uint8_t>(LongDoubleFormat::M68k96),
  Single
};

/// 256 bits, the lowest word first.
using WideBits = std::array<uint64_t, 4>;

/// A value of any format.
struct FloatValue {
  enum Class : uint8_t { Zero, Finite, Infinite, NaN } What = Zero;
  bool IsNegative = false;
  /// Finite: Bits * 2^(Exponent - 255), with the highest bit set. NaN: the fraction
  /// stands below the highest bit.
  int32_t Exponent = 0;
  WideBits Bits{};
  /// Something smaller than the lowest bit is left out; only of DoubleDouble.
  bool HasMore = false;
};

/// The bits of one value, without those that mean nothing. First: all of Single and
/// Double, the upper half of Quad, the significand of X87 and M68k96, the larger
/// part of DoubleDouble. Second: the rest.
struct FloatBits {
  uint64_t First = 0, Second = 0;
  friend bool operator==(const FloatBits &, const FloatBits &) = default;
};

enum class Fit : uint8_t { Exact, Rounded, Overflow };

/// That of a Float or LongDouble of the table.
FloatFormat formatOf(const TypeTable &Table, const Type &T);

FloatBits loadFloat(const void *From, FloatFormat Format, ByteOrder Order);
/// Fills \p Size bytes; those without a meaning become 0.
void storeFloat(void *To, unsigned Size, FloatBits Bits, FloatFormat Format,
                ByteOrder Order);

FloatValue decode(FloatBits Bits, FloatFormat Format);
/// Overflow: \p Bits is an infinity.
Fit encode(const FloatValue &Value, FloatFormat Format, FloatBits &Bits);
/// The largest finite one.
FloatBits largest(FloatFormat Format, bool IsNegative);

/// The same value in another format.
Fit convert(FloatBits From, FloatFormat FromFormat, FloatFormat ToFormat,
            FloatBits &To);
/// Every value of the one is a value of the other.
bool holdsAll(FloatFormat To, FloatFormat From);

/// "-0x1.8p+3", "0x0p+0", "inf", "nan": exact, if the number has no more.
std::string hexText(const FloatValue &Value);

} // namespace ferry

#endif
