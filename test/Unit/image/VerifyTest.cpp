//===- VerifyTest.cpp - what makes no sense is never written --------------===//
#include "SampleImage.h"
#include "ferry/image/Writer.h"

#include <gtest/gtest.h>

using namespace ferry;
using namespace ferry::image;
using ferry::image::test::SampleImage;

namespace {

struct NoSink final : Sink {
  size_t Got = 0;
  Status write(const std::byte *, size_t Size) override {
    Got += Size;
    return {};
  }
};

struct VerifyTest : testing::Test {
  SampleImage From{*Abi::find("x86_64")};
  Image &I = From.I;

  void expectRefused(const std::string &Text) {
    NoSink To;
    Status S = writeImage(I, To);
    EXPECT_EQ(S.code(), Code::Refused);
    EXPECT_EQ(S.text(), Text);
    EXPECT_EQ(To.Got, 0u);
  }
};

TEST_F(VerifyTest, TheSampleIsFine) {
  NoSink To;
  EXPECT_TRUE(writeImage(I, To).ok());
}

TEST_F(VerifyTest, NoTypes) {
  I.Types = nullptr;
  expectRefused("types: there are none");
}

TEST_F(VerifyTest, LocalOutsideTheRecord) {
  I.Functions[1].Locals[1].Offset = 25;
  expectRefused(
      "function sample.c:step: local depth: it does not fit into the frame record");
}

TEST_F(VerifyTest, LocalsThatOverlap) {
  // Each fits; together they are larger than the record.
  for (Local &L : I.Functions[1].Locals)
    L = {"n", I.Functions[1].Locals[0].Type, 8, LocalPlace::Value};
  I.Functions[1].RecordSize = 16;
  expectRefused(
      "function sample.c:step: local n: it does not fit into the frame record");
}

TEST_F(VerifyTest, LocalOfUnknownType) {
  I.Functions[1].Locals[1].Type = TypeId(999);
  expectRefused("function sample.c:step: local depth: its type is not known");
}

TEST_F(VerifyTest, LiveListOutOfRange) {
  I.Functions[1].Sites[0].Live = {0, 3};
  expectRefused("function sample.c:step: site 1: its list of live locals is out "
                "of order");
}

TEST_F(VerifyTest, FrameOfUnknownFunction) {
  I.Frames[1].Function = 2;
  expectRefused("frame 1: its function is not known");
}

TEST_F(VerifyTest, FrameAtUnknownSite) {
  I.Frames[1].Site = 1;
  expectRefused("frame 1 sample.c:step: its site is not known");
}

TEST_F(VerifyTest, FrameAtAPollBelowAnother) {
  I.Functions[0].Sites[0].Kind = SiteKind::Poll;
  expectRefused("frame 0 main: it stands at a poll and yet has called another");
}

TEST_F(VerifyTest, FrameAtACallOfSetjmp) {
  I.Functions[1].Sites[0].Kind = SiteKind::Setjmp;
  expectRefused("frame 1 sample.c:step: it stands at a call of setjmp");
}

TEST_F(VerifyTest, SavedPositionsThatLeadNowhere) {
  From.addJumpBuffers();
  Resource &R = I.Resources.back();
  std::byte *Bytes = const_cast<std::byte *>(R.Bytes);
  Bytes[20] = std::byte(2); // a call
  expectRefused("saved positions: one leads to no call of setjmp");
  Bytes[20] = std::byte(4);
  Bytes[16] = std::byte(2);
  expectRefused("saved positions: the frame of one is not there");
  Bytes[16] = std::byte(0);
  R.Size -= 1;
  expectRefused("saved positions: their length is not that of their records");
}

TEST_F(VerifyTest, SavedMasksThatAreNone) {
  From.addJumpBuffers();
  Resource &R = I.Resources[I.Resources.size() - 2];
  R.Size -= 1; // an empty line
  expectRefused("saved positions: there is not one mask of signals for each");
  R.Size += 1;
  std::byte *Bytes = const_cast<std::byte *>(R.Bytes);
  Bytes[5] = std::byte('i');
  expectRefused("saved positions: a mask of signals is none");
  Bytes[5] = std::byte('I');
  Bytes[0] = std::byte('M');
  expectRefused("saved positions: a mask of signals is none");
}

TEST_F(VerifyTest, ThreadsDoNotCoverTheFrames) {
  I.Threads[0].FrameCount = 1;
  expectRefused("frame 1: it belongs to no thread");
  I.Threads[0].FrameCount = 3;
  expectRefused("thread main: its frames are out of order");
}

TEST_F(VerifyTest, AddressLocalWithoutBlock) {
  I.Blocks.pop_back();
  expectRefused("frames: there are locals without a block");
}

TEST_F(VerifyTest, AddressLocalThatStandsElsewhere) {
  I.Blocks.back().Address = I.Blocks.back().Address + 4;
  expectRefused("frame 0 main: local window: its block stands elsewhere");
}

TEST_F(VerifyTest, AddressLocalThatIsDead) {
  I.Functions[0].Sites[0].Live = {0};
  expectRefused("frame 0 main: local window: it has no address that is live");
}

TEST_F(VerifyTest, TwoVariablesOfOneName) {
  I.Blocks[1].Name = "head";
  expectRefused("block 1 head: it has no name of its own");
}

TEST_F(VerifyTest, BlockThatIsNoMultipleOfItsType) {
  I.Blocks[1].Size = 15;
  expectRefused("block 1 squares: its size is no multiple of its type's");
}

TEST_F(VerifyTest, BlockWithoutContents) {
  I.Blocks[1].Bytes = nullptr;
  expectRefused("block 1 squares: it has no contents");
  I.Blocks[1].ReadOnly = true;
  NoSink To;
  EXPECT_TRUE(writeImage(I, To).ok());
}

TEST_F(VerifyTest, OverlappingBlocks) {
  I.Blocks[3].Address = I.Blocks[1].Address + 4;
  expectRefused("two blocks overlap at 0x10000044");
}

TEST_F(VerifyTest, BlockBeyondTheAddressSpaceOfItsAbi) {
  SampleImage Small(*Abi::find("i686"));
  Small.I.Blocks[1].Address = {0xfffffff8};
  NoSink To;
  EXPECT_EQ(writeImage(Small.I, To).text(),
            "block 1 squares: it goes beyond the end of the address space");
}

TEST_F(VerifyTest, LiveMapOfAnotherLength) {
  I.Runs[0].Live.push_back(0);
  expectRefused("run 0 of struct node: its map of live cells has another length");
  I.Runs[0].Live.pop_back();
  I.Runs[0].Live[1] |= 1 << 6; // cell 70 of 70
  expectRefused("run 0 of struct node: its map of live cells has another length");
}

TEST_F(VerifyTest, SizesThatDoNotFit) {
  I.Runs[1].Sizes[1] = 17;
  expectRefused("run 1 of char: an object is larger than its cell");
  I.Runs[1].Sizes.pop_back();
  expectRefused("run 1 of char: there is not one size for each live cell");
}

TEST_F(VerifyTest, PointerToNoBlock) {
  I.Pointers[0].Target = I.Pointers[0].Target + 4;
  expectRefused("pointers: a target is not the start of a block");
}

TEST_F(VerifyTest, PointerOutsideTheData) {
  int Elsewhere = 0;
  I.Pointers[0].Place = reinterpret_cast<const std::byte *>(&Elsewhere);
  expectRefused("pointers: one stands in no block");
}

} // namespace
