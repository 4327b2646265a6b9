// One state has one digest on every ABI; another value or shape has another.
#include "ferry/typeinfo/Digest.h"
#include "Layouts.h"
#include <algorithm>
#include <gtest/gtest.h>
#include <set>

using namespace ferry;
using namespace ferry::test;

namespace {

/// A little heap as an image of one ABI: a ring of nodes and two statics.
/// Addresses, order of blocks and gaps come from the seed.
struct Heap final : DigestSource {
  struct Block {
    TypeId Type;
    uint64_t Count, Address = 0;
    Values In;
    std::vector<uint8_t> Bytes;
  };

  Heap(const Abi &A, uint64_t Seed) : B(A), Random(Seed) {
    Node = B.declare("struct node");
    Text = B.character();
    B.structure("struct node",
                {{"tag", Text},
                 {"value", B.doubleType()},
                 {"next", B.pointerTo(Node)},
                 {"count", B.longType()},
                 {"inner", B.pointerTo(B.longType())},
                 {"call", B.functionPointer()},
                 {"flag", B.boolean()},
                 {"colour", B.enumOf("enum colour", B.intType())},
                 {"name", B.pointerTo(Text)}});
    Head = B.pointerTo(Node);
  }

  size_t add(TypeId T, uint64_t Count, Values In) {
    Blocks.push_back({T, Count, 0, std::move(In), {}});
    return Blocks.size() - 1;
  }
  /// Where the blocks stand; before pointers can be written.
  void place() {
    std::vector<size_t> Order(Blocks.size());
    for (size_t I = 0; I < Order.size(); ++I)
      Order[I] = I;
    std::shuffle(Order.begin(), Order.end(), Random);
    uint64_t At = 0x10000;
    for (size_t I : Order) {
      At += 16 + Random() % 100 * 16;
      Blocks[I].Address = At;
      At += B.Table[Blocks[I].Type].Size * Blocks[I].Count;
    }
  }
  void write() {
    for (Block &Each : Blocks)
      Each.Bytes = encode(B.Table, Each.Type, Each.Count, Each.In);
  }
  uint64_t at(size_t Block, uint64_t Offset = 0) const {
    return Blocks[Block].Address + Offset;
  }

  DigestTarget resolve(uint64_t Address, const Type &Pointer,
                       const void *) override {
    if (Pointer.K == Kind::FunctionPointer)
      return {DigestTarget::Function, {}, 0, Address == 0x770000 ? "work" : "rest"};
    for (size_t I = 0; I < Blocks.size(); ++I) {
      uint64_t Size = B.Table[Blocks[I].Type].Size * Blocks[I].Count;
      if (Address >= Blocks[I].Address && Address - Blocks[I].Address <= Size)
        return {
            DigestTarget::Block, BlockId{I}, Address - Blocks[I].Address, {}};
    }
    return {DigestTarget::Dangling, {}, 0, {}};
  }
  DigestBlock block(BlockId Id) override {
    const Block &Each = Blocks[static_cast<size_t>(Id)];
    return {Each.Type, Each.Count, Each.Bytes.data()};
  }

  LayoutBuilder B;
  std::mt19937_64 Random;
  TypeId Node, Text, Head;
  std::vector<Block> Blocks;
};

enum Change {
  Nothing,
  Value,
  Count,
  Negative,
  Flag,
  Target,
  EndOfText,
  Function,
  Dangling,
  Null,
  Tag,
  TextByte,
  Length,
  Colour,
  Name,
  Twice
};

std::string digestOf(const Abi &A, uint64_t Seed, Change What) {
  Heap H(A, Seed);
  uint64_t Nodes = What == Length ? 6 : 5;
  size_t Head = H.add(H.Head, 1, {});
  size_t Numbers =
      H.add(H.B.Table.find("long"), 3,
            {1, ~uint64_t(0), What == Negative ? 6u : ~uint64_t(6)});
  size_t Name = H.add(H.Text, 4, {'a', 'b', What == TextByte ? 100u : 99u, 0});
  size_t First = H.Blocks.size();
  for (uint64_t I = 0; I < Nodes; ++I)
    H.add(H.Node, 1, {});
  H.add(H.Node, 1, Values(9, 1)); // leaked: no part of the state
  H.place();
  H.Blocks[Head].In = {H.at(First)};
  const Type &NodeType = H.B.Table[H.Node];
  uint64_t CountAt = NodeType.Fields[3].Offset;
  for (uint64_t I = 0; I < Nodes; ++I) {
    uint64_t Next = I + 1 < Nodes ? H.at(First + I + 1) : H.at(First);
    uint64_t Inner = H.at(First + (I + 2) % Nodes, CountAt);
    if (I == 3)
      Inner = H.at(Numbers, 3 * H.B.Table[H.B.Table.find("long")].Size);
    if (I == 2 && What == Target)
      Inner = H.at(Numbers);
    if (I == 1 && What == Dangling)
      Inner = 5;
    if (I == 1 && What == Null)
      Inner = 0;
    uint64_t Tag = What == ::Tag && I == 4 ? 0xe4 : 0xe5;
    H.Blocks[First + I].In = {
        Tag,
        What == Value && I == 4 ? 0x4008000000000001u : 0x4008000000000000u,
        Next,
        What == Count && I == 0 ? 8u : 7u,
        Inner,
        I % 2 ? 0u : (What == Function ? 0x780000u : 0x770000u),
        What == Flag ? 1u : 0u,
        What == Colour ? 1u : uint64_t(-3),
        H.at(Name, What == EndOfText && I == 0 ? 4 : I % 3)};
  }
  H.write();
  Digest D(H.B.Table, H);
  D.addRoot(What == ::Name ? "other" : "head", BlockId{Head});
  if (What == Twice)
    D.addRoot("numbers", BlockId{Numbers});
  return D.finish().text();
}

} // namespace

