// What plans make of memory, between all ABIs of Abis.def.
#include "Pairs.h"
#include <algorithm>

using namespace ferry;
using namespace ferry::test;

namespace {

/// Something of everything.
TypeId makeMixed(LayoutBuilder &B) {
  TypeId Cell = B.structure("struct cell", {{"tag", B.character()},
                                            {"weight", B.doubleType()},
                                            {"count", B.longType()}});
  TypeId Node = B.declare("struct mixed");
  return B.structure(
      "struct mixed",
      {{"name", B.array(B.character(), 5)},
       {"s", B.signedOf("short", 2)},
       {"next", B.pointerTo(Node)},
       {"handler", B.functionPointer()},
       {"flag", B.boolean()},
       {"cells", B.array(Cell, 4)},
       {"colour", B.enumOf("enum colour", B.unsignedOf("unsigned", 4))},
       {"size", B.unsignedLong()},
       {"wide", B.array(B.wchar(), 3)},
       {"f", B.floatType()},
       {"grid", B.array(B.array(B.longLong(), 2), 3)},
       {"last", B.signedOf("signed char", 1)}});
}

void expectConverted(const Abi &A, const Abi &Z,
                     TypeId (*Make)(LayoutBuilder &), uint64_t Count,
                     uint64_t Seed) {
  SCOPED_TRACE(std::string(A.name()) + " to " + std::string(Z.name()) +
               ", count " + std::to_string(Count));
  Pair P(A, Z);
  const Plan *There = P.plan(Make);
  ASSERT_NE(There, nullptr) << P.Why.text();
  std::mt19937_64 Random(Seed);
  Values Old = randomValues(P.From.Table, P.FromType, P.To.Table, P.ToType,
                            Count, Random);
  Values New = Old;
  std::vector<uint8_t> From = encode(P.From.Table, P.FromType, Count, Old);
  struct Identity final : PointerTranslator {
    size_t translate(const PointerUse &, const uint64_t *Old, uint64_t *New,
                     size_t Count, Failure &) override {
      std::copy(Old, Old + Count, New);
      return Count;
    }
  } Same;
  Conversion How;
  How.Pointers = &Same;
  std::vector<uint8_t> To(There->toSize() * Count + 1, 0xcd);
  ASSERT_TRUE(There->run(From.data(), To.data(), Count, How, P.Why))
      << P.Why.text();
  EXPECT_EQ(To.back(), 0xcd);
  To.pop_back();
  EXPECT_EQ(To, encode(P.To.Table, P.ToType, Count, New)) << There->describe();
  EXPECT_FALSE(How.Counts.lossy());
}

} // namespace

// Every ABI to every other, through more than one chunk.
TEST(Plan, ConvertsBetweenAllAbis) {
  uint64_t Seed = 1;
  for (const Abi &A : allAbis())
    for (const Abi &Z : allAbis())
      for (uint64_t Count : {1, 3, 700})
        expectConverted(A, Z, makeMixed, Count, Seed++);
}

TEST(Plan, ConvertsListNodesAndBodies) {
  for (const Abi &A : allAbis())
    for (const Abi &Z : allAbis()) {
      expectConverted(A, Z, makeNode, 1000, 7);
      expectConverted(A, Z, makeBody, 1000, 8);
    }
}

TEST(Plan, SwapsContiguousArraysOfAnyLength) {
  auto Short = [](LayoutBuilder &B) { return B.signedOf("short", 2); };
  auto Int = [](LayoutBuilder &B) { return B.intType(); };
  auto Double = [](LayoutBuilder &B) { return B.doubleType(); };
  for (uint64_t Count = 0; Count < 150; ++Count) {
    expectConverted(Abi::native(), Abi::native().reversed(), Short, Count, 1);
    expectConverted(Abi::native().reversed(), Abi::native(), Int, Count, 2);
    expectConverted(Abi::native().reversed(), Abi::native(), Double, Count, 3);
  }
}

