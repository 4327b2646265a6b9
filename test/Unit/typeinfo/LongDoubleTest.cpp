// Plans with long double and with integers of 16 bytes: what is rounded is counted,
// what does not fit is refused, saturated or wrapped, and two ABIs whose long doubles
// are as large are not for that alike.
#include "Pairs.h"
#include "ferry/typeinfo/Digest.h"
#include "ferry/typeinfo/Endian.h"
#include "ferry/typeinfo/FloatFormat.h"
#include <cstring>

using namespace ferry;
using namespace ferry::test;

namespace {

TypeId makeSamples(LayoutBuilder &B) {
  return B.structure("struct sample", {{"tag", B.character()},
                                       {"value", B.array(B.longDouble(), 2)},
                                       {"n", B.intType()}});
}

/// Two elements of struct sample; what means nothing has \p Rest.
std::vector<uint8_t> samples(const LayoutBuilder &B, const double (&Values)[4],
                             uint8_t Rest) {
  const Type &T = B.Table[B.Table.find("struct sample")];
  const Type &L = B.Table[B.Table.find("long double")];
  FloatFormat Format = formatOf(B.Table, L);
  std::vector<uint8_t> Bytes(2 * T.Size, Rest);
  for (unsigned I = 0; I < 4; ++I) {
    uint8_t *At = &Bytes[I / 2 * T.Size];
    At[0] = static_cast<uint8_t>('a' + I / 2);
    FloatBits Bits;
    EXPECT_EQ(encode(decode({std::bit_cast<uint64_t>(Values[I]), 0}, FloatFormat::Double),
                     Format, Bits),
              Fit::Exact);
    uint8_t Value[16];
    storeFloat(Value, 16, Bits, Format, B.Table.abi().Order);
    size_t Meant = Format == FloatFormat::X87 ? 10 : static_cast<size_t>(L.Size);
    std::memcpy(At + T.Fields[1].Offset + I % 2 * L.Size, Value, Meant);
    storeAs<uint32_t>(At + T.Fields[2].Offset, I / 2 + 7, B.Table.abi().Order);
  }
  return Bytes;
}

/// One long double from \p From to \p To.
struct Moved {
  std::string Error;
  FloatBits Bits;
  Report Counts;
};

Moved move(const char *FromName, const char *ToName, FloatBits Bits, OnOverflow Policy) {
  Pair P(FromName, ToName);
  const Plan *Made = P.plan([](LayoutBuilder &B) { return B.longDouble(); });
  if (!Made)
    return {P.Why.text(), {}, {}};
  const Abi &From = P.From.Table.abi(), &To = P.To.Table.abi();
  uint8_t In[16], Out[16];
  storeFloat(In, 16, Bits, static_cast<FloatFormat>(From.LongDouble), From.Order);
  Conversion How;
  How.Policy = Policy;
  if (!Made->run(In, Out, 1, How, P.Why))
    return {P.Why.text(), {}, How.Counts};
  return {"", loadFloat(Out, static_cast<FloatFormat>(To.LongDouble), To.Order), How.Counts};
}

struct OneBlock final : DigestSource {
  DigestBlock Block;
  DigestTarget resolve(uint64_t, const Type &, const void *) override { return {}; }
  DigestBlock block(BlockId) override { return Block; }
};

std::string digest(const LayoutBuilder &B, TypeId T, uint64_t Count, const void *Bytes) {
  OneBlock Source;
  Source.Block = {T, Count, Bytes};
  Digest D(B.Table, Source);
  D.addRoot("root", BlockId{0});
  return D.finish().text();
}

constexpr uint64_t Top = uint64_t(1) << 63;

} // namespace

