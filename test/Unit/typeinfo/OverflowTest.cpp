// Values that do not fit: refused with the path to them, saturated, wrapped.
#include "Layouts.h"
#include "ferry/typeinfo/Endian.h"
#include <cfloat>
#include <cmath>
#include <cstring>
#include <gtest/gtest.h>

using namespace ferry;
using namespace ferry::test;

namespace {

struct Outcome {
  std::string Error;
  uint64_t Value = 0; ///< of the destination's low bytes, zero-extended
  Report Counts;
};

/// One integer from a kind and size to another.
Outcome convert(Kind FromKind, uint64_t FromSize, Kind ToKind, uint64_t ToSize,
                uint64_t Value, OnOverflow Policy) {
  LayoutBuilder From(*Abi::find("s390x")), To(*Abi::find("x86_64"));
  TypeId F = From.scalar("number", FromKind, FromSize);
  TypeId T = To.scalar("number", ToKind, ToSize);
  PlanCache Plans(From.Table, To.Table);
  Failure Why;
  const Plan *P = Plans.get(F, T, Why);
  if (!P)
    return {"no plan: " + Why.text(), 0, {}};
  std::vector<uint8_t> In = encode(From.Table, F, 1, {Value});
  uint8_t Out[8] = {};
  Conversion How;
  How.Policy = Policy;
  if (!P->run(In.data(), Out, 1, How, Why))
    return {Why.text(), 0, How.Counts};
  uint64_t Result = 0;
  for (size_t I = 8; I-- > 0;)
    Result = Result << 8 | Out[I];
  return {"", Result, How.Counts};
}

constexpr Kind S = Kind::Signed, U = Kind::Unsigned, B = Kind::Bool;
constexpr uint64_t Minus1 = ~uint64_t(0);

} // namespace

TEST(Overflow, ValuesAtTheLimits) {
  struct {
    Kind FromKind;
    uint64_t FromSize;
    Kind ToKind;
    uint64_t ToSize;
    uint64_t Value;
    const char *Error;
    uint64_t Saturated, Wrapped;
  } Cases[] = {
      {S, 8, S, 4, 0x7fffffff, "", 0x7fffffff, 0x7fffffff},
      {S, 8, S, 4, 0x80000000,
       "2147483648 does not fit a 4-byte signed integer", 0x7fffffff,
       0x80000000},
      {S, 8, S, 4, uint64_t(INT64_C(-2147483648)), "", 0x80000000, 0x80000000},
      {S, 8, S, 4, uint64_t(INT64_C(-2147483649)),
       "-2147483649 does not fit a 4-byte signed integer", 0x80000000,
       0x7fffffff},
      {S, 8, S, 4, 5000000000,
       "5000000000 does not fit a 4-byte signed integer", 0x7fffffff,
       0x2a05f200},
      {U, 8, U, 4, 0xffffffff, "", 0xffffffff, 0xffffffff},
      {U, 8, U, 4, 0x100000000,
       "4294967296 does not fit a 4-byte unsigned integer", 0xffffffff, 0},
      {U, 8, S, 8, Minus1,
       "18446744073709551615 does not fit a 8-byte signed integer",
       0x7fffffffffffffff, Minus1},
      {U, 8, S, 4, Minus1,
       "18446744073709551615 does not fit a 4-byte signed integer", 0x7fffffff,
       0xffffffff},
      {S, 8, U, 8, Minus1, "-1 does not fit a 8-byte unsigned integer", 0,
       Minus1},
      {S, 8, U, 8, 5, "", 5, 5},
      {S, 4, U, 8, Minus1, "-1 does not fit a 8-byte unsigned integer", 0,
       Minus1},
      {S, 4, U, 4, 7, "", 7, 7},
      {U, 4, S, 4, 0x80000000,
       "2147483648 does not fit a 4-byte signed integer", 0x7fffffff,
       0x80000000},
      {U, 4, S, 8, 0x80000000, "", 0x80000000, 0x80000000},
      {S, 4, S, 8, Minus1, "", Minus1, Minus1},
      {S, 2, S, 1, uint64_t(INT64_C(-129)),
       "-129 does not fit a 1-byte signed integer", 0x80, 0x7f},
      {U, 2, U, 1, 256, "256 does not fit a 1-byte unsigned integer", 255, 0},
      {S, 4, B, 1, 1, "", 1, 1},
      {S, 4, B, 1, 2, "2 does not fit a _Bool", 1, 1},
      {S, 4, B, 1, Minus1, "-1 does not fit a _Bool", 0, 1},
      {U, 1, B, 1, 2, "2 does not fit a _Bool", 1, 1},
      {B, 1, S, 4, 1, "", 1, 1},
      {S, 1, S, 8, 0xff, "", Minus1, Minus1},
      {U, 1, U, 8, 0xff, "", 0xff, 0xff},
  };
  for (auto &C : Cases) {
    SCOPED_TRACE(C.Error);
    Outcome Error = convert(C.FromKind, C.FromSize, C.ToKind, C.ToSize, C.Value,
                            OnOverflow::Error);
    EXPECT_EQ(Error.Error, C.Error);
    bool Fits = !*C.Error;
    if (Fits) {
      EXPECT_EQ(Error.Value, C.Saturated);
    }
    Outcome Sat = convert(C.FromKind, C.FromSize, C.ToKind, C.ToSize, C.Value,
                          OnOverflow::Saturate);
    EXPECT_EQ(Sat.Error, "");
    EXPECT_EQ(Sat.Value, C.Saturated);
    EXPECT_EQ(Sat.Counts.Saturated, Fits ? 0u : 1u);
    EXPECT_EQ(Sat.Counts.lossy(), !Fits);
    Outcome Wrap = convert(C.FromKind, C.FromSize, C.ToKind, C.ToSize, C.Value,
                           OnOverflow::Wrap);
    EXPECT_EQ(Wrap.Value, C.Wrapped);
    EXPECT_EQ(Wrap.Counts.Wrapped, Fits ? 0u : 1u);
  }
}

