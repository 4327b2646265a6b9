//===- WideInteger.cpp - integers of up to 128 bits -----------------------===//
#include "WideInteger.h"
#include "ferry/typeinfo/Endian.h"

namespace ferry {

WideInteger loadWide(const void *From, unsigned Size, bool IsSigned, ByteOrder Order) {
  if (Size == 16) {
    const auto *Bytes = static_cast<const uint8_t *>(From);
    bool IsBig = Order == ByteOrder::Big;
    return {loadAs<uint64_t>(Bytes + (IsBig ? 8 : 0), Order),
            loadAs<uint64_t>(Bytes + (IsBig ? 0 : 8), Order)};
  }
  uint64_t Low = loadInteger(From, Size, IsSigned, Order);
  return {Low, IsSigned && Low >> 63 ? ~uint64_t(0) : 0};
}

void storeWide(void *To, const WideInteger &Value, unsigned Size, ByteOrder Order) {
  if (Size != 16)
    return storeInteger(To, Value.Low, Size, Order);
  auto *Bytes = static_cast<uint8_t *>(To);
  bool IsBig = Order == ByteOrder::Big;
  storeAs<uint64_t>(Bytes + (IsBig ? 8 : 0), Value.Low, Order);
  storeAs<uint64_t>(Bytes + (IsBig ? 0 : 8), Value.High, Order);
}

WideRange wideRange(unsigned Bits, bool IsSigned) {
  WideRange R;
  unsigned Ones = Bits - IsSigned;
  R.Highest.Low = Ones >= 64 ? ~uint64_t(0) : (uint64_t(1) << Ones) - 1;
  R.Highest.High = Ones == 128 ? ~uint64_t(0)
                   : Ones > 64 ? (uint64_t(1) << (Ones - 64)) - 1
                               : 0;
  if (IsSigned)
    R.Lowest = {~R.Highest.Low, ~R.Highest.High};
  return R;
}

bool isNegative(const WideInteger &Value, bool IsSigned) {
  return IsSigned && Value.High >> 63;
}

static bool isBelow(const WideInteger &A, const WideInteger &B) {
  return A.High != B.High ? A.High < B.High : A.Low < B.Low;
}

bool fits(const WideInteger &Value, bool IsSigned, const WideRange &Range) {
  if (!isNegative(Value, IsSigned))
    return !isBelow(Range.Highest, Value);
  // Of two negative numbers the larger has the larger bits; 0 is below all of them.
  return Range.Lowest != WideInteger() && !isBelow(Value, Range.Lowest);
}

std::string text(WideInteger Value, bool IsSigned) {
  bool Minus = isNegative(Value, IsSigned);
  if (Minus) {
    Value.Low = ~Value.Low + 1;
    Value.High = ~Value.High + (Value.Low == 0);
  }
  std::string Digits;
  do {
    // By ten, 32 bits at a time.
    uint64_t Rest = 0, Words[4] = {Value.High >> 32, Value.High & 0xffffffff,
                                   Value.Low >> 32, Value.Low & 0xffffffff};
    for (uint64_t &Word : Words) {
      Rest = Rest << 32 | Word;
      Word = Rest / 10;
      Rest %= 10;
    }
    Value = {Words[2] << 32 | Words[3], Words[0] << 32 | Words[1]};
    Digits.insert(Digits.begin(), static_cast<char>('0' + Rest));
  } while (Value != WideInteger());
  return (Minus ? "-" : "") + Digits;
}

} // namespace ferry
