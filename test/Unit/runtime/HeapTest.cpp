// The typed heap against a model: random programs allocate, grow and free objects
// of several types; what the heap says must be what the model knows.
#include "heap/Heap.h"
#include "gtest/gtest.h"

#include <cstdlib>
#include <cstring>
#include <map>
#include <random>

using namespace ferry::heap;

namespace {

const __ferry_type Char = {__ferry_kind_Char, 0, "char", 1, 1, nullptr, 0, nullptr, nullptr, nullptr, 0};
const __ferry_type Long = {__ferry_kind_Signed, 0, "long", 8, 8, nullptr, 0, nullptr, nullptr, nullptr, 0};
const __ferry_type Node = {__ferry_kind_Struct, 0, "struct node", 24, 8, nullptr, 0, nullptr, nullptr, nullptr, 0};

struct Object {
  size_t Size;
  const __ferry_type *Type;
  unsigned char Mark;
};
using Model = std::map<uintptr_t, Object>;

/// The heap of the process, with all that it holds freed at the end.
class HeapTest : public testing::Test {
protected:
  __ferry_alloc_site Sites[3] = {
      {&Char, "a.c:1", nullptr}, {&Long, "a.c:2", nullptr}, {&Node, "a.c:3", nullptr}};
  Model Objects;

