//===- FloatFormat.cpp - long double of every machine ---------------------===//
///
/// \file
/// Each format is decoded to 256 bits with an exponent, and encoded from there. 256
/// bits hold every value of every format but DoubleDouble, whose parts may be 2000
/// bits apart: what is below is remembered as HasMore, which is all that rounding
/// to 113 bits or fewer needs. Between two machines with DoubleDouble the parts
/// themselves are taken.
//===----------------------------------------------------------------------===//
#include "ferry/typeinfo/FloatFormat.h"
#include "WideBits.h"
#include "ferry/typeinfo/Endian.h"

namespace ferry {

namespace {

constexpr uint64_t Top = uint64_t(1) << 63;

/// What a format of one part is made of.
struct Shape {
  int Precision;   ///< bits of the significand, with the leading one
  int ExponentMax; ///< the field's highest value: infinities and NaNs
  int Bias;
  int Lowest; ///< exponent of the smallest value with the leading bit
  bool HasLeadingBit;
};

Shape shapeOf(FloatFormat Format) {
  switch (Format) {
  case FloatFormat::Single:
    return {24, 0xff, 127, -126, false};
  case FloatFormat::X87:
    return {64, 0x7fff, 16383, -16382, true};
  case FloatFormat::M68k96:
    return {64, 0x7fff, 16383, -16383, true};
  case FloatFormat::Quad:
    return {113, 0x7fff, 16383, -16382, false};
  default:
    return {53, 0x7ff, 1023, -1022, false};
  }
}

/// Sign, exponent field and the significand's field, the last at the low end.
struct Fields {
  bool IsNegative = false;
  int Exponent = 0;
  WideBits Fraction{};
};

Fields take(FloatBits Bits, FloatFormat Format) {
  switch (Format) {
  case FloatFormat::Single:
    return {(Bits.First >> 31 & 1) != 0, static_cast<int>(Bits.First >> 23 & 0xff),
            {Bits.First & 0x7fffff}};
  case FloatFormat::X87:
  case FloatFormat::M68k96:
    return {(Bits.Second >> 15 & 1) != 0, static_cast<int>(Bits.Second & 0x7fff),
            {Bits.First}};
  case FloatFormat::Quad:
    return {Bits.First >> 63 != 0, static_cast<int>(Bits.First >> 48 & 0x7fff),
            {Bits.Second, Bits.First & 0xffffffffffff}};
  default:
    return {Bits.First >> 63 != 0, static_cast<int>(Bits.First >> 52 & 0x7ff),
            {Bits.First & 0xfffffffffffff}};
  }
}

FloatBits put(const Fields &F, FloatFormat Format) {
  uint64_t Negative = F.IsNegative, Exponent = static_cast<uint64_t>(F.Exponent);
  switch (Format) {
  case FloatFormat::Single:
    return {Negative << 31 | Exponent << 23 | (F.Fraction[0] & 0x7fffff), 0};
  case FloatFormat::X87:
  case FloatFormat::M68k96:
    return {F.Fraction[0], Negative << 15 | Exponent};
  case FloatFormat::Quad:
    return {Negative << 63 | Exponent << 48 | (F.Fraction[1] & 0xffffffffffff),
            F.Fraction[0]};
  default:
    return {Negative << 63 | Exponent << 52 | (F.Fraction[0] & 0xfffffffffffff), 0};
  }
}

FloatValue quietNaN(bool IsNegative) {
  return {FloatValue::NaN, IsNegative, 0, {0, 0, 0, Top | Top >> 1}, false};
}

/// Bits, which are not 0, with the highest one at the top.
void normalise(FloatValue &V) {
  unsigned Zeros = leadingZeros(V.Bits);
  V.Bits = shiftLeft(V.Bits, Zeros);
  V.Exponent -= static_cast<int32_t>(Zeros);
}

/// Any format but DoubleDouble.
FloatValue decodeOne(FloatBits Bits, FloatFormat Format) {
  Shape S = shapeOf(Format);
  Fields F = take(Bits, Format);
  unsigned Up = 256u - static_cast<unsigned>(S.Precision);
  FloatValue V;
  V.IsNegative = F.IsNegative;
  if (F.Exponent == S.ExponentMax) {
    WideBits Fraction = F.Fraction;
    bool Lead = Fraction[0] >> 63 != 0;
    if (S.HasLeadingBit)
      Fraction[0] &= ~Top;
    // Without the leading bit X87 has neither infinities nor NaNs; its processor
    // takes them for invalid operands, whose result is a NaN.
    if (Format == FloatFormat::X87 && !Lead)
      return quietNaN(F.IsNegative);
    if (isZero(Fraction)) {
      V.What = FloatValue::Infinite;
      return V;
    }
    V.What = FloatValue::NaN;
    V.Bits = shiftLeft(Fraction, Up);
    V.Bits[3] |= Top;
    return V;
  }
  if (Format == FloatFormat::X87 && F.Exponent != 0 && !(F.Fraction[0] >> 63))
    return quietNaN(F.IsNegative);
  if (!S.HasLeadingBit && F.Exponent != 0)
    setBit(F.Fraction, static_cast<unsigned>(S.Precision - 1));
  if (isZero(F.Fraction))
    return V;
  V.What = FloatValue::Finite;
  V.Exponent = std::max(F.Exponent - S.Bias, S.Lowest);
  V.Bits = shiftLeft(F.Fraction, Up);
  normalise(V);
  return V;
}

/// A + B, or A - B when the signs differ; |A| >= |B|, both finite.
FloatValue sum(const FloatValue &A, const FloatValue &B) {
  FloatValue V = A;
  // One bit of room for the carry; the lowest bits of a Double are 0.
  bool Ignored = false;
  WideBits Large = shiftRight(A.Bits, 1, Ignored);
  WideBits Small =
      shiftRight(B.Bits, static_cast<unsigned>(A.Exponent - B.Exponent) + 1, V.HasMore);
  if (A.IsNegative == B.IsNegative) {
    V.Bits = add(Large, Small);
  } else {
    V.Bits = subtract(Large, Small);
    // What is left out of the small one is missing from the difference.
    if (V.HasMore)
      V.Bits = subtract(V.Bits, {1, 0, 0, 0});
  }
  V.Exponent += 1;
  if (isZero(V.Bits)) {
    V = {};
    return V;
  }
  normalise(V);
  return V;
}

bool isSmaller(const FloatValue &A, const FloatValue &B) {
  return A.Exponent != B.Exponent ? A.Exponent < B.Exponent : isLess(A.Bits, B.Bits);
}

/// The first \p Keep bits, rounded; \p IsExact: nothing was lost.
WideBits roundTo(const FloatValue &V, int Keep, bool &IsExact) {
  IsExact = false;
  if (Keep < 0)
    return {};
  unsigned Kept = static_cast<unsigned>(Keep);
  bool Ignored = false;
  WideBits Whole = shiftRight(V.Bits, 256 - Kept, Ignored);
  WideBits Rest = shiftLeft(V.Bits, Kept);
  IsExact = isZero(Rest) && !V.HasMore;
  bool IsHalf = Rest[3] >> 63 != 0;
  Rest[3] &= ~Top;
  if (IsHalf && (!isZero(Rest) || V.HasMore || (Whole[0] & 1)))
    Whole = add(Whole, {1, 0, 0, 0});
  return Whole;
}

/// Any format but DoubleDouble.
Fit encodeOne(const FloatValue &V, FloatFormat Format, FloatBits &Bits) {
  Shape S = shapeOf(Format);
  unsigned Up = 256u - static_cast<unsigned>(S.Precision);
  Fields F;
  F.IsNegative = V.IsNegative;
  bool IsExact = true, Ignored = false;
  switch (V.What) {
  case FloatValue::Zero:
    break;
  case FloatValue::NaN:
    F.Exponent = S.ExponentMax;
    F.Fraction = shiftRight(V.Bits, Up, Ignored);
    clearBit(F.Fraction, static_cast<unsigned>(S.Precision - 1));
    if (isZero(F.Fraction)) // Its payload stood further back.
      setBit(F.Fraction, static_cast<unsigned>(S.Precision - 2));
    break;
  case FloatValue::Infinite:
    F.Exponent = S.ExponentMax;
    break;
  case FloatValue::Finite: {
    int Exponent = V.Exponent, Keep = S.Precision;
    if (Exponent < S.Lowest) {
      // Far below, all are alike; and this cannot overflow.
      Keep = Exponent < S.Lowest - S.Precision - 1 ? -1
                                                   : S.Precision - (S.Lowest - Exponent);
      Exponent = S.Lowest;
    }
    F.Fraction = roundTo(V, Keep, IsExact);
    if (hasBit(F.Fraction, static_cast<unsigned>(S.Precision))) {
      F.Fraction = shiftRight(F.Fraction, 1, Ignored);
      ++Exponent;
    }
    bool Leads = hasBit(F.Fraction, static_cast<unsigned>(S.Precision - 1));
    F.Exponent = Leads ? Exponent + S.Bias : 0;
    if (F.Exponent >= S.ExponentMax) {
      F.Exponent = S.ExponentMax;
      F.Fraction = {Format == FloatFormat::X87 ? Top : 0};
      Bits = put(F, Format);
      return Fit::Overflow;
    }
    Bits = put(F, Format);
    return IsExact ? Fit::Exact : Fit::Rounded;
  }
  }
  // The compilers of m68k leave an infinity without it.
  if (S.HasLeadingBit && F.Exponent &&
      (Format == FloatFormat::X87 || V.What == FloatValue::NaN))
    F.Fraction[0] |= Top;
  Bits = put(F, Format);
  return Fit::Exact;
}

} // namespace

FloatFormat formatOf(const TypeTable &Table, const Type &T) {
  if (T.K == Kind::LongDouble)
    return static_cast<FloatFormat>(Table.abi().LongDouble);
  return T.Size == 4   ? FloatFormat::Single
         : T.Size == 8 ? FloatFormat::Double
                       : FloatFormat::Quad;
}

FloatBits loadFloat(const void *From, FloatFormat Format, ByteOrder Order) {
  const uint8_t *At = static_cast<const uint8_t *>(From);
  bool IsBig = Order == ByteOrder::Big;
  switch (Format) {
  case FloatFormat::Single:
    return {loadAs<uint32_t>(At, Order), 0};
  case FloatFormat::Double:
    return {loadAs<uint64_t>(At, Order), 0};
  case FloatFormat::DoubleDouble:
    return {loadAs<uint64_t>(At, Order), loadAs<uint64_t>(At + 8, Order)};
  case FloatFormat::Quad:
    return {loadAs<uint64_t>(At + (IsBig ? 0 : 8), Order),
            loadAs<uint64_t>(At + (IsBig ? 8 : 0), Order)};
  case FloatFormat::X87:
    return {loadAs<uint64_t>(At + (IsBig ? 2 : 0), Order),
            loadAs<uint16_t>(At + (IsBig ? 0 : 8), Order)};
  case FloatFormat::M68k96:
    return {loadAs<uint64_t>(At + (IsBig ? 4 : 0), Order),
            loadAs<uint16_t>(At + (IsBig ? 0 : 10), Order)};
  }
  return {};
}

void storeFloat(void *To, unsigned Size, FloatBits Bits, FloatFormat Format,
                ByteOrder Order) {
  uint8_t *At = static_cast<uint8_t *>(To);
  bool IsBig = Order == ByteOrder::Big;
  std::memset(At, 0, Size);
  switch (Format) {
  case FloatFormat::Single:
    return storeAs<uint32_t>(At, static_cast<uint32_t>(Bits.First), Order);
  case FloatFormat::Double:
    return storeAs<uint64_t>(At, Bits.First, Order);
  case FloatFormat::DoubleDouble:
    storeAs<uint64_t>(At, Bits.First, Order);
    return storeAs<uint64_t>(At + 8, Bits.Second, Order);
  case FloatFormat::Quad:
    storeAs<uint64_t>(At + (IsBig ? 0 : 8), Bits.First, Order);
    return storeAs<uint64_t>(At + (IsBig ? 8 : 0), Bits.Second, Order);
  case FloatFormat::X87:
    storeAs<uint64_t>(At + (IsBig ? 2 : 0), Bits.First, Order);
    return storeAs<uint16_t>(At + (IsBig ? 0 : 8), static_cast<uint16_t>(Bits.Second),
                             Order);
  case FloatFormat::M68k96:
    storeAs<uint64_t>(At + (IsBig ? 4 : 0), Bits.First, Order);
    return storeAs<uint16_t>(At + (IsBig ? 0 : 10), static_cast<uint16_t>(Bits.Second),
                             Order);
  }
}

FloatValue decode(FloatBits Bits, FloatFormat Format) {
  if (Format != FloatFormat::DoubleDouble)
    return decodeOne(Bits, Format);
  FloatValue Large = decodeOne({Bits.First, 0}, FloatFormat::Double);
  FloatValue Small = decodeOne({Bits.Second, 0}, FloatFormat::Double);
  // Nothing is added to an infinity, a NaN, or (its sign would be lost) a zero.
  if (Large.What == FloatValue::Infinite || Large.What == FloatValue::NaN ||
      Small.What == FloatValue::Zero)
    return Large;
  if (Large.What == FloatValue::Zero || Small.What != FloatValue::Finite)
    return Small;
  return isSmaller(Large, Small) ? sum(Small, Large) : sum(Large, Small);
}

Fit encode(const FloatValue &Value, FloatFormat Format, FloatBits &Bits) {
  if (Format != FloatFormat::DoubleDouble)
    return encodeOne(Value, Format, Bits);
  Fit Result = encodeOne(Value, FloatFormat::Double, Bits);
  if (Result != Fit::Rounded)
    return Result;
  FloatValue Large = decodeOne(Bits, FloatFormat::Double);
  FloatValue Rest = Value;
  if (Large.What == FloatValue::Finite) {
    bool Above = isSmaller(Value, Large);
    Large.IsNegative = !Value.IsNegative;
    Rest = Above ? sum(Large, Value) : sum(Value, Large);
    Rest.IsNegative = Value.IsNegative != Above;
    Rest.HasMore = Value.HasMore;
  }
  FloatBits Second;
  Result = encodeOne(Rest, FloatFormat::Double, Second);
  Bits.Second = Second.First;
  // A zero in second place has no sign.
  if (Bits.Second == Top)
    Bits.Second = 0;
  return Result;
}

FloatBits largest(FloatFormat Format, bool IsNegative) {
  Shape S = shapeOf(Format);
  Fields F;
  F.IsNegative = IsNegative;
  F.Exponent = S.ExponentMax - 1;
  F.Fraction = {~uint64_t(0), ~uint64_t(0), 0, 0};
  FloatBits Bits = put(F, Format);
  // What <float.h> of these machines calls LDBL_MAX.
  if (Format == FloatFormat::DoubleDouble)
    Bits.Second = uint64_t(IsNegative) << 63 | 0x7c8ffffffffffffe;
  return Bits;
}

Fit convert(FloatBits From, FloatFormat FromFormat, FloatFormat ToFormat,
            FloatBits &To) {
  if (FromFormat == ToFormat) {
    To = From;
    return Fit::Exact;
  }
  return encode(decode(From, FromFormat), ToFormat, To);
}

bool holdsAll(FloatFormat To, FloatFormat From) {
  if (To == From || From == FloatFormat::Single)
    return true;
  if (From == FloatFormat::Double)
    return To != FloatFormat::Single;
  // X87 has no exponent as low as the lowest of M68k96, but not the other way round.
  return (To == FloatFormat::Quad && From != FloatFormat::DoubleDouble) ||
         (To == FloatFormat::M68k96 && From == FloatFormat::X87);
}

std::string hexText(const FloatValue &Value) {
  std::string Sign = Value.IsNegative ? "-" : "";
  switch (Value.What) {
  case FloatValue::Zero:
    return Sign + "0x0p+0";
  case FloatValue::Infinite:
    return Sign + "inf";
  case FloatValue::NaN:
    return Sign + "nan";
  case FloatValue::Finite:
    break;
  }
  WideBits Rest = shiftLeft(Value.Bits, 1);
  std::string Text = Sign + "0x1";
  for (const char *Point = "."; !isZero(Rest); Rest = shiftLeft(Rest, 4), Point = "")
    (Text += Point) += "0123456789abcdef"[Rest[3] >> 60];
  return Text + (Value.Exponent < 0 ? "p" : "p+") + std::to_string(Value.Exponent) +
         (Value.HasMore ? "..." : "");
}

} // namespace ferry
