// Every format of long double against the bytes that the machines' own compilers
// write, against the conversions of a compiler that has several formats, and at the
// edges: denormals, halfway cases, infinities, NaNs, zeros with a sign.
#include "ferry/typeinfo/FloatFormat.h"
#include <cstring>
#include <gtest/gtest.h>
#include <random>

using namespace ferry;

namespace {

constexpr FloatFormat Single = FloatFormat::Single, Double = FloatFormat::Double,
                      X87 = FloatFormat::X87, Quad = FloatFormat::Quad,
                      Pair = FloatFormat::DoubleDouble, M68k = FloatFormat::M68k96;
constexpr uint64_t Top = uint64_t(1) << 63;

std::vector<uint8_t> bytes(std::string_view Hex) {
  std::vector<uint8_t> Bytes;
  for (size_t I = 0; I < Hex.size(); I += 2)
    Bytes.push_back(static_cast<uint8_t>(std::stoul(std::string(Hex.substr(I, 2)), nullptr, 16)));
  return Bytes;
}

void expectBytes(FloatFormat Format, ByteOrder Order, const char *Hex, const char *Text) {
  std::vector<uint8_t> Memory = bytes(Hex), Written(Memory.size(), 0xee);
  FloatBits Bits = loadFloat(Memory.data(), Format, Order);
  EXPECT_EQ(hexText(decode(Bits, Format)), Text) << Hex;
  FloatBits Again;
  EXPECT_EQ(encode(decode(Bits, Format), Format, Again), Fit::Exact) << Hex;
  storeFloat(Written.data(), static_cast<unsigned>(Written.size()), Again, Format, Order);
  EXPECT_EQ(Written, Memory) << Text;
}

FloatBits converted(FloatBits Bits, FloatFormat From, FloatFormat To, Fit Wanted) {
  FloatBits Result;
  EXPECT_EQ(convert(Bits, From, To, Result), Wanted)
      << hexText(decode(Bits, From)) << " to format " << int(To);
  return Result;
}

std::string text(FloatBits Bits, FloatFormat Format) { return hexText(decode(Bits, Format)); }

} // namespace

TEST(FloatFormat, BytesOfTheCompilers) {
  // GCC 12 for x86_64, m68k, s390x and powerpc.
  struct {
    const char *Text, *X87Bytes, *M68kBytes, *QuadBytes, *PairBytes;
  } Cases[] = {
      {"0x1p+0", "0000000000000080ff3f000000000000", "3fff00008000000000000000",
       "3fff0000000000000000000000000000", "3ff00000000000000000000000000000"},
      {"-0x0p+0", "00000000000000000080000000000000", "800000000000000000000000",
       "80000000000000000000000000000000", "80000000000000000000000000000000"},
      {"0x1.999999999999999ap-4", "cdccccccccccccccfb3f000000000000",
       "3ffb0000cccccccccccccccd", "3ffb999999999999999a000000000000",
       "3fb999999999999abc59980000000000"},
      {"-0x1.8p+100", "00000000000000c063c0000000000000", "c0630000c000000000000000",
       "c0638000000000000000000000000000", "c6380000000000000000000000000000"},
      {"0x1.0000000000001p-1022", "0008000000000080013c000000000000",
       "3c0100008000000000000800", "3c010000000000001000000000000000",
       "00100000000000010000000000000000"},
      {"0x1.fffffffffffff002p+5", "01f8ffffffffffff0440000000000000",
       "40040000fffffffffffff801", "4004fffffffffffff002000000000000",
       "404fffffffffffff3c50000000000000"},
      {"-inf", "0000000000000080ffff000000000000", "ffff00000000000000000000",
       "ffff0000000000000000000000000000", "fff00000000000000000000000000000"},
      {"nan", "00000000000000c0ff7f000000000000", nullptr,
       "7fff8000000000000000000000000000", "7ff80000000000000000000000000000"},
  };
  for (const auto &C : Cases) {
    expectBytes(X87, ByteOrder::Little, C.X87Bytes, C.Text);
    if (C.M68kBytes)
      expectBytes(M68k, ByteOrder::Big, C.M68kBytes, C.Text);
    expectBytes(Quad, ByteOrder::Big, C.QuadBytes, C.Text);
    expectBytes(Pair, ByteOrder::Big, C.PairBytes, C.Text);
  }
  // LDBL_MAX, LDBL_MIN, LDBL_DENORM_MIN of each.
  expectBytes(X87, ByteOrder::Little, "fffffffffffffffffe7f0000",
              "0x1.fffffffffffffffep+16383");
  expectBytes(X87, ByteOrder::Little, "000000000000008001000000", "0x1p-16382");
  expectBytes(X87, ByteOrder::Little, "010000000000000000000000", "0x1p-16445");
  expectBytes(M68k, ByteOrder::Big, "7ffe0000ffffffffffffffff", "0x1.fffffffffffffffep+16383");
  expectBytes(M68k, ByteOrder::Big, "000000008000000000000000", "0x1p-16383");
  expectBytes(M68k, ByteOrder::Big, "000000000000000000000001", "0x1p-16446");
  expectBytes(Quad, ByteOrder::Big, "7ffeffffffffffffffffffffffffffff",
              "0x1.ffffffffffffffffffffffffffffp+16383");
  expectBytes(Quad, ByteOrder::Big, "00000000000000000000000000000001", "0x1p-16494");
  expectBytes(Pair, ByteOrder::Big, "7fefffffffffffff7c8ffffffffffffe",
              "0x1.fffffffffffff7ffffffffffff8p+1023");
  expectBytes(Pair, ByteOrder::Big, "00000000000000010000000000000000", "0x1p-1074");
}

