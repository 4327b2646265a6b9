#include "ferry/typeinfo/Abi.h"
#include "ferry/typeinfo/Endian.h"
#include <gtest/gtest.h>
#include <set>

using namespace ferry;

TEST(Abi, NativeIsALineOfTheList) {
  Abi Native = Abi::native();
#if defined(__x86_64__)
  EXPECT_EQ(Native.name(), "x86_64");
#elif defined(__i386__)
  EXPECT_EQ(Native.name(), "i686");
#elif defined(__aarch64__)
  EXPECT_EQ(Native.name(), "aarch64");
#elif defined(__arm__)
  EXPECT_EQ(Native.name(), "armhf");
#elif defined(__riscv)
  EXPECT_EQ(Native.name(), "riscv64");
#elif defined(__s390x__)
  EXPECT_EQ(Native.name(), "s390x");
#elif defined(__mips__)
  EXPECT_EQ(Native.name(), "mips");
#elif defined(__m68k__)
  EXPECT_EQ(Native.name(), "m68k");
#elif defined(__powerpc__) && !defined(__powerpc64__)
  EXPECT_EQ(Native.name(), "powerpc");
#endif
  EXPECT_NE(Native.triple(), "");
}

TEST(Abi, LinesAreDistinct) {
  std::set<AbiRecord> Records;
  for (const NamedAbi &Known : KnownAbis) {
    EXPECT_TRUE(Records.insert(Known.Value.toRecord()).second) << Known.Name;
    EXPECT_EQ(Known.Value.name(), Known.Name);
    EXPECT_EQ(Abi::find(Known.Name), &Known.Value);
    EXPECT_EQ(Abi::find(Known.Triple), &Known.Value);
  }
  EXPECT_EQ(Abi::find("vax"), nullptr);
}

TEST(Abi, RecordsAreReadBack) {
  for (const NamedAbi &Known : KnownAbis) {
    Abi Read;
    EXPECT_TRUE(Read.fromRecord(Known.Value.toRecord())) << Known.Name;
    EXPECT_EQ(Read, Known.Value);
  }
}

TEST(Abi, RecordsWithImpossibleBytesAreRefused) {
  const AbiRecord Good = Abi::find("s390x")->toRecord();
  for (size_t At = 0; At < Good.size(); ++At) {
    AbiRecord Bad = Good;
    Bad[At] = 0x81;
    Abi Read;
    EXPECT_FALSE(Read.fromRecord(Bad)) << At;
    EXPECT_EQ(Read, Abi());
  }
}

TEST(Abi, ReversedTwiceIsTheSame) {
  Abi Native = Abi::native();
  EXPECT_NE(Native.reversed(), Native);
  EXPECT_NE(Native.reversed().Order, HostOrder);
  EXPECT_EQ(Native.reversed().reversed(), Native);
}

TEST(Endian, TypesHaveTheirOrderInMemory) {
  struct {
    ul32 L;
    ub32 B;
    ul16 S;
    ib64 I;
  } Mixed{0x01020304u, 0x01020304u, uint16_t(0x0506), int64_t(-2)};
  static_assert(sizeof(Mixed) == 18);
  const uint8_t Expected[] = {4, 3,   2,   1,   1,   2,   3,   4,   6,
                              5, 255, 255, 255, 255, 255, 255, 255, 254};
  EXPECT_EQ(std::memcmp(&Mixed, Expected, sizeof(Mixed)), 0);
  EXPECT_EQ(Mixed.L, 0x01020304u);
  EXPECT_EQ(Mixed.B, 0x01020304u);
  EXPECT_EQ(Mixed.I, -2);
}

TEST(Endian, IntegersOfAnySize) {
  for (ByteOrder Order : {ByteOrder::Little, ByteOrder::Big})
    for (unsigned Size : {1u, 2u, 4u, 8u})
      for (int64_t Value : {-1, 0, 1, 127, -128}) {
        uint8_t Bytes[9] = {};
        Bytes[Size] = 0xee;
        storeInteger(Bytes, static_cast<uint64_t>(Value), Size, Order);
        EXPECT_EQ(Bytes[Size], 0xee);
        EXPECT_EQ(static_cast<int64_t>(loadInteger(Bytes, Size, true, Order)),
                  Value);
        uint64_t Mask = ~uint64_t(0) >> (64 - 8 * Size);
        EXPECT_EQ(loadInteger(Bytes, Size, false, Order),
                  static_cast<uint64_t>(Value) & Mask);
      }
}
