//===- AddressIndexTest.cpp - which block an old address means ------------===//
#include "SampleImage.h"
#include "ferry/image/AddressIndex.h"

#include <gtest/gtest.h>

using namespace ferry;
using namespace ferry::image;
using ferry::image::test::SampleImage;

namespace {

struct AddressIndexTest : testing::Test {
  SampleImage From{*Abi::find("x86_64")};
  AddressIndex Index;

  void SetUp() override { ASSERT_TRUE(Index.build(From.I).ok()); }

  std::string_view nameAt(uint64_t Address) {
    AddressIndex::Found F = Index.find({Address});
    return F.Ref.Block == None ? std::string_view() : From.I.Blocks[F.Ref.Block].Name;
  }
};

TEST_F(AddressIndexTest, StartMiddleAndEndOfABlock) {
  EXPECT_EQ(nameAt(0x10000000), "head");
  EXPECT_EQ(nameAt(0x10000007), "head");
  EXPECT_EQ(nameAt(0x10000008), "head");
  EXPECT_EQ(Index.find({0x10000008}).Offset, 8u);
  EXPECT_EQ(nameAt(0x10000009), "");
  EXPECT_EQ(nameAt(0x0fffffff), "");
  EXPECT_EQ(nameAt(0), "");
  EXPECT_EQ(nameAt(~uint64_t(0)), "");
}

TEST_F(AddressIndexTest, AnEndThatStartsTheNextMeansTheNext) {
  EXPECT_EQ(nameAt(0x10000000 + 79), "squares");
  EXPECT_EQ(nameAt(0x10000000 + 80), "word");
}

TEST_F(AddressIndexTest, ThePointerRecordDecides) {
  const PointerTarget &P = From.I.Pointers[0];
  AddressIndex::Found F = Index.findPointer({0x10000000 + 80}, P.Place);
  EXPECT_EQ(From.I.Blocks[F.Ref.Block].Name, "squares");
  EXPECT_EQ(F.Offset, 16u);
  // Beyond the end it means nothing, whoever says so.
  EXPECT_FALSE(Index.findPointer({0x10000000 + 81}, P.Place).Ref.valid());
  EXPECT_FALSE(Index.findPointer({0x10000000 + 63}, P.Place).Ref.valid());
  // Other pointers of that value are not affected.
  F = Index.findPointer({0x10000000 + 80}, P.Place + 1);
  EXPECT_EQ(From.I.Blocks[F.Ref.Block].Name, "word");
}

TEST_F(AddressIndexTest, OnlyLiveCellsOfARunAreBlocks) {
  const image::Run &Nodes = From.I.Runs[0];
  for (uint64_t Cell = 0; Cell < Nodes.Cells; ++Cell) {
    AddressIndex::Found F = Index.find(Nodes.Address + Cell * Nodes.Stride + 1);
    ASSERT_EQ(F.Ref.valid(), Cell == 1 || Cell == 63 || Cell == 65) << Cell;
    if (F.Ref.valid()) {
      EXPECT_EQ(F.Ref.Cell, Cell);
      EXPECT_EQ(F.Offset, 1u);
    }
  }
}

TEST_F(AddressIndexTest, TheEndOfAnObjectThatFillsItsCell) {
  const image::Run &Nodes = From.I.Runs[0];
  // Cell 2 is dead, so its start can only be the end of cell 1.
  AddressIndex::Found F = Index.find(Nodes.Address + 2 * Nodes.Stride);
  ASSERT_TRUE(F.Ref.valid());
  EXPECT_EQ(F.Ref.Cell, 1u);
  EXPECT_EQ(F.Offset, Nodes.Stride);
  EXPECT_FALSE(Index.find(Nodes.Address + 3 * Nodes.Stride).Ref.valid());
  // The last cell is dead too.
  EXPECT_FALSE(Index.find(Nodes.Address + 70 * Nodes.Stride).Ref.valid());
}

TEST_F(AddressIndexTest, ObjectsEndWhereTheirOwnSizeSays) {
  const image::Run &Texts = From.I.Runs[1];
  auto At = [&](uint64_t Offset) { return Index.find(Texts.Address + Offset); };
  EXPECT_TRUE(At(4).Ref.valid());
  EXPECT_FALSE(At(5).Ref.valid());
  EXPECT_EQ(At(16 + 7).Ref.Cell, 1u);
  EXPECT_FALSE(At(16 + 8).Ref.valid());
  EXPECT_FALSE(At(32).Ref.valid());
  EXPECT_EQ(At(64).Ref.Cell, 3u);
  EXPECT_EQ(At(64).Offset, 16u);
  EXPECT_FALSE(At(65).Ref.valid());
}

TEST_F(AddressIndexTest, NumbersAreDenseAndGoBothWays) {
  ASSERT_EQ(Index.blockCount(), From.I.Blocks.size() + 3 + 3);
  for (uint64_t N = 0; N < Index.blockCount(); ++N) {
    BlockView V = Index.view(Index.at(N));
    EXPECT_EQ(Index.at(N).Number, N);
    EXPECT_EQ(Index.find(V.Address).Ref.Number, N);
  }
}

TEST_F(AddressIndexTest, ARunThatStartsDeadBehindABlock) {
  image::Run R = From.I.Runs[0];
  R.Address = {0x10000008}; // behind `head`
  R.Stride = R.Size = 8;
  R.Cells = 2;
  R.Live = {2};
  From.I.Runs.push_back(R);
  ASSERT_TRUE(Index.build(From.I).ok());
  EXPECT_EQ(nameAt(0x10000008), "head");
  EXPECT_EQ(Index.find({0x10000010}).Ref.Run, 2u);
}

TEST_F(AddressIndexTest, OverlapIsAnError) {
  Block B = From.I.Blocks[0];
  B.Address = B.Address + 4;
  From.I.Blocks.push_back(B);
  Status S = Index.build(From.I);
  EXPECT_EQ(S.text(), "two blocks overlap at 0x10000004");
}

TEST_F(AddressIndexTest, WrapAroundIsAnError) {
  Block B = From.I.Blocks[0];
  B.Address = {~uint64_t(0) - 3};
  From.I.Blocks.push_back(B);
  EXPECT_FALSE(Index.build(From.I).ok());
  From.I.Blocks.pop_back();
  From.I.Runs[0].Cells = ~uint64_t(0) / 2;
  EXPECT_FALSE(Index.build(From.I).ok());
}

} // namespace