TEST(FloatFormat, LargestIsWhatTheCompilersSay) {
  EXPECT_EQ(text(largest(Single, true), Single), "-0x1.fffffep+127");
  EXPECT_EQ(text(largest(Double, false), Double), "0x1.fffffffffffffp+1023");
  EXPECT_EQ(largest(X87, false), (FloatBits{~uint64_t(0), 0x7ffe}));
  EXPECT_EQ(largest(M68k, true), (FloatBits{~uint64_t(0), 0xfffe}));
  EXPECT_EQ(largest(Quad, false), (FloatBits{0x7ffeffffffffffff, ~uint64_t(0)}));
  EXPECT_EQ(largest(Pair, true), (FloatBits{0xffefffffffffffff, 0xfc8ffffffffffffe}));
}

TEST(FloatFormat, HalfwayGoesToEven) {
  // 1 + 2^-53 lies between 1 and 1 + 2^-52; a little more, or an odd one, goes up.
  EXPECT_EQ(converted({Top | 0x400, 0x3fff}, X87, Double, Fit::Rounded).First,
            0x3ff0000000000000u);
  EXPECT_EQ(converted({Top | 0x401, 0x3fff}, X87, Double, Fit::Rounded).First,
            0x3ff0000000000001u);
  EXPECT_EQ(converted({Top | 0xc00, 0x3fff}, X87, Double, Fit::Rounded).First,
            0x3ff0000000000002u);
  // Up into the next power, and out of the range.
  EXPECT_EQ(converted({~uint64_t(0), 0x3fff}, X87, Double, Fit::Rounded).First,
            0x4000000000000000u);
  EXPECT_EQ(converted({~uint64_t(0), 0xc3fe}, X87, Double, Fit::Overflow).First,
            0xfff0000000000000u);
  EXPECT_EQ(converted({~uint64_t(0) - 0x7ff + 0x3ff, 0x43fe}, X87, Double, Fit::Rounded).First,
            0x7fefffffffffffffu);
  // Half of the smallest denormal, a little more, and one and a half of it.
  EXPECT_EQ(converted({Top, 0x3fff - 1075}, X87, Double, Fit::Rounded).First, 0u);
  EXPECT_EQ(converted({Top | 1, 0xbfff - 1075}, X87, Double, Fit::Rounded).First, Top | 1);
  EXPECT_EQ(converted({Top | Top >> 1, 0x3fff - 1074}, X87, Double, Fit::Rounded).First, 2u);
  EXPECT_EQ(converted({Top, 0xbfff - 1076}, X87, Double, Fit::Rounded).First, Top);
  EXPECT_EQ(converted({Top, 0x8001}, X87, Double, Fit::Rounded).First, Top);
  // The largest denormal and a half is the smallest normal.
  EXPECT_EQ(converted({~uint64_t(0) << 11 | 0x400, 0x3fff - 1023}, X87, Double, Fit::Rounded).First,
            0x0010000000000000u);
  // Quad to X87, also where the leading bit moves into the exponent.
  EXPECT_EQ(converted({0x3fff000000000000, 0x0001000000000000}, Quad, X87, Fit::Rounded),
            (FloatBits{Top, 0x3fff}));
  EXPECT_EQ(converted({0x3fff000000000000, 0x0003000000000000}, Quad, X87, Fit::Rounded),
            (FloatBits{Top | 2, 0x3fff}));
  EXPECT_EQ(converted({0x0000ffffffffffff, 0xffff000000000000}, Quad, X87, Fit::Rounded),
            (FloatBits{Top, 1}));
  EXPECT_EQ(converted({0x7ffeffffffffffff, 0xffff000000000000}, Quad, X87, Fit::Overflow),
            (FloatBits{Top, 0x7fff}));
  EXPECT_EQ(converted({0x7ffeffffffffffff, 0xffff000000000000}, Quad, M68k, Fit::Overflow),
            (FloatBits{0, 0x7fff}));
}

