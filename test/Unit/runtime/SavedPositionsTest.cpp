// Which frame and call of setjmp the bytes in a jmp_buf belong to.
#include "frames/SavedPositions.h"
#include "gtest/gtest.h"

#include <cstring>

using namespace ferry;
using namespace ferry::frames;

namespace {

struct SavedPositionsTest : testing::Test {
  SavedPositions Positions;
  const __ferry_site Sites[2] = {
      {nullptr, 1, 10, __ferry_site_setjmp, nullptr, nullptr, 0},
      {nullptr, 2, 11, __ferry_site_setjmp, nullptr, nullptr, 0}};
  alignas(16) char Stack[256] = {};
  jmp_buf Buffers[4] = {};

  /// As a frame at `Offset` does; `Bytes` is what setjmp writes.
  void save(unsigned Buffer, size_t Offset, unsigned Site, char Bytes,
            unsigned Closed = 0) {
    reinterpret_cast<__ferry_record *>(Stack + Offset)->site = &Sites[Site];
    Positions.expect(&Buffers[Buffer], Stack + Offset, Closed);
    std::memset(&Buffers[Buffer], Bytes, sizeof(jmp_buf));
    Positions.note(Closed);
  }
  const SavedPosition *find(unsigned Buffer) {
    return Positions.find(&Buffers[Buffer]);
  }
};

// A handler of a signal that calls setjmp itself, where more is closed.
TEST_F(SavedPositionsTest, AnotherOneMayComeBetween) {
  reinterpret_cast<__ferry_record *>(Stack)->site = &Sites[0];
  Positions.expect(&Buffers[0], Stack, 0);
  save(1, 64, 1, 'h', 1);
  std::memset(&Buffers[0], 'm', sizeof(jmp_buf));
  Positions.note(0);
  ASSERT_TRUE(find(0));
  EXPECT_EQ(find(0)->Record, Stack);
  EXPECT_EQ(find(0)->Closed, 0u);
}

TEST_F(SavedPositionsTest, MarksGoByTheirAddress) {
  EXPECT_FALSE(Positions.findMark(&Buffers[0]));
  Positions.mark(&Buffers[0], 2);
  Positions.mark(&Buffers[1], 0);
  Positions.mark(&Buffers[0], 1);
  ASSERT_TRUE(Positions.findMark(&Buffers[0]));
  EXPECT_EQ(Positions.findMark(&Buffers[0])->Closed, 1u);
  EXPECT_EQ(Positions.findMark(&Buffers[1])->Closed, 0u);
  EXPECT_FALSE(Positions.findMark(&Buffers[2]));
}

TEST_F(SavedPositionsTest, FindsWhatWroteTheBytes) {
  save(0, 0, 0, 'a');
  save(1, 0, 1, 'b');
  save(2, 32, 0, 'c');
  ASSERT_TRUE(find(1));
  EXPECT_EQ(find(1)->Record, Stack);
  EXPECT_EQ(find(1)->Site, &Sites[1]);
  EXPECT_EQ(find(2)->Record, Stack + 32);
  EXPECT_EQ(find(3), nullptr);
}

TEST_F(SavedPositionsTest, ACopyIsAsGood) {
  save(0, 0, 0, 'a');
  std::memcpy(&Buffers[3], &Buffers[0], sizeof(jmp_buf));
  save(0, 32, 1, 'b'); // the same jmp_buf
  ASSERT_TRUE(find(3));
  EXPECT_EQ(find(3)->Record, Stack);
  EXPECT_EQ(find(0)->Record, Stack + 32);
  std::memcpy(&Buffers[0], &Buffers[3], sizeof(jmp_buf));
  EXPECT_EQ(find(0)->Record, Stack);
}

TEST_F(SavedPositionsTest, FramesThatAreGoneAreForgotten) {
  save(0, 0, 0, 'a');
  save(1, 32, 0, 'b');
  save(2, 64, 0, 'c');
  save(3, 32, 1, 'd');
  EXPECT_EQ(find(2), nullptr);
  EXPECT_TRUE(find(1) && find(3));
  EXPECT_EQ(Positions.open().size(), 3u);
  save(3, 0, 1, 'e');
  EXPECT_EQ(find(1), nullptr);
  EXPECT_EQ(Positions.open().size(), 2u);
}

TEST_F(SavedPositionsTest, OneNoteForOneJumpBufferAndCall) {
  for (char Bytes = 'a'; Bytes < 'z'; ++Bytes)
    save(0, 0, 0, Bytes);
  EXPECT_EQ(Positions.open().size(), 1u);
  EXPECT_TRUE(find(0));
}

TEST_F(SavedPositionsTest, WhatForeignCodeCalledStandsApart) {
  save(0, 64, 0, 'a');
  save(1, 0, 0, 'b', 1); // its record is in the scratch area
  save(2, 0, 1, 'c', 2);
  EXPECT_EQ(Positions.open().size(), 1u);
  EXPECT_EQ(find(2)->Closed, 2u);
  save(3, 0, 1, 'd', 1); // the inner one has returned
  EXPECT_EQ(find(2), nullptr);
  EXPECT_TRUE(find(0) && find(1));
  save(3, 64, 1, 'e'); // and so has all foreign code
  EXPECT_EQ(find(1), nullptr);
}

} // namespace