TEST(LongDouble, EveryPairOfAbis) {
  const double Values[4] = {-0.1, 0x1p-1030, 1.0 / 0.0, -0.0};
  for (const NamedAbi &X : KnownAbis)
    for (const NamedAbi &Y : KnownAbis) {
      SCOPED_TRACE(std::string(X.Name) + " to " + std::string(Y.Name));
      Pair P(X.Value, Y.Value);
      const Plan *Made = P.plan(makeSamples);
      ASSERT_TRUE(Made) << P.Why.text();
      std::vector<uint8_t> In = samples(P.From, Values, 0x55), Wanted = samples(P.To, Values, 0);
      std::vector<uint8_t> Out(Wanted.size(), 0xaa);
      Conversion How;
      ASSERT_TRUE(Made->run(In.data(), Out.data(), 2, How, P.Why)) << P.Why.text();
      EXPECT_FALSE(How.Counts.lossy());
      if (!Made->isCopy()) {
        EXPECT_EQ(Out, Wanted);
      }
      EXPECT_EQ(digest(P.From, P.FromType, 2, In.data()), digest(P.To, P.ToType, 2, Out.data()));
      EXPECT_EQ(Made->isCopy(), sameLayout(P.From.Table, P.FromType, P.To.Table, P.ToType));
    }
}

TEST(LongDouble, AsLargeIsNotAlike) {
  Pair P("x86_64", "aarch64");
  const Plan *Made = P.plan(makeSamples);
  ASSERT_TRUE(Made);
  EXPECT_EQ(Made->describe(), "copy 0 -> 0  1 bytes\n"
                              "zero 1  15 bytes\n"
                              "reformat 16 -> 16  16 -> 16 bytes x2\n"
                              "copy 48 -> 48  4 bytes\n"
                              "zero 52  12 bytes\n");
  EXPECT_FALSE(Made->mayLose());
  EXPECT_TRUE(samePlaces(P.From.Table, P.FromType, P.To.Table, P.ToType));
}

TEST(LongDouble, RoundedIsCounted) {
  Moved M = move("x86_64", "armhf", {Top | 0x401, 0x3fff}, OnOverflow::Error);
  EXPECT_EQ(M.Error, "");
  EXPECT_EQ(M.Bits.First, 0x3ff0000000000001u);
  EXPECT_EQ(M.Counts.RoundedFloats, 1u);
  EXPECT_TRUE(M.Counts.lossy());
  EXPECT_EQ(move("x86_64", "powerpc", {Top | 0x401, 0x3fff}, OnOverflow::Error)
                .Counts.RoundedFloats, 0u);
  EXPECT_EQ(move("s390x", "powerpc", {0x3fff555555555555, 0x5555555555555555},
                 OnOverflow::Error).Counts.RoundedFloats, 1u);
  // Too small is rounded, too.
  M = move("x86_64", "mips", {Top, 1}, OnOverflow::Error);
  EXPECT_EQ(M.Bits.First, 0u);
  EXPECT_EQ(M.Counts.RoundedFloats, 1u);
}

TEST(LongDouble, WhatDoesNotFit) {
  FloatBits Huge{Top | Top >> 1, 0xc400}; // -1.5 * 2^1025
  Moved M = move("i686", "armhf", Huge, OnOverflow::Error);
  EXPECT_EQ(M.Error, "the number -0x1.8p+1025 does not fit an 8-byte floating point");
  M = move("i686", "armhf", Huge, OnOverflow::Saturate);
  EXPECT_EQ(M.Bits.First, 0xffefffffffffffffu);
  EXPECT_EQ(M.Counts.Saturated, 1u);
  M = move("i686", "powerpc", Huge, OnOverflow::Saturate);
  EXPECT_EQ(M.Bits, (FloatBits{0xffefffffffffffff, 0xfc8ffffffffffffe}));
  M = move("i686", "mips", Huge, OnOverflow::Wrap);
  EXPECT_EQ(M.Bits.First, 0xfff0000000000000u);
  EXPECT_EQ(M.Counts.Wrapped, 1u);
  // Infinities fit.
  EXPECT_EQ(move("i686", "mips", {Top, 0xffff}, OnOverflow::Error).Bits.First,
            0xfff0000000000000u);
}

TEST(LongDouble, PathOfAValue) {
  Pair P("x86_64", "mips");
  const Plan *Made = P.plan(makeSamples);
  std::vector<uint8_t> In = samples(P.From, {1, 2, 3, 4}, 0);
  const Type &T = P.From.Table[P.FromType];
  In[T.Size + T.Fields[1].Offset + 16 + 9] = 0x7f; // element 1, value[1]
  std::vector<uint8_t> Out(2 * P.To.Table[P.ToType].Size);
  Conversion How;
  EXPECT_FALSE(Made->run(In.data(), Out.data(), 2, How, P.Why));
  EXPECT_EQ(P.Why.Path, "[1].value[1]");
  How.Policy = OnOverflow::Saturate;
  EXPECT_TRUE(Made->run(In.data(), Out.data(), 2, How, P.Why));
  EXPECT_EQ(How.Counts.FirstLossyPath, "[1].value[1]");
}