TEST(FloatFormat, TheLowestExponents) {
  // m68k has one more than x87; its lowest denormal lies between 0 and x87's.
  EXPECT_EQ(converted({Top, 1}, X87, M68k, Fit::Exact), (FloatBits{Top, 1}));
  EXPECT_EQ(converted({Top >> 1, 0}, X87, M68k, Fit::Exact), (FloatBits{Top, 0}));
  EXPECT_EQ(converted({1, 0}, X87, M68k, Fit::Exact), (FloatBits{2, 0}));
  EXPECT_EQ(converted({Top, 0}, M68k, X87, Fit::Exact), (FloatBits{Top >> 1, 0}));
  EXPECT_EQ(converted({1, 0}, M68k, X87, Fit::Rounded), (FloatBits{0, 0}));
  EXPECT_EQ(converted({3, 0}, M68k, X87, Fit::Rounded), (FloatBits{2, 0}));
  // The same number in two ways: x87's pseudo-denormal, m68k's unnormal.
  EXPECT_EQ(text({Top, 0}, X87), text({Top, 1}, X87));
  EXPECT_EQ(text({Top >> 3, 0x4002}, M68k), "0x1p+0");
}

TEST(FloatFormat, TwoDoubles) {
  auto Sum = [](double A, double B) {
    return FloatBits{std::bit_cast<uint64_t>(A), std::bit_cast<uint64_t>(B)};
  };
  EXPECT_EQ(text(Sum(1, -0x1p-53), Pair), "0x1.fffffffffffffp-1");
  EXPECT_EQ(text(Sum(1, 0x1p-107), Pair), "0x1.000000000000000000000000002p+0");
  EXPECT_EQ(text(Sum(-0.0, 0.0), Pair), "-0x0p+0");
  EXPECT_EQ(text(Sum(3, -3), Pair), "0x0p+0");
  // Further apart than 256 bits: rounded as if all of it were there.
  EXPECT_EQ(converted(Sum(1, 0x1p-1000), Pair, Quad, Fit::Rounded),
            (FloatBits{0x3fff000000000000, 0}));
  EXPECT_EQ(converted(Sum(1 + 0x1p-52, -0x1p-1000), Pair, Double, Fit::Rounded),
            (FloatBits{0x3ff0000000000001, 0}));
  EXPECT_EQ(converted(Sum(0x1.000002p0 + 0x1p-24, -0x1p-1000), Pair, Single, Fit::Rounded),
            (FloatBits{0x3f800001, 0}));
  EXPECT_EQ(converted(Sum(0x1.000002p0 + 0x1p-24, 0x1p-1000), Pair, Single, Fit::Rounded),
            (FloatBits{0x3f800002, 0}));
  EXPECT_EQ(converted(Sum(1, 0x1p-1000), Pair, Pair, Fit::Exact), Sum(1, 0x1p-1000));
  // The second takes what the first leaves, with its own sign, and rounds at last.
  EXPECT_EQ(converted({Top | 0x401, 0x3fff}, X87, Pair, Fit::Exact),
            Sum(1 + 0x1p-52, -0x1p-53 + 0x1p-63));
  EXPECT_EQ(converted({0x3fff000000000000, 1}, Quad, Pair, Fit::Exact), Sum(1, 0x1p-112));
  EXPECT_EQ(converted({0x3fffffffffffffff, ~uint64_t(0)}, Quad, Pair, Fit::Exact),
            Sum(2, -0x1p-112));
  EXPECT_EQ(converted({0xbfff800000000000, uint64_t(1) << 58 | 1}, Quad, Pair, Fit::Rounded),
            Sum(-1.5, -0x1p-54));
  EXPECT_EQ(converted({Top, 0x3fff - 1075}, X87, Pair, Fit::Rounded), Sum(0, 0));
  EXPECT_EQ(converted({Top, 0x43ff}, X87, Pair, Fit::Overflow).First, 0x7ff0000000000000u);
}

