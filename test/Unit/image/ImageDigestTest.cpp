//===- ImageDigestTest.cpp - the same state has the same number -----------===//
#include "SampleImage.h"
#include "ferry/image/ImageDigest.h"
#include "ferry/typeinfo/Endian.h"

#include <gtest/gtest.h>

using namespace ferry;
using namespace ferry::image;
using ferry::image::test::SampleImage;

namespace {

std::string digest(const Image &I) {
  AddressIndex Index;
  EXPECT_TRUE(Index.build(I).ok());
  return digestOf(I, Index).text();
}

std::byte *writable(const std::byte *Bytes) {
  return const_cast<std::byte *>(Bytes);
}

TEST(ImageDigest, SameOnEveryAbiAndAtOtherAddresses) {
  SampleImage First(*Abi::find("x86_64"));
  std::string Wanted = digest(First.I);
  for (const NamedAbi &Known : KnownAbis)
    for (uint64_t Shift : {0, 0x123000}) {
      SampleImage Other(Known.Value, Shift);
      EXPECT_EQ(digest(Other.I), Wanted) << Known.Name << " " << Shift;
    }
}

TEST(ImageDigest, HeapLayoutIsNoPartOfIt) {
  SampleImage A(Abi::native()), B(Abi::native());
  // The same nodes, each in a run of its own.
  image::Run Slab = B.I.Runs[0];
  B.I.Runs.erase(B.I.Runs.begin());
  for (uint64_t Cell = 0; Cell < Slab.Cells; ++Cell)
    if (Slab.isLive(Cell)) {
      image::Run One = Slab;
      One.Live.clear();
      One.Cells = 1;
      One.Address = Slab.Address + Cell * Slab.Stride;
      One.Bytes = Slab.Bytes + Cell * Slab.Stride;
      B.I.Runs.push_back(One);
    }
  EXPECT_EQ(digest(A.I), digest(B.I));
}

TEST(ImageDigest, WhereJumpBuffersLead) {
  std::string Wanted, None = digest(SampleImage(Abi::native()).I);
  for (const char *Name : {"x86_64", "i686", "s390x"}) {
    SampleImage A(*Abi::find(Name), 0x4000);
    A.addJumpBuffers();
    std::string Found = digest(A.I);
    EXPECT_NE(Found, None);
    if (Wanted.empty())
      Wanted = Found;
    EXPECT_EQ(Found, Wanted) << Name;
    // Another one is set, or another setjmp is meant.
    for (size_t Byte : {8, 20}) {
      *writable(A.I.Resources.back().Bytes + Byte) ^= std::byte(Byte == 8 ? 1 : 7);
      EXPECT_NE(digest(A.I), Wanted);
      *writable(A.I.Resources.back().Bytes + Byte) ^= std::byte(Byte == 8 ? 1 : 7);
    }
    // Another signal is blocked.
    *writable(A.I.Resources[A.I.Resources.size() - 2].Bytes + 5) = std::byte('U');
    EXPECT_NE(digest(A.I), Wanted);
  }
}

TEST(ImageDigest, EveryKindOfChangeShows) {
  SampleImage A(Abi::native());
  std::string Before = digest(A.I);
  auto Changed = [&](auto Change) {
    SampleImage B(Abi::native());
    Change(B.I);
    return digest(B.I) != Before;
  };
  unsigned Pointer = Abi::native().PointerSize;
  EXPECT_TRUE(Changed([&](Image &I) { // a value local
    *writable(I.Frames[1].Record + 2 * Pointer) ^= std::byte(1);
  }));
  EXPECT_TRUE(Changed([&](Image &I) { // an address local
    *writable(I.Blocks.back().Bytes) ^= std::byte(1);
  }));
  EXPECT_TRUE(Changed([&](Image &I) { // a variable
    *writable(I.Blocks[1].Bytes) ^= std::byte(1);
  }));
  EXPECT_TRUE(Changed([&](Image &I) { // the tag of a node in the heap
    const Type &Node = (*I.Types)[I.Runs[0].Type];
    *writable(I.Runs[0].Bytes + 65 * Node.Size + Node.Fields[2].Offset) ^=
        std::byte(1);
  }));
  EXPECT_TRUE(Changed([&](Image &I) { // where a pointer leads
    storeInteger(writable(I.Blocks[0].Bytes),
                 (I.Runs[0].Address + 63 * I.Runs[0].Stride).Value, Pointer,
                 I.Types->abi().Order);
  }));
  EXPECT_TRUE(Changed([&](Image &I) { // the end of one, the start of the next
    I.Pointers.clear();
  }));
  EXPECT_TRUE(Changed([&](Image &I) { // a function's name
    I.Symbols[0].Name = "other";
  }));
  EXPECT_TRUE(Changed([&](Image &I) { // the position
    I.Functions[1].Sites[0].Number = 9;
  }));
}

TEST(ImageDigest, DeadSlotsAndDeadCellsAreNoPartOfIt) {
  SampleImage A(Abi::native());
  std::string Before = digest(A.I);
  *writable(A.I.Frames[1].Record + 3 * Abi::native().PointerSize) ^= std::byte(1);
  *writable(A.I.Runs[0].Bytes) ^= std::byte(1);
  EXPECT_EQ(digest(A.I), Before);
}

} // namespace
