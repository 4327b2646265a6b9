//===- Endian.cpp - integers of a size known at run time ------------------===//
///
/// \file
/// The slow, general way to read one value: for paths, digests and tests. Plans
/// have loops of their own.
//===----------------------------------------------------------------------===//
#include "ferry/typeinfo/Endian.h"

namespace ferry {

uint64_t loadInteger(const void *From, unsigned Size, bool IsSigned,
                     ByteOrder Order) {
  switch (Size) {
  case 1:
    return IsSigned ? static_cast<uint64_t>(loadAs<int8_t>(From, Order))
                    : loadAs<uint8_t>(From, Order);
  case 2:
    return IsSigned ? static_cast<uint64_t>(loadAs<int16_t>(From, Order))
                    : loadAs<uint16_t>(From, Order);
  case 4:
    return IsSigned ? static_cast<uint64_t>(loadAs<int32_t>(From, Order))
                    : loadAs<uint32_t>(From, Order);
  default:
    return loadAs<uint64_t>(From, Order);
  }
}

void storeInteger(void *To, uint64_t Value, unsigned Size, ByteOrder Order) {
  switch (Size) {
  case 1:
    return storeAs<uint8_t>(To, static_cast<uint8_t>(Value), Order);
  case 2:
    return storeAs<uint16_t>(To, static_cast<uint16_t>(Value), Order);
  case 4:
    return storeAs<uint32_t>(To, static_cast<uint32_t>(Value), Order);
  default:
    return storeAs<uint64_t>(To, Value, Order);
  }
}

} // namespace ferry
