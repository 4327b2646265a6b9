// Which values of pointers are numbers, and which.
#include "ferry/typeinfo/PointerNumber.h"
#include "gtest/gtest.h"

using namespace ferry;

TEST(PointerNumberTest, SmallOnesAreNumbers) {
  for (unsigned Size : {4u, 8u}) {
    EXPECT_EQ(pointerNumber(0, Size), 0);
    EXPECT_EQ(pointerNumber(65535, Size), 65535);
    EXPECT_EQ(pointerNumber(65536, Size), std::nullopt);
  }
}

TEST(PointerNumberTest, TheLastOnesAreNegative) {
  EXPECT_EQ(pointerNumber(0xffffffff, 4), -1);
  EXPECT_EQ(pointerNumber(0xfffff000, 4), -4096);
  EXPECT_EQ(pointerNumber(0xffffefff, 4), std::nullopt);
  EXPECT_EQ(pointerNumber(0xffffffff, 8), std::nullopt);
  EXPECT_EQ(pointerNumber(~uint64_t(0), 8), -1);
  EXPECT_EQ(pointerNumber(~uint64_t(0) - 4095, 8), -4096);
  EXPECT_EQ(pointerNumber(~uint64_t(0) - 4096, 8), std::nullopt);
}