TEST(Plan, WorksInPlace) {
  Pair P(Abi::native().reversed(), Abi::native());
  const Plan *Found = P.plan(makeMixed);
  ASSERT_TRUE(Found->inPlace());
  constexpr uint64_t Count = 333;
  std::mt19937_64 Random(5);
  Values Old = randomValues(P.From.Table, P.FromType, P.To.Table, P.ToType,
                            Count, Random);
  std::vector<uint8_t> Memory = encode(P.From.Table, P.FromType, Count, Old);
  std::vector<uint8_t> Other(Memory.size());
  ScramblingTranslator Pointers;
  Conversion How;
  How.Pointers = &Pointers;
  ASSERT_TRUE(Found->run(Memory.data(), Other.data(), Count, How, P.Why));
  ASSERT_TRUE(Found->run(Memory.data(), Memory.data(), Count, How, P.Why));
  EXPECT_EQ(Memory, Other);
}

TEST(Plan, WorksOnUnalignedMemory) {
  Pair P(Abi::native().reversed(), Abi::native());
  const Plan *Found = P.plan(makeMixed);
  std::mt19937_64 Random(6);
  Values Old =
      randomValues(P.From.Table, P.FromType, P.To.Table, P.ToType, 9, Random);
  std::vector<uint8_t> From = encode(P.From.Table, P.FromType, 9, Old);
  From.insert(From.begin(), 0xee);
  std::vector<uint8_t> To(Found->toSize() * 9 + 3), Expected(To.size() - 3);
  ScramblingTranslator Pointers;
  Conversion How;
  How.Pointers = &Pointers;
  ASSERT_TRUE(Found->run(From.data() + 1, To.data() + 3, 9, How, P.Why));
  std::vector<uint8_t> Aligned(From.begin() + 1, From.end());
  ASSERT_TRUE(Found->run(Aligned.data(), Expected.data(), 9, How, P.Why));
  EXPECT_TRUE(std::equal(Expected.begin(), Expected.end(), To.begin() + 3));
}

TEST(Plan, FloatsKeepTheirBits) {
  auto Make = [](LayoutBuilder &B) {
    return B.structure("s", {{"f", B.floatType()}, {"d", B.doubleType()}});
  };
  const uint64_t Patterns[] = {0x7ff0000000000001, 0x7ff8000000000000,
                               0xfff7ffffffffffff, 0x0000000000000001,
                               0x8000000000000000};
  for (uint64_t Bits : Patterns) {
    Pair P("m68k", "x86_64");
    const Plan *Found = P.plan(Make);
    Values In{Bits >> 32, Bits};
    std::vector<uint8_t> From = encode(P.From.Table, P.FromType, 1, In);
    std::vector<uint8_t> To(16);
    Conversion How;
    ASSERT_TRUE(Found->run(From.data(), To.data(), 1, How, P.Why));
    EXPECT_EQ(To, encode(P.To.Table, P.ToType, 1, In));
  }
}

TEST(Plan, ABlockLargerThanTheAddressSpaceIsRefused) {
  Pair P("x86_64", "s390x");
  const Plan *Found = P.plan(makeNode);
  uint8_t None[1] = {};
  Conversion How;
  EXPECT_FALSE(Found->run(None, None, ~uint64_t(0) / 2, How, P.Why));
}