TEST(FloatFormat, NaNs) {
  for (FloatFormat From : {Single, Double, X87, Quad, Pair, M68k})
    for (FloatFormat To : {Single, Double, X87, Quad, Pair, M68k})
      for (bool IsNegative : {false, true}) {
        FloatValue V;
        V.What = FloatValue::NaN;
        V.IsNegative = IsNegative;
        for (uint64_t Payload : {uint64_t(0xc) << 60, uint64_t(0xa) << 60, uint64_t(0xd) << 60}) {
          V.Bits = {0, 0, 0, Payload};
          FloatBits Bits;
          ASSERT_EQ(encode(V, From, Bits), Fit::Exact);
          FloatValue Back = decode(converted(Bits, From, To, Fit::Exact), To);
          EXPECT_EQ(Back.What, FloatValue::NaN);
          EXPECT_EQ(Back.IsNegative, IsNegative);
          EXPECT_EQ(Back.Bits, V.Bits);
        }
      }
  // A payload that there is no room for must not become an infinity.
  EXPECT_EQ(converted({0x7fff000000000000, 1}, Quad, X87, Fit::Exact),
            (FloatBits{Top | Top >> 1, 0x7fff}));
  // What x87 takes for no number.
  for (FloatBits Invalid : {FloatBits{1, 5}, FloatBits{0, 0x7fff}, FloatBits{5, 0x7fff}})
    EXPECT_EQ(text(converted(Invalid, X87, Quad, Fit::Exact), Quad), "nan");
}

TEST(FloatFormat, ValuesAreHeldIfTheFormatSaysSo) {
  std::mt19937_64 Random(7);
  for (FloatFormat From : {Single, Double, X87, Quad, Pair, M68k})
    for (FloatFormat To : {Single, Double, X87, Quad, Pair, M68k}) {
      bool AllExact = true;
      for (unsigned I = 0; I < 20000; ++I) {
        FloatBits Bits{Random(), Random()}, There, Back;
        if (From == Single)
          Bits.First &= 0xffffffff;
        if (From == X87 || From == M68k) {
          Bits.Second &= 0xffff;
          if (I % 3 == 0)
            Bits.Second &= 0x8000;
          Bits.First = Bits.Second & 0x7fff ? Bits.First | Top : Bits.First & ~Top;
        }
        if (decode(Bits, From).What == FloatValue::NaN)
          continue;
        Fit How = convert(Bits, From, To, There);
        AllExact &= How == Fit::Exact;
        if (How == Fit::Exact) {
          EXPECT_EQ(text(There, To), text(Bits, From));
        }
      }
      EXPECT_EQ(AllExact, holdsAll(To, From)) << int(From) << " to " << int(To);
    }
}