// Of 16 bytes on one side.
TEST(Overflow, WideValuesAtTheLimits) {
  constexpr uint64_t Top = uint64_t(1) << 63;
  struct {
    Kind FromKind;
    uint64_t Low, High;
    Kind ToKind;
    uint64_t ToSize;
    const char *Error;
    uint64_t Saturated, Wrapped;
  } Narrowed[] = {
      {S, 5, 0, S, 8, "", 5, 5},
      {S, Minus1, Minus1, S, 8, "", Minus1, Minus1},
      {S, Top - 1, 0, S, 8, "", Top - 1, Top - 1},
      {S, Top, 0, S, 8, "9223372036854775808 does not fit a 8-byte signed integer",
       Top - 1, Top},
      {S, Top, Minus1, S, 8, "", Top, Top},
      {S, Top - 1, Minus1, S, 8,
       "-9223372036854775809 does not fit a 8-byte signed integer", Top, Top - 1},
      {S, 0, Top, S, 8,
       "-170141183460469231731687303715884105728 does not fit a 8-byte signed integer",
       Top, 0},
      {U, Minus1, 0, U, 8, "", Minus1, Minus1},
      {U, 7, 1, U, 8, "18446744073709551623 does not fit a 8-byte unsigned integer",
       Minus1, 7},
      {U, Minus1, Minus1, S, 8,
       "340282366920938463463374607431768211455 does not fit a 8-byte signed integer",
       Top - 1, Minus1},
      {S, Minus1, Minus1, U, 8, "-1 does not fit a 8-byte unsigned integer", 0, Minus1},
      {S, 1, 0, B, 1, "", 1, 1},
      {U, 0, 1, B, 1, "18446744073709551616 does not fit a _Bool", 1, 1},
  };
  for (const char *Here : {"x86_64", "s390x"})
    for (auto &C : Narrowed) {
      SCOPED_TRACE(C.Error);
      LayoutBuilder From(*Abi::find("s390x")), To(*Abi::find(Here));
      TypeId F = From.scalar("wide", C.FromKind, 16);
      TypeId T = To.scalar("wide", C.ToKind, C.ToSize);
      Failure Why;
      PlanCache Plans(From.Table, To.Table);
      const Plan *P = Plans.get(F, T, Why);
      ASSERT_NE(P, nullptr) << Why.text();
      EXPECT_TRUE(P->mayLose());
      uint8_t In[16];
      storeAs<uint64_t>(In, C.High, ByteOrder::Big);
      storeAs<uint64_t>(In + 8, C.Low, ByteOrder::Big);
      bool Fits = !*C.Error;
      for (OnOverflow Policy : {OnOverflow::Error, OnOverflow::Saturate, OnOverflow::Wrap}) {
        uint8_t Out[8] = {};
        Conversion How;
        How.Policy = Policy;
        bool Ok = P->run(In, Out, 1, How, Why);
        EXPECT_EQ(Ok, Fits || Policy != OnOverflow::Error);
        if (!Ok) {
          EXPECT_EQ(Why.text(), C.Error);
          continue;
        }
        EXPECT_EQ(loadInteger(Out, unsigned(C.ToSize), false, To.Table.abi().Order),
                  Policy == OnOverflow::Wrap ? C.Wrapped : C.Saturated);
        EXPECT_EQ(How.Counts.lossy(), !Fits);
      }
    }
}

