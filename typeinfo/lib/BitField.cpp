//===- BitField.cpp - values that are no whole bytes ----------------------===//
#include "ferry/typeinfo/BitField.h"
#include <bit>

namespace ferry {

namespace {

/// Where the byte stands that has the bits from 8 * Index on.
uint64_t placeOf(uint64_t Index, uint64_t Size, ByteOrder Order) {
  return Order == ByteOrder::Little ? Index : Size - 1 - Index;
}

uint64_t maskOf(unsigned Width) { return ~uint64_t(0) >> (64 - Width); }

} // namespace

bool findBits(const uint8_t *Bytes, uint64_t Size, ByteOrder Order, BitPlace &Found) {
  uint64_t First = 0, End = Size;
  while (First < End && Bytes[First] == 0)
    ++First;
  while (End > First && Bytes[End - 1] == 0)
    --End;
  BitPlace Place{First, End - First, 0, 0};
  if (Place.Size == 0 || Place.Size > MaxBitFieldBytes)
    return false;
  uint8_t Lowest = Bytes[First + placeOf(0, Place.Size, Order)];
  Place.Shift = static_cast<uint8_t>(std::countr_zero(Lowest));
  unsigned Bits = 0;
  bool IsOver = false;
  for (unsigned N = Place.Shift; N < 8 * Place.Size; ++N) {
    bool IsSet = Bytes[First + placeOf(N / 8, Place.Size, Order)] >> N % 8 & 1;
    if (IsSet && IsOver)
      return false;
    IsOver = !IsSet;
    Bits += IsSet;
  }
  Place.Width = static_cast<uint8_t>(Bits);
  if (Bits > 64)
    return false;
  Found = Place;
  return true;
}

uint64_t loadBits(const void *At, uint64_t Size, const BitsOfField &Bits,
                  ByteOrder Order) {
  const auto *Bytes = static_cast<const uint8_t *>(At);
  uint64_t Value = 0, Mask = maskOf(Bits.Width);
  for (uint64_t N = 0; N < Size; ++N) {
    uint64_t Byte = Bytes[placeOf(N, Size, Order)];
    int Up = static_cast<int>(8 * N) - Bits.Shift;
    Value |= Up < 0 ? Byte >> -Up : Byte << Up;
  }
  Value &= Mask;
  bool IsNegative = Bits.IsSigned && Value >> (Bits.Width - 1);
  return IsNegative ? Value | ~Mask : Value;
}

void storeBits(void *At, uint64_t Value, uint64_t Size, const BitsOfField &Bits,
               ByteOrder Order) {
  auto *Bytes = static_cast<uint8_t *>(At);
  uint64_t Mask = maskOf(Bits.Width);
  Value &= Mask;
  for (uint64_t N = 0; N < Size; ++N) {
    uint8_t &Byte = Bytes[placeOf(N, Size, Order)];
    int Down = static_cast<int>(8 * N) - Bits.Shift;
    uint64_t Own = Down < 0 ? Mask << -Down : Mask >> Down;
    uint64_t New = Down < 0 ? Value << -Down : Value >> Down;
    Byte = static_cast<uint8_t>((Byte & ~Own) | (New & 0xff));
  }
}

BitRange bitRange(uint64_t Offset, uint64_t Size, const BitsOfField &Bits,
                  ByteOrder Order) {
  uint64_t Begin = 8 * Offset + (Order == ByteOrder::Little
                                     ? Bits.Shift
                                     : 8 * Size - Bits.Shift - Bits.Width);
  return {Begin, Begin + Bits.Width};
}

} // namespace ferry
