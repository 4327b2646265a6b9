//===- Endian.h - integers that know their byte order -----------*- C++ -*-===//
///
/// \file
/// `ul32` is a 32-bit little-endian integer in memory, `ub32` a big-endian one,
/// both of alignment 1: what a struct that lies over foreign bytes is made of.
/// `loadAs`/`storeAs` take the order at run time. `swapBytes` turns one value.
///
/// Floats are carried as the integers of their bits; loading foreign bytes into
/// a float register may change them (x87 quiets NaNs).
//===----------------------------------------------------------------------===//
#ifndef FERRY_TYPEINFO_ENDIAN_H
#define FERRY_TYPEINFO_ENDIAN_H

#include "ferry/typeinfo/Abi.h"
#include <concepts>
#include <cstring>
#include <type_traits>

namespace ferry {

template <std::integral T> constexpr T swapBytes(T Value) {
  if constexpr (sizeof(T) == 2)
    return static_cast<T>(__builtin_bswap16(static_cast<uint16_t>(Value)));
  else if constexpr (sizeof(T) == 4)
    return static_cast<T>(__builtin_bswap32(static_cast<uint32_t>(Value)));
  else if constexpr (sizeof(T) == 8)
    return static_cast<T>(__builtin_bswap64(static_cast<uint64_t>(Value)));
  else
    return Value;
}

/// Host order, any alignment.
template <std::integral T> inline T loadRaw(const void *From) {
  T Value;
  std::memcpy(&Value, From, sizeof(T));
  return Value;
}
template <std::integral T> inline void storeRaw(void *To, T Value) {
  std::memcpy(To, &Value, sizeof(T));
}

template <std::integral T> inline T loadAs(const void *From, ByteOrder Order) {
  T Value = loadRaw<T>(From);
  return Order == HostOrder ? Value : swapBytes(Value);
}
template <std::integral T>
inline void storeAs(void *To, T Value, ByteOrder Order) {
  storeRaw<T>(To, Order == HostOrder ? Value : swapBytes(Value));
}

/// An integer of \p Size (1, 2, 4, 8) bytes, extended by its sign or by zeros.
uint64_t loadInteger(const void *From, unsigned Size, bool IsSigned,
                     ByteOrder Order);
/// Stores the low \p Size bytes.
void storeInteger(void *To, uint64_t Value, unsigned Size, ByteOrder Order);

template <std::integral T, ByteOrder Order> class Ordered {
public:
  Ordered() = default;
  Ordered(T Value) { *this = Value; }
  operator T() const { return loadAs<T>(Bytes, Order); }
  Ordered &operator=(T Value) {
    storeAs<T>(Bytes, Value, Order);
    return *this;
  }

private:
  uint8_t Bytes[sizeof(T)];
};

using ul16 = Ordered<uint16_t, ByteOrder::Little>;
using ul32 = Ordered<uint32_t, ByteOrder::Little>;
using ul64 = Ordered<uint64_t, ByteOrder::Little>;
using il16 = Ordered<int16_t, ByteOrder::Little>;
using il32 = Ordered<int32_t, ByteOrder::Little>;
using il64 = Ordered<int64_t, ByteOrder::Little>;
using ub16 = Ordered<uint16_t, ByteOrder::Big>;
using ub32 = Ordered<uint32_t, ByteOrder::Big>;
using ub64 = Ordered<uint64_t, ByteOrder::Big>;
using ib16 = Ordered<int16_t, ByteOrder::Big>;
using ib32 = Ordered<int32_t, ByteOrder::Big>;
using ib64 = Ordered<int64_t, ByteOrder::Big>;

static_assert(sizeof(ul64) == 8 && alignof(ul64) == 1);
static_assert(std::is_trivially_copyable_v<ul32> &&
              std::is_trivially_default_constructible_v<ul32>);

} // namespace ferry

#endif