TEST(LongDouble, IsADoubleElsewhere) {
  // double_t of <math.h>.
  LayoutBuilder From(*Abi::find("i686")), To(*Abi::find("s390x"));
  TypeId F = From.scalar("double_t", Kind::LongDouble, 12);
  TypeId T = To.doubleType();
  Failure Why;
  for (bool Back : {false, true}) {
    PlanCache Plans(Back ? To.Table : From.Table, Back ? From.Table : To.Table);
    const Plan *Made = Back ? Plans.get(T, F, Why) : Plans.get(F, T, Why);
    ASSERT_TRUE(Made) << Why.text();
    EXPECT_EQ(Made->mayLose(), !Back);
  }
}

TEST(LongDouble, SizesThatAreNoLongDouble) {
  for (const NamedAbi &A : KnownAbis)
    for (uint64_t Size : {4, 8, 10, 12, 16}) {
      LayoutBuilder B(A.Value);
      B.scalar("long double", Kind::LongDouble, Size);
      Failure Why;
      EXPECT_EQ(B.Table.validate(Why), Size == A.Value.LongDoubleSize) << A.Name;
    }
  Abi Odd = *Abi::find("armhf");
  Odd.LongDouble = LongDoubleFormat::Quad; // in 8 bytes
  LayoutBuilder B(Odd);
  B.longDouble();
  Failure Why;
  EXPECT_FALSE(B.Table.validate(Why));
}

TEST(LongDouble, FloatOf16BytesIsAQuad) {
  // _Float128 of x86, and long double of s390x, which is its _Float128.
  LayoutBuilder From(*Abi::find("x86_64")), To(*Abi::find("s390x"));
  TypeId F = From.scalar("__float128", Kind::Float, 16);
  TypeId T = To.longDouble();
  Failure Why;
  ASSERT_TRUE(From.Table.validate(Why)) << Why.text();
  for (FloatBits Bits : {FloatBits{0x3ffd555555555555, 0x5555555555555555},
                         FloatBits{0x3fff800000000000, 0}, FloatBits{0xffff000000000000, 0}}) {
    uint8_t In[16], Out[16], Back[16];
    storeFloat(In, 16, Bits, FloatFormat::Quad, ByteOrder::Little);
    Conversion How;
    PlanCache There(From.Table, To.Table), Home(To.Table, From.Table);
    const Plan *Made = There.get(F, T, Why);
    ASSERT_TRUE(Made) << Why.text();
    EXPECT_FALSE(Made->mayLose());
    ASSERT_TRUE(Made->run(In, Out, 1, How, Why)) << Why.text();
    EXPECT_EQ(loadFloat(Out, FloatFormat::Quad, ByteOrder::Big), Bits);
    EXPECT_EQ(digest(From, F, 1, In), digest(To, T, 1, Out));
    ASSERT_TRUE(Home.get(T, F, Why)->run(Out, Back, 1, How, Why)) << Why.text();
    EXPECT_EQ(std::memcmp(Back, In, 16), 0);
  }
}

TEST(LongDouble, TwoDoublesFarApartHaveADigestOfTheirOwn) {
  LayoutBuilder Big(*Abi::find("ppc64")), Little(*Abi::find("ppc64le"));
  TypeId T = Big.longDouble();
  ASSERT_EQ(T, Little.longDouble());
  auto Of = [&](const LayoutBuilder &B, double First, double Second) {
    uint8_t Bytes[16];
    storeFloat(Bytes, 16,
               {std::bit_cast<uint64_t>(First), std::bit_cast<uint64_t>(Second)},
               FloatFormat::DoubleDouble, B.Table.abi().Order);
    return digest(B, T, 1, Bytes);
  };
  EXPECT_EQ(Of(Big, 1, 0x1p-1000), Of(Little, 1, 0x1p-1000));
  EXPECT_NE(Of(Big, 1, 0x1p-1000), Of(Big, 1, 0x1p-1001));
  EXPECT_NE(Of(Big, 1, 0x1p-1000), Of(Big, 1, 0));
  EXPECT_EQ(Of(Big, 0.0 / 0.0, 0), Of(Little, 0.0 / 0.0, 1));
}