  void add(void *Block, size_t Size, const __ferry_type *Type, unsigned char Mark) {
    ASSERT_NE(Block, nullptr);
    auto Address = reinterpret_cast<uintptr_t>(Block);
    // No block touches another one: not even its end.
    auto After = Objects.lower_bound(Address);
    if (After != Objects.end())
      ASSERT_LT(Address + Size, After->first);
    if (After != Objects.begin())
      ASSERT_GT(Address, std::prev(After)->first + std::prev(After)->second.Size);
    ASSERT_EQ(Address % (Type == &Char ? 16 : 8), 0u);
    std::memset(Block, Mark, Size);
    Objects[Address] = {Size, Type, Mark};
  }
  void drop(uintptr_t Address) {
    auto *Block = reinterpret_cast<unsigned char *>(Address);
    const Object &O = Objects[Address];
    for (size_t I = 0; I < O.Size; ++I)
      ASSERT_EQ(Block[I], O.Mark) << "byte " << I << " of " << O.Size;
    __ferry_free(Block);
    Objects.erase(Address);
  }
  void TearDown() override {
    while (!Objects.empty() && !HasFatalFailure())
      drop(Objects.begin()->first);
  }
};

size_t someSize(std::mt19937 &R, size_t Element) {
  static const size_t Counts[] = {0, 1, 1, 1, 2, 3, 7, 30, 200, 1500, 5000, 40000};
  size_t Count = Counts[R() % 12];
  return (Count ? Count + R() % Count : 0) * Element;
}

TEST_F(HeapTest, AgreesWithTheModel) {
  std::mt19937 R(7);
  // Fewer under an emulator.
  const char *Given = std::getenv("FERRY_TEST_STEPS");
  const int Steps = Given ? std::atoi(Given) : 15000;
  for (int Step = 0; Step < Steps; ++Step) {
    __ferry_alloc_site &Site = Sites[R() % 3];
    auto Mark = static_cast<unsigned char>(Step);
    unsigned What = R() % 8;
    auto Some = Objects.lower_bound(
        TheHeap.base() + (uint64_t(R()) << 16) % (TheHeap.used() + 1));
    if (What < 4 || Some == Objects.end()) {
      size_t Size = someSize(R, Site.type->size);
      void *Block = What == 0 ? __ferry_calloc(Size / Site.type->size, Site.type->size, &Site)
                              : __ferry_malloc(Size, &Site);
      if (What == 0)
        for (size_t I = 0; I < Size; ++I)
          ASSERT_EQ(static_cast<char *>(Block)[I], 0) << "calloc, byte " << I;
      ASSERT_NO_FATAL_FAILURE(add(Block, Size, Site.type, Mark));
    } else if (What == 4) {
      auto [Address, Old] = *Some;
      size_t Size = someSize(R, Site.type->size) + Site.type->size;
      Objects.erase(Some);
      auto *New = static_cast<unsigned char *>(
          __ferry_realloc(reinterpret_cast<void *>(Address), Size, &Site));
      ASSERT_NE(New, nullptr);
      for (size_t I = 0; I < std::min(Size, Old.Size); ++I)
        ASSERT_EQ(New[I], Old.Mark) << "realloc " << Old.Size << " to " << Size;
      ASSERT_NO_FATAL_FAILURE(add(New, Size, Site.type, Mark));
    } else {
      ASSERT_NO_FATAL_FAILURE(drop(Some->first));
    }
    if (Objects.size() > 3000)
      for (int I = 0; I < 1500; ++I)
        ASSERT_NO_FATAL_FAILURE(drop(Objects.begin()->first));
  }

  // Every live cell is an object of the model, with its size and type, and all are
  // found from inside.
  size_t Live = 0;
  TheHeap.forEachSlab([&](const Slab &S) {
    for (uint32_t C = 0; C < S.Cells; ++C) {
      if (!S.isLive(C))
        continue;
      ++Live;
      auto At = Objects.find(S.cellAddress(C));
      ASSERT_NE(At, Objects.end());
      EXPECT_EQ(S.objectSize(C), At->second.Size);
      EXPECT_EQ(S.Owner->Type, At->second.Type);
    }
  });
  EXPECT_EQ(Live, Objects.size());
  for (const auto &[Address, O] : Objects)
    for (size_t Offset : {size_t(0), O.Size / 2, O.Size}) {
      Found F = TheHeap.find(Address + Offset);
      ASSERT_TRUE(F.Live);
      EXPECT_EQ(F.Start, Address);
      EXPECT_EQ(F.Size, O.Size);
    }
}

TEST_F(HeapTest, AReallocWithoutATypeLeavesTheBlockWhatItWas) {
  static const __ferry_type Unknown = {__ferry_kind_Raw, 0, "unknown", 1, 1, nullptr, 0, nullptr, nullptr, nullptr, 0};
  __ferry_alloc_site Site = {&Unknown, "a.c:5", nullptr};
  for (size_t Size : {size_t(48), size_t(2400), size_t(240000)}) {
    void *Block = std::memset(__ferry_malloc(24, &Sites[2]), 7, 24);
    Block = __ferry_realloc(Block, Size, &Site);
    Found F = TheHeap.find(reinterpret_cast<uintptr_t>(Block));
    EXPECT_EQ(F.In->Owner->Type, Sites[2].type);
    EXPECT_EQ(F.Size, Size);
    for (int B = 0; B < 24; ++B)
      ASSERT_EQ(static_cast<char *>(Block)[B], 7);
    __ferry_free(Block);
  }
  void *Block = __ferry_realloc(nullptr, 24, &Site);
  EXPECT_EQ(TheHeap.find(reinterpret_cast<uintptr_t>(Block)).In->Owner->Type, &Unknown);
  // Who says one gives it to what had none.
  Block = __ferry_realloc(Block, 48, &Sites[2]);
  EXPECT_EQ(TheHeap.find(reinterpret_cast<uintptr_t>(Block)).In->Owner->Type, Sites[2].type);
  __ferry_free(Block);
}

TEST_F(HeapTest, WhatIsWantedIsTakenByNobodyElse) {
  EXPECT_EQ(__ferry_take(1, 2, &Sites[0]).site, &Sites[0]);
  __ferry_want(1, 2, &Sites[2], 1);
  __ferry_taken Taken = __ferry_take(1, 2, &Sites[0]);
  EXPECT_EQ(Taken.site, &Sites[2]);
  EXPECT_EQ(Taken.tail, 1);
  EXPECT_EQ(__ferry_take(1, 2, &Sites[0]).site, &Sites[0]) << "twice";
  for (auto [High, Low] : {std::pair(1u, 3u), std::pair(3u, 2u), std::pair(2u, 1u)}) {
    __ferry_want(1, 2, &Sites[2], 1);
    EXPECT_EQ(__ferry_take(High, Low, &Sites[1]).site, &Sites[1]);
    EXPECT_EQ(__ferry_take(1, 2, &Sites[0]).tail, 0) << "what another one left";
  }
  EXPECT_EQ(__ferry_want_behind(~0ull, 1, 2, &Sites[2], 0), ~0ull);
  EXPECT_EQ(__ferry_take(1, 2, &Sites[0]).site, &Sites[2]);
}

TEST_F(HeapTest, DeadCellsAreNotLive) {
  void *Block = __ferry_malloc(24, &Sites[2]);
  auto Address = reinterpret_cast<uintptr_t>(Block);
  EXPECT_TRUE(TheHeap.find(Address).Live);
  __ferry_free(Block);
  EXPECT_FALSE(TheHeap.contains(Address) && TheHeap.find(Address).Live);
  EXPECT_FALSE(TheHeap.contains(reinterpret_cast<uintptr_t>(&Address)));
}

TEST_F(HeapTest, NothingOfAnotherTypeIsSeenInFreshMemory) {
  // Bytes of texts must not become the pointers of a struct that nobody wrote.
  static const __ferry_type Fresh = {__ferry_kind_Struct, 0, "struct fresh", 24, 8, nullptr, 0, nullptr, nullptr, nullptr, 0};
  __ferry_alloc_site Site = {&Fresh, "a.c:4", nullptr};
  std::vector<void *> Texts;
  for (int I = 0; I < 5000; ++I)
    Texts.push_back(std::memset(__ferry_malloc(100, &Sites[0]), 0xaa, 100));
  void *Large = std::memset(__ferry_malloc(300000, &Sites[0]), 0xaa, 300000);
  for (void *T : Texts)
    __ferry_free(T);
  __ferry_free(Large);
  std::vector<unsigned char *> Nodes;
  for (int I = 0; I < 20000; ++I) {
    Nodes.push_back(static_cast<unsigned char *>(__ferry_malloc(24, &Site)));
    for (int B = 0; B < 24; ++B)
      ASSERT_EQ(Nodes.back()[B], 0);
  }
  auto *Many = static_cast<unsigned char *>(__ferry_malloc(24 * 10000, &Site));
  for (int B = 0; B < 24 * 10000; ++B)
    ASSERT_EQ(Many[B], 0);
  for (void *N : Nodes)
    __ferry_free(N);
  __ferry_free(Many);
}

TEST_F(HeapTest, EmptySlabsServeOtherTypes) {
  auto Fill = [&](__ferry_alloc_site &Site, size_t Size) {
    std::vector<void *> Blocks;
    for (int I = 0; I < 30000; ++I)
      Blocks.push_back(__ferry_malloc(Size, &Site));
    for (void *B : Blocks)
      __ferry_free(B);
  };
  Fill(Sites[0], 40);
  size_t Before = TheHeap.used();
  Fill(Sites[2], 24);
  Fill(Sites[1], 8 * 3);
  EXPECT_LE(TheHeap.used(), Before + 4 * UnitSize);
}

TEST_F(HeapTest, SizesThatCannotBeAreRefused) {
  volatile size_t All = ~size_t(0); // the compiler warns of what it can see
  errno = 0;
  EXPECT_EQ(__ferry_malloc(All - 100, &Sites[0]), nullptr);
  EXPECT_EQ(errno, ENOMEM);
  EXPECT_EQ(__ferry_calloc(All / 4, 8, &Sites[1]), nullptr);
  void *Block = __ferry_malloc(100, &Sites[0]);
  EXPECT_EQ(__ferry_realloc(Block, All / 2, &Sites[0]), nullptr);
  __ferry_free(Block); // a failed realloc leaves it
  EXPECT_EQ(__ferry_realloc(__ferry_malloc(8, &Sites[1]), 0, &Sites[1]), nullptr);
}

TEST_F(HeapTest, StrdupIsText) {
  char *Text = __ferry_strdup("hello", &Sites[0]);
  EXPECT_STREQ(Text, "hello");
  EXPECT_EQ(TheHeap.find(reinterpret_cast<uintptr_t>(Text)).Size, 6u);
  __ferry_free(Text);
}

TEST_F(HeapTest, OddBlocksKnowTheirSite) {
  void *Block = __ferry_malloc(30, &Sites[2]);
  Found F = TheHeap.find(reinterpret_cast<uintptr_t>(Block));
  ASSERT_TRUE(F.Live);
  EXPECT_EQ(F.In->Owner->OddSite, &Sites[2]);
  __ferry_free(Block);
}

TEST_F(HeapTest, FreeingTwiceDies) {
  void *Block = __ferry_malloc(24, &Sites[2]);
  __ferry_free(Block);
  EXPECT_DEATH(__ferry_free(Block), "ferry: free.*: this block is free already");
  char *Other = static_cast<char *>(__ferry_malloc(24, &Sites[2]));
  EXPECT_DEATH(__ferry_free(Other + 8), "ferry: free.*: no allocation returned");
  __ferry_free(Other);
}

} // namespace