TEST(Overflow, NarrowValuesBecomeWide) {
  struct {
    Kind K;
    uint64_t Value, High;
  } Cases[] = {{S, Minus1, Minus1}, {S, 5, 0}, {U, Minus1, 0}};
  for (auto &C : Cases) {
    LayoutBuilder From(*Abi::find("i686")), To(*Abi::find("s390x"));
    TypeId F = From.array(From.scalar("wide", C.K, 8), 3);
    TypeId T = To.array(To.scalar("wide", C.K, 16), 3);
    PlanCache Plans(From.Table, To.Table);
    Failure Why;
    const Plan *P = Plans.get(F, T, Why);
    ASSERT_NE(P, nullptr) << Why.text();
    EXPECT_FALSE(P->mayLose());
    std::vector<uint8_t> In = encode(From.Table, F, 1, {1, C.Value, 2});
    uint8_t Out[48];
    Conversion How;
    ASSERT_TRUE(P->run(In.data(), Out, 1, How, Why));
    EXPECT_EQ(loadAs<uint64_t>(Out + 16, ByteOrder::Big), C.High);
    EXPECT_EQ(loadAs<uint64_t>(Out + 24, ByteOrder::Big), C.Value);
    EXPECT_EQ(Out[15], 1);
    EXPECT_EQ(Out[47], 2);
  }
}

// The path names the value wherever it is; every value of a block is tried.
TEST(Overflow, ThePathLeadsToTheValue) {
  auto Make = [](LayoutBuilder &B) {
    TypeId Next = B.structure(
        "struct next", {{"tag", B.character()}, {"count", B.longType()}});
    return B.structure("struct cell",
                       {{"id", B.intType()},
                        {"next", Next},
                        {"rows", B.array(B.array(B.longType(), 2), 3)},
                        {"list", B.array(Next, 3)}});
  };
  LayoutBuilder From(*Abi::find("s390x")), To(*Abi::find("i686"));
  TypeId F = Make(From), T = Make(To);
  PlanCache Plans(From.Table, To.Table);
  Failure Why;
  const Plan *P = Plans.get(F, T, Why);
  ASSERT_NE(P, nullptr);
  EXPECT_TRUE(P->mayLose());
  const char *Parts[] = {nullptr,         nullptr,         "next.count",
                         "rows[0][0]",    "rows[0][1]",    "rows[1][0]",
                         "rows[1][1]",    "rows[2][0]",    "rows[2][1]",
                         nullptr,         "list[0].count", nullptr,
                         "list[1].count", nullptr,         "list[2].count"};
  constexpr size_t Scalars = std::size(Parts);
  for (uint64_t Count : {1, 4, 300})
    for (uint64_t Index : {uint64_t(0), Count / 2, Count - 1})
      for (size_t Part = 0; Part < Scalars; ++Part) {
        if (!Parts[Part])
          continue;
        Values In(Scalars * Count, 1);
        In[Index * Scalars + Part] = 5000000000;
        std::vector<uint8_t> Bytes = encode(From.Table, F, Count, In);
        std::vector<uint8_t> Out(P->toSize() * Count);
        Conversion How;
        EXPECT_FALSE(P->run(Bytes.data(), Out.data(), Count, How, Why));
        std::string Element =
            Count == 1 ? "" : "[" + std::to_string(Index) + "].";
        EXPECT_EQ(Why.text(),
                  Element + Parts[Part] +
                      ": 5000000000 does not fit a 4-byte signed integer");
        How.Policy = OnOverflow::Wrap;
        EXPECT_TRUE(P->run(Bytes.data(), Out.data(), Count, How, Why));
        EXPECT_EQ(How.Counts.Wrapped, 1u);
        EXPECT_EQ(How.Counts.FirstLossyPath, Element + Parts[Part]);
        // In pieces, as a reader feeds them.
        How.Policy = OnOverflow::Error;
        EXPECT_FALSE(P->run(Bytes.data() + Index * P->fromSize(), Out.data(), 1,
                            How, Why, Index, Count == 1));
        EXPECT_EQ(Why.Path, Element + Parts[Part]);
      }
}