TEST(Digest, IsTheSameOnEveryAbiAtEveryAddress) {
  std::string Expected = digestOf(*Abi::find("x86_64"), 1, Nothing);
  EXPECT_EQ(Expected.size(), 32u);
  for (const Abi &A : allAbis())
    for (uint64_t Seed : {1, 2, 3})
      EXPECT_EQ(digestOf(A, Seed, Nothing), Expected) << A.name();
}

// The number is XXH3_128bits over the encoding of Digest.h, put together by
// hand:
//   R "one"  B 1  -2  P 0 1 0  1.5f
// It stands in images and changes only with the version of the format.
TEST(Digest, IsWhatTheFormatSays) {
  for (const Abi &A : allAbis()) {
    Heap H(A, 3);
    TypeId Pair = H.B.declare("struct pair");
    H.B.structure("struct pair", {{"n", H.B.longType()},
                                  {"self", H.B.pointerTo(TypeId::None)},
                                  {"f", H.B.floatType()}});
    size_t One = H.add(Pair, 1, {});
    H.place();
    H.Blocks[One].In = {
        uint64_t(-2), H.at(One, H.B.Table[Pair].Fields[1].Offset), 0x3fc00000};
    H.write();
    Digest D(H.B.Table, H);
    D.addRoot("one", BlockId{One});
    EXPECT_EQ(D.finish().text(), "8c43577789675871ce493641709bf2f0")
        << A.name();
  }
}

TEST(Digest, SeesEveryDifference) {
  std::set<std::string> Seen;
  for (int What = Nothing; What <= Twice; ++What)
    for (const char *A : {"x86_64", "m68k"}) {
      std::string Text = digestOf(*Abi::find(A), 4, Change(What));
      EXPECT_EQ(Seen.insert(Text).second, std::string(A) == "x86_64") << What;
    }
}

// An enum is wider where -fshort-enums is not in force: the same values.
TEST(Digest, IntegersCountByValue) {
  std::set<std::string> Seen;
  for (uint64_t Size : {1, 2, 4, 8}) {
    Heap H(*Abi::find("s390x"), 1);
    TypeId Integer = H.B.signedOf("integer", Size);
    TypeId E = H.B.enumOf("enum e", Integer);
    H.add(H.B.structure("struct s", {{"i", Integer}, {"e", E}}), 1,
          {uint64_t(-3), uint64_t(-7)});
    H.place();
    H.write();
    Digest D(H.B.Table, H);
    D.addRoot("s", BlockId{0});
    Seen.insert(D.finish().text());
  }
  EXPECT_EQ(Seen.size(), 1u);
}

// Values of more than one buffer, hashed whole or one by one.
TEST(Digest, LargeBlocks) {
  std::set<std::string> Seen;
  for (const Abi &A : allAbis()) {
    Heap H(A, 1);
    TypeId Mixed =
        H.B.structure("struct mixed", {{"d", H.B.doubleType()},
                                       {"t", H.B.array(H.Text, 5000)},
                                       {"i", H.B.array(H.B.intType(), 700)}});
    TypeId Two = H.B.array(Mixed, 2);
    Values In;
    for (uint64_t I = 0; I < 2 * (1 + 5000 + 700); ++I)
      In.push_back(I * 7 & 0x7f);
    H.add(Two, 1, In);
    H.place();
    H.write();
    Digest D(H.B.Table, H);
    D.addRoot("large", BlockId{0});
    Seen.insert(D.finish().text());
  }
  EXPECT_EQ(Seen.size(), 1u);
}