#if defined(__x86_64__) && defined(__SIZEOF_FLOAT128__)
namespace {
template <class T> FloatBits load(T Value, FloatFormat Format) {
  uint8_t Bytes[16] = {};
  std::memcpy(Bytes, &Value, sizeof Value);
  return loadFloat(Bytes, Format, ByteOrder::Little);
}
template <class T> T valueOf(FloatBits Bits, FloatFormat Format) {
  uint8_t Bytes[16];
  storeFloat(Bytes, sizeof Bytes, Bits, Format, ByteOrder::Little);
  T Value;
  std::memcpy(&Value, Bytes, sizeof Value);
  return Value;
}
template <class T> bool isFinite(T Value) { return Value - Value == 0; }

/// Against the conversion that this compiler makes.
template <class From, class To>
void compare(From Value, FloatFormat FromFormat, FloatFormat ToFormat) {
  if (Value != Value)
    return;
  To Wanted = static_cast<To>(Value);
  Fit How = isFinite(Value) && !isFinite(Wanted)     ? Fit::Overflow
            : static_cast<From>(Wanted) == Value ? Fit::Exact
                                                 : Fit::Rounded;
  FloatBits Old = load(Value, FromFormat);
  EXPECT_EQ(converted(Old, FromFormat, ToFormat, How), load(Wanted, ToFormat))
      << text(Old, FromFormat) << " to format " << int(ToFormat);
}
} // namespace

TEST(FloatFormat, AsThisCompilerConverts) {
  using Quad128 = __float128;
  std::mt19937_64 Random(1);
  // Exponents around those where formats end, and any.
  const int Around[] = {0, 16383 - 16445, 16383 - 1074, 16383 - 1022, 16383 - 149,
                        16383 - 126, 16383, 16383 + 127, 16383 + 1023, 32766};
  for (unsigned I = 0; I < 100000; ++I) {
    uint64_t High = Random(), Low = Random();
    int Exponent = Around[Random() % 10] + static_cast<int>(Random() % 9) - 4;
    if (I % 3 == 0)
      Exponent = static_cast<int>(Random() % 32767);
    Exponent = std::clamp(Exponent, 0, 32766);
    switch (Random() % 4) { // halves, and what is near to one
    case 0:
      Low = 0;
      break;
    case 1:
      Low &= ~uint64_t(0) << (Random() % 64);
      break;
    case 2:
      High &= ~uint64_t(0) << (Random() % 48);
      break;
    }
    uint64_t Word = (High >> 63 << 15) | static_cast<uint64_t>(Exponent);
    FloatBits Whole{(High & 0xffffffffffff) | Word << 48, Low};
    Quad128 Q = valueOf<Quad128>(Whole, Quad);
    compare<Quad128, long double>(Q, Quad, X87);
    compare<Quad128, double>(Q, Quad, Double);
    compare<Quad128, float>(Q, Quad, Single);
    long double X =
        valueOf<long double>({Exponent ? Low | Top : Low & ~Top, Word}, X87);
    compare<long double, Quad128>(X, X87, Quad);
    compare<long double, double>(X, X87, Double);
    compare<long double, float>(X, X87, Single);
    double D = valueOf<double>({High, 0}, Double);
    compare<double, Quad128>(D, Double, Quad);
    compare<double, long double>(D, Double, X87);
    compare<double, float>(D, Double, Single);

    // Two doubles: the nearest one, and what is left.
    double First = static_cast<double>(Q);
    if (!isFinite(First) || First == 0)
      continue;
    double Second = static_cast<double>(Q - First);
    Quad128 Sum = static_cast<Quad128>(First) + Second;
    FloatBits Both = converted(Whole, Quad, Pair, Sum == Q ? Fit::Exact : Fit::Rounded);
    EXPECT_EQ(Both.First, std::bit_cast<uint64_t>(First));
    EXPECT_EQ(Both.Second, std::bit_cast<uint64_t>(Second == 0 ? 0.0 : Second));
    EXPECT_EQ(converted(Both, Pair, Quad, Fit::Exact), load(Sum, Quad));
  }
}
#endif