TEST(Overflow, DoublesThatBecomeFloats) {
  LayoutBuilder From(*Abi::find("powerpc")), To(*Abi::find("x86_64"));
  TypeId F = From.scalar("float_t", Kind::Float, 8);
  TypeId T = To.scalar("float_t", Kind::Float, 4);
  PlanCache Plans(From.Table, To.Table), Back(To.Table, From.Table);
  Failure Why;
  const Plan *P = Plans.get(F, T, Why), *Q = Back.get(T, F, Why);
  ASSERT_NE(P, nullptr);
  ASSERT_NE(Q, nullptr);
  EXPECT_TRUE(P->mayLose());
  EXPECT_FALSE(Q->mayLose());
  auto Run = [&](double Value, OnOverflow Policy, Report &Counts) {
    uint64_t Bits;
    std::memcpy(&Bits, &Value, 8);
    std::vector<uint8_t> In = encode(From.Table, F, 1, {Bits});
    uint8_t Out[4];
    Conversion How;
    How.Policy = Policy;
    bool Ok = P->run(In.data(), Out, 1, How, Why);
    Counts = How.Counts;
    uint32_t Narrow = Out[0] | Out[1] << 8 | Out[2] << 16 |
                      static_cast<uint32_t>(Out[3]) << 24;
    float Result;
    std::memcpy(&Result, &Narrow, 4);
    return Ok ? Result : -12345.0f;
  };
  Report Counts;
  EXPECT_EQ(Run(1.5, OnOverflow::Error, Counts), 1.5f);
  EXPECT_EQ(Counts.RoundedFloats, 0u);
  EXPECT_EQ(Run(0.1, OnOverflow::Error, Counts), 0.1f);
  EXPECT_EQ(Counts.RoundedFloats, 1u);
  EXPECT_TRUE(Counts.lossy());
  EXPECT_EQ(Run(1e300, OnOverflow::Error, Counts), -12345.0f);
  EXPECT_EQ(Why.Message, "the number does not fit a 4-byte floating point");
  EXPECT_EQ(Run(-1e300, OnOverflow::Saturate, Counts), -FLT_MAX);
  EXPECT_EQ(Counts.Saturated, 1u);
  EXPECT_EQ(Run(1e300, OnOverflow::Wrap, Counts), HUGE_VALF);
  EXPECT_EQ(Run(HUGE_VAL, OnOverflow::Error, Counts), HUGE_VALF);
  EXPECT_FALSE(Counts.lossy());
  EXPECT_TRUE(std::isnan(Run(NAN, OnOverflow::Error, Counts)));
}

// Signs of char differ; bytes of text stay bytes, values of others are values.
TEST(Overflow, CharIsAByte) {
  LayoutBuilder From(*Abi::find("s390x")), To(*Abi::find("x86_64"));
  TypeId F = From.character(), T = To.character();
  TypeId Small = To.signedOf("signed char", 1);
  PlanCache Plans(From.Table, To.Table);
  Failure Why;
  Conversion How;
  uint8_t In = 0xe4, Out = 0;
  ASSERT_TRUE(Plans.get(F, T, Why)->run(&In, &Out, 1, How, Why));
  EXPECT_EQ(Out, 0xe4);
  EXPECT_FALSE(Plans.get(F, Small, Why)->run(&In, &Out, 1, How, Why));
  EXPECT_EQ(Why.text(), "228 does not fit a 1-byte signed integer");
}
