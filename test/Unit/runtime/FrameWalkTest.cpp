// Walking a side stack that somebody spoiled ends in a sentence, never in a wrong
// list of frames.
#include "frames/FrameWalk.h"
#include "gtest/gtest.h"

using namespace ferry;

namespace {

extern const __ferry_function Main, Step, Leaf;
const __ferry_site MainSites[] = {
    {&Main, 1, 10, __ferry_site_poll, nullptr, nullptr, 0},
    {&Main, 2, 11, __ferry_site_call, "step", nullptr, 0}};
const __ferry_site StepSites[] = {
    {&Step, 1, 20, __ferry_site_indirect, "int(int)", nullptr, 0}};
const __ferry_site LeafSites[] = {
    {&Leaf, 1, 30, __ferry_site_poll, nullptr, nullptr, 0}};
const __ferry_function Main = {"main", "a.c", 1, 32, nullptr, 0, MainSites, 2, nullptr, "int()"};
const __ferry_function Step = {"step", "a.c", 2, 16, nullptr, 0, StepSites, 1, nullptr, "int(int)"};
const __ferry_function Leaf = {"leaf", "a.c", 3, 48, nullptr, 0, LeafSites, 1, nullptr, "int(int)"};

struct FrameWalkTest : testing::Test {
  alignas(16) char Stack[256] = {};
  std::vector<frames::Frame> Frames;
  Failure Why;

  void put(size_t Offset, const __ferry_site *Site) {
    reinterpret_cast<__ferry_record *>(Stack + Offset)->site = Site;
  }
  bool walk(size_t End) { return frames::walk(Stack, Stack + End, Frames, Why); }
};

TEST_F(FrameWalkTest, FindsEveryFrame) {
  put(0, &MainSites[1]);
  put(32, &StepSites[0]);
  put(48, &LeafSites[0]);
  ASSERT_TRUE(walk(96)) << Why.text();
  ASSERT_EQ(Frames.size(), 3u);
  EXPECT_EQ(Frames[1].Function, &Step);
  EXPECT_EQ(Frames[2].Record, Stack + 48);
}

TEST_F(FrameWalkTest, ACalleeMustBeTheOneThatIsCalled) {
  put(0, &MainSites[1]);
  put(32, &LeafSites[0]);
  EXPECT_FALSE(walk(80));
  EXPECT_EQ(Why.text(), "frame 0 main: its line 11 calls 'step', not 'leaf'");
}

TEST_F(FrameWalkTest, APollCallsNothing) {
  put(0, &MainSites[0]);
  put(32, &StepSites[0]);
  EXPECT_FALSE(walk(48));
  EXPECT_EQ(Why.text(), "frame 0 main: its line 10 calls nothing");
}

TEST_F(FrameWalkTest, AnIndirectCalleeMustBeOfTheType) {
  put(0, &MainSites[1]);
  put(32, &StepSites[0]);
  put(48, &MainSites[0]);
  EXPECT_FALSE(walk(80));
  EXPECT_EQ(Why.text(), "frame 1 step: its line 20 calls a function of type "
                        "'int(int)', and 'main' is of type 'int()'");
}

TEST_F(FrameWalkTest, RecordsEndAtThePoll) {
  put(0, &MainSites[1]);
  put(32, &StepSites[0]);
  put(48, &LeafSites[0]);
  EXPECT_FALSE(walk(80));
  EXPECT_EQ(Why.Message, "the frame records do not end at the poll");
  Frames.clear();
  EXPECT_FALSE(walk(0));
}

TEST_F(FrameWalkTest, ARecordWithoutSite) {
  put(0, &MainSites[1]);
  EXPECT_FALSE(walk(48));
  EXPECT_EQ(Why.Path, "frame 0 main");
}

} // namespace
