//===- PointerNumber.h - pointers that are no addresses ---------*- C++ -*-===//
///
/// \file
/// Programs keep numbers in pointers: 0, (void *)-1, small keys. No machine has
/// objects of programs in the first 64 KiB or the last 4 KiB of its addresses, so
/// such a value is a number everywhere; the last 4 KiB count back from zero.
//===----------------------------------------------------------------------===//
#ifndef FERRY_TYPEINFO_POINTERNUMBER_H
#define FERRY_TYPEINFO_POINTERNUMBER_H

#include <cstdint>
#include <optional>

namespace ferry {

/// The number that the value \p Pointer of \p PointerSize bytes is, if it is one.
inline std::optional<int64_t> pointerNumber(uint64_t Pointer, unsigned PointerSize) {
  if (Pointer < 65536)
    return static_cast<int64_t>(Pointer);
  uint64_t Back = 0 - Pointer;
  if (PointerSize < 8)
    Back &= (uint64_t(1) << 8 * PointerSize) - 1;
  if (Back <= 4096)
    return -static_cast<int64_t>(Back);
  return std::nullopt;
}

} // namespace ferry
#endif