TEST(LongDouble, HasTheDigestOfTheDoubleThatItIs) {
  LayoutBuilder There(*Abi::find("i686")), Here(*Abi::find("s390x"));
  TypeId F = There.scalar("double_t", Kind::LongDouble, 12);
  TypeId T = Here.scalar("double_t", Kind::Float, 8);
  for (double Value : {1.5, -0.0, 0x1p-1074, 1 / 0.0, 0 / 0.0}) {
    uint64_t Bits = std::bit_cast<uint64_t>(Value);
    uint8_t In[12], Out[8];
    storeAs<uint64_t>(Out, Bits, ByteOrder::Big);
    FloatBits Wide;
    convert({Bits, 0}, FloatFormat::Double, FloatFormat::X87, Wide);
    storeFloat(In, 12, Wide, FloatFormat::X87, ByteOrder::Little);
    EXPECT_EQ(digest(There, F, 1, In), digest(Here, T, 1, Out)) << Value;
    Wide.First ^= 1;
    storeFloat(In, 12, Wide, FloatFormat::X87, ByteOrder::Little);
    if (Value == Value) {
      EXPECT_NE(digest(There, F, 1, In), digest(Here, T, 1, Out)) << Value;
    }
  }
}

TEST(WideIntegers, MoveBetweenByteOrders) {
  auto Make = [](LayoutBuilder &B) {
    return B.structure("struct wide", {{"c", B.character()},
                                       {"n", B.array(B.signedOf("__int128", 16), 2)}});
  };
  Pair P("x86_64", "s390x");
  const Plan *Made = P.plan(Make);
  ASSERT_TRUE(Made) << P.Why.text();
  const Type &F = P.From.Table[P.FromType], &T = P.To.Table[P.ToType];
  std::vector<uint8_t> In(F.Size), Out(T.Size);
  for (size_t I = 0; I < 32; ++I)
    In[F.Fields[1].Offset + I] = static_cast<uint8_t>(I + 1);
  Conversion How;
  ASSERT_TRUE(Made->run(In.data(), Out.data(), 1, How, P.Why));
  for (size_t I = 0; I < 32; ++I)
    EXPECT_EQ(Out[T.Fields[1].Offset + (I / 16 * 16) + 15 - I % 16], I + 1);
  EXPECT_EQ(digest(P.From, P.FromType, 1, In.data()), digest(P.To, P.ToType, 1, Out.data()));
  Out[T.Fields[1].Offset] ^= 1;
  EXPECT_NE(digest(P.From, P.FromType, 1, In.data()), digest(P.To, P.ToType, 1, Out.data()));
  EXPECT_FALSE(Made->mayLose());
}

TEST(WideIntegers, CountByValue) {
  LayoutBuilder Wide(*Abi::find("s390x")), Narrow(*Abi::find("i686"));
  TypeId W = Wide.array(Wide.signedOf("big", 16), 2);
  TypeId N = Narrow.array(Narrow.signedOf("big", 8), 2);
  uint8_t Here[32] = {}, There[16] = {};
  storeAs<uint64_t>(Here + 8, 9, ByteOrder::Big);
  std::memset(Here + 16, 0xff, 16);
  storeAs<uint64_t>(There, 9, ByteOrder::Little);
  std::memset(There + 8, 0xff, 8);
  EXPECT_EQ(digest(Wide, W, 1, Here), digest(Narrow, N, 1, There));
  Here[23] = 0xfe; // -1 - 2^64
  EXPECT_NE(digest(Wide, W, 1, Here), digest(Narrow, N, 1, There));
}

TEST(WideIntegers, AreIntegersOnly) {
  Failure Why;
  LayoutBuilder Odd(*Abi::find("x86_64"));
  Odd.scalar("_Bool", Kind::Bool, 16);
  EXPECT_FALSE(Odd.Table.validate(Why));
}