// A run of values that fills the element on one side and leaves padding on the
// other (an empty array of something strictly aligned makes such structs).
TEST(Plan, ARunMayLeavePaddingOnOneSide) {
  auto Make = [](LayoutBuilder &B, uint64_t Size) {
    TypeId Long = B.longType();
    uint64_t Step = B.Table[Long].Size;
    TypeId Id = B.declare("struct s");
    B.Table.complete(
        Id, {"",
             Kind::Struct,
             Size,
             16,
             TypeId::None,
             0,
             {{"a", Long, 0}, {"b", Long, Step}, {"c", Long, 2 * Step}}});
    return Id;
  };
  struct {
    const char *From, *To;
    uint64_t FromSize, ToSize;
  } Cases[] = {{"s390x", "x86_64", 24, 32},   {"s390x", "x86_64", 32, 24},
               {"x86_64", "riscv64", 24, 32}, {"x86_64", "riscv64", 32, 24},
               {"m68k", "x86_64", 12, 32},    {"x86_64", "m68k", 24, 16}};
  for (auto &C : Cases)
    for (uint64_t Count : {1, 2, 500}) {
      LayoutBuilder From(*Abi::find(C.From)), To(*Abi::find(C.To));
      TypeId F = Make(From, C.FromSize), T = Make(To, C.ToSize);
      PlanCache Plans(From.Table, To.Table);
      Failure Why;
      const Plan *P = Plans.get(F, T, Why);
      ASSERT_NE(P, nullptr) << Why.text();
      EXPECT_FALSE(P->inPlace());
      Values In;
      for (uint64_t I = 0; I < 3 * Count; ++I)
        In.push_back(I + 1);
      std::vector<uint8_t> Bytes = encode(From.Table, F, Count, In);
      std::vector<uint8_t> Out(C.ToSize * Count, 0xee);
      Conversion How;
      ASSERT_TRUE(P->run(Bytes.data(), Out.data(), Count, How, Why));
      EXPECT_EQ(Out, encode(To.Table, T, Count, In)) << P->describe();
    }
}

// Cells of a heap: room behind each element, which a plan leaves alone.
TEST(Plan, ConvertsCellsThatStandApart) {
  constexpr uint64_t Count = 300;
  constexpr size_t Gap = 24;
  for (const Abi &A : {*Abi::find("s390x"), *Abi::find("i686"),
                       *Abi::find("x86_64"), *Abi::find("m68k")}) {
    for (auto *Make : {makeMixed, makeNode, makeBody}) {
      Pair P(A, *Abi::find("x86_64"));
      const Plan *Found = P.plan(Make);
      ASSERT_NE(Found, nullptr) << P.Why.text();
      std::mt19937_64 Random(9);
      Values In = randomValues(P.From.Table, P.FromType, P.To.Table, P.ToType,
                               Count, Random);
      std::vector<uint8_t> Packed = encode(P.From.Table, P.FromType, Count, In);
      size_t FromSize = Found->fromSize(), ToSize = Found->toSize();
      std::vector<uint8_t> From(Count * (FromSize + Gap), 0x11);
      for (size_t I = 0; I < Count; ++I)
        std::copy_n(Packed.begin() + I * FromSize, FromSize,
                    From.begin() + I * (FromSize + Gap));
      ScramblingTranslator Pointers;
      Conversion How;
      How.Pointers = &Pointers;
      std::vector<uint8_t> Expected(Count * ToSize);
      ASSERT_TRUE(
          Found->run(Packed.data(), Expected.data(), Count, How, P.Why));
      std::vector<uint8_t> To(Count * (ToSize + 2 * Gap), 0x22);
      ASSERT_TRUE(Found->runCells(From.data(), FromSize + Gap, To.data(),
                                  ToSize + 2 * Gap, Count, How, P.Why));
      for (size_t I = 0; I < Count; ++I) {
        auto Cell = To.begin() + I * (ToSize + 2 * Gap);
        ASSERT_TRUE(
            std::equal(Cell, Cell + ToSize, Expected.begin() + I * ToSize))
            << I << "\n"
            << Found->describe();
        ASSERT_TRUE(std::all_of(Cell + ToSize, Cell + ToSize + 2 * Gap,
                                [](uint8_t Byte) { return Byte == 0x22; }));
      }
    }
  }
}

TEST(Plan, FailureInACellNamesTheCell) {
  Pair P("x86_64", "i686");
  const Plan *Found = P.plan([](LayoutBuilder &B) {
    return B.structure("s", {{"i", B.intType()}, {"l", B.longType()}});
  });
  constexpr size_t Stride = 40;
  std::vector<uint8_t> From(10 * Stride), To(10 * Stride);
  From[7 * Stride + 8 + 4] = 1; // little-endian: 2^32
  Conversion How;
  EXPECT_FALSE(Found->runCells(From.data(), Stride, To.data(), Stride, 10, How,
                               P.Why, 100));
  EXPECT_EQ(P.Why.text(),
            "[107].l: 4294967296 does not fit a 4-byte signed integer");
}
