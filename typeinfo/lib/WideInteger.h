//===- WideInteger.h - integers of up to 128 bits ---------------*- C++ -*-===//
///
/// \file
/// `__int128` stands in programs as what is widest here (`#ifdef __SIZEOF_INT128__`),
/// and is an 8-byte integer on the other machine then. One value at a time: these are
/// rare.
//===----------------------------------------------------------------------===//
#ifndef FERRY_TYPEINFO_LIB_WIDEINTEGER_H
#define FERRY_TYPEINFO_LIB_WIDEINTEGER_H

#include "ferry/typeinfo/Abi.h"
#include <cstdint>
#include <string>

namespace ferry {

/// Two's complement, extended by its sign or by zeros.
struct WideInteger {
  uint64_t Low = 0, High = 0;
  friend bool operator==(const WideInteger &, const WideInteger &) = default;
};

/// Of 1, 2, 4, 8 or 16 bytes.
WideInteger loadWide(const void *From, unsigned Size, bool IsSigned, ByteOrder Order);
/// The low \p Size bytes.
void storeWide(void *To, const WideInteger &Value, unsigned Size, ByteOrder Order);

/// What a type can hold; the lowest is negative or 0.
struct WideRange {
  WideInteger Lowest, Highest;
};
WideRange wideRange(unsigned Bits, bool IsSigned);

bool isNegative(const WideInteger &Value, bool IsSigned);
bool fits(const WideInteger &Value, bool IsSigned, const WideRange &Range);
/// In decimal digits.
std::string text(WideInteger Value, bool IsSigned);

} // namespace ferry

#endif
