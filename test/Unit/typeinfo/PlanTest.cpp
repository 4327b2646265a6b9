// Plans between the ABIs of Abis.def: what is compiled, what it makes of memory.
#include "Layouts.h"
#include <gtest/gtest.h>

using namespace ferry;
using namespace ferry::test;

namespace {

/// A type in two tables.
struct Pair {
  Pair(const char *From, const char *To)
      : From(*Abi::find(From)), To(*Abi::find(To)) {}
  Pair(const Abi &From, const Abi &To) : From(From), To(To) {}

  template <class Make> const Plan *plan(Make M) {
    FromType = M(From);
    ToType = M(To);
    EXPECT_TRUE(From.Table.validate(Why)) << Why.text();
    EXPECT_TRUE(To.Table.validate(Why)) << Why.text();
    Plans = std::make_unique<PlanCache>(From.Table, To.Table);
    return Plans->get(FromType, ToType, Why);
  }

  LayoutBuilder From, To;
  TypeId FromType, ToType;
  std::unique_ptr<PlanCache> Plans;
  Failure Why;
};

TypeId makeNode(LayoutBuilder &B) {
  TypeId Node = B.declare("struct node");
  return B.structure("struct node", {{"next", B.pointerTo(Node)},
                                     {"a", B.intType()},
                                     {"b", B.intType()}});
}

TypeId makeBody(LayoutBuilder &B) {
  return B.structure("struct body", {{"x", B.array(B.doubleType(), 3)},
                                     {"v", B.array(B.doubleType(), 3)},
                                     {"mass", B.doubleType()}});
}

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

void expectConverted(const Abi &A, const Abi &Z, TypeId (*Make)(LayoutBuilder &),
                     uint64_t Count, uint64_t Seed) {
  SCOPED_TRACE(std::string(A.name()) + " to " + std::string(Z.name()) +
               ", count " + std::to_string(Count));
  Pair P(A, Z);
  const Plan *There = P.plan(Make);
  ASSERT_NE(There, nullptr) << P.Why.text();
  std::mt19937_64 Random(Seed);
  Values Old = randomValues(P.From.Table, P.FromType, P.To.Table, P.ToType,
                            Count, Random);
  Values New = Old;
  std::vector<uint8_t> From =
      encode(P.From.Table, P.FromType, Count, Old);
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

TEST(Plan, EqualLayoutsAreOneCopy) {
  Pair P("x86_64", "aarch64");
  const Plan *Body = P.plan(makeBody);
  ASSERT_NE(Body, nullptr);
  EXPECT_TRUE(Body->isCopy());
  EXPECT_TRUE(Body->inPlace());
  EXPECT_EQ(Body->describe(), "copy 0 -> 0  56 bytes\n");
}

TEST(Plan, OneKindOfScalarIsOneRun) {
  Pair P("s390x", "x86_64");
  EXPECT_EQ(P.plan(makeBody)->describe(), "swap8 0 -> 0 x7\n");
  EXPECT_FALSE(P.plan(makeBody)->isCopy());
  EXPECT_TRUE(P.plan(makeBody)->inPlace());
}

TEST(Plan, ListNodes) {
  Pair P("s390x", "x86_64");
  const Plan *Node = P.plan(makeNode);
  EXPECT_EQ(Node->describe(), "pointer 0 -> 0  8 -> 8 bytes\n"
                              "swap4 8 -> 8 x2\n");
  EXPECT_TRUE(Node->hasPointers());
  Pair Q("x86_64", "i686");
  EXPECT_EQ(Q.plan(makeNode)->describe(), "pointer 0 -> 0  8 -> 4 bytes\n"
                                          "copy 8 -> 4  8 bytes\n");
  EXPECT_FALSE(Q.plan(makeNode)->inPlace());
}

// The same machine: pointers still have to be translated.
TEST(Plan, PointersAreNeverCopied) {
  Pair P("x86_64", "x86_64");
  EXPECT_FALSE(P.plan(makeNode)->isCopy());
}

TEST(Plan, HolesAreZeroedOrCopied) {
  auto Make = [](LayoutBuilder &B) {
    return B.structure("struct s", {{"c", B.character()},
                                    {"d", B.doubleType()},
                                    {"e", B.character()}});
  };
  Pair P("i686", "x86_64");
  EXPECT_EQ(P.plan(Make)->describe(), "copy 0 -> 0  1 bytes\n"
                                      "zero 1  7 bytes\n"
                                      "copy 4 -> 8  9 bytes\n"
                                      "zero 17  7 bytes\n");
  Pair Q("x86_64", "riscv64");
  EXPECT_TRUE(Q.plan(Make)->isCopy());
}

TEST(Plan, ACopyGoesOverAHoleThatBothHave) {
  auto Make = [](LayoutBuilder &B) {
    return B.structure("struct s", {{"c", B.character()},
                                    {"i", B.intType()},
                                    {"l", B.longType()}});
  };
  Pair P("x86_64", "i686");
  EXPECT_EQ(P.plan(Make)->describe(), "copy 0 -> 0  8 bytes\n"
                                      "integer s8 -> s4  8 -> 8\n");
}

TEST(Plan, ArraysOfStructsAreLoops) {
  auto Make = [](LayoutBuilder &B) {
    TypeId In = B.structure("struct in",
                            {{"i", B.intType()}, {"d", B.doubleType()}});
    return B.structure("struct out",
                       {{"n", B.longLong()}, {"a", B.array(In, 3)}});
  };
  Pair P("powerpc", "i686");
  EXPECT_EQ(P.plan(Make)->describe(), "swap8 0 -> 0\n"
                                      "loop 8 -> 8  strides 16 -> 12 x3\n"
                                      "  swap4 0 -> 0\n"
                                      "  swap8 8 -> 4\n");
}

TEST(Plan, MatchesFieldsByName) {
  auto There = [](LayoutBuilder &B) {
    return B.structure("struct s", {{"a", B.intType()}, {"b", B.longType()}});
  };
  Pair P("x86_64", "x86_64");
  TypeId F = There(P.From);
  TypeId T = P.To.structure("struct s", {{"b", P.To.longType()},
                                         {"a", P.To.intType()}});
  PlanCache Plans(P.From.Table, P.To.Table);
  const Plan *Moved = Plans.get(F, T, P.Why);
  ASSERT_NE(Moved, nullptr);
  EXPECT_EQ(Moved->describe(), "copy 8 -> 0  8 bytes\n"
                               "copy 0 -> 8  4 bytes\n"
                               "zero 12  4 bytes\n");
  EXPECT_FALSE(Moved->inPlace());
}

TEST(Plan, EqualShapesWithOtherNamesAreNotEqual) {
  Pair P("x86_64", "x86_64");
  TypeId Int = P.From.intType();
  P.To.intType();
  TypeId F = P.From.structure("s", {{"a", Int}, {"b", Int}});
  TypeId T = P.To.structure("s", {{"b", Int}, {"a", Int}});
  PlanCache Plans(P.From.Table, P.To.Table);
  EXPECT_EQ(Plans.get(F, T, P.Why)->describe(), "copy 4 -> 0  4 bytes\n"
                                                "copy 0 -> 4  4 bytes\n");
}

TEST(Plan, EqualSizesAtOtherOffsetsAreNotEqual) {
  Pair P("x86_64", "x86_64");
  auto Make = [](LayoutBuilder &B, uint64_t Offset) {
    TypeId Char = B.character(), Short = B.signedOf("short", 2);
    TypeId Id = B.declare("s");
    B.Table.complete(Id, {"", Kind::Struct, 4, 1, TypeId::None, 0,
                          {{"c", Char, 0}, {"s", Short, Offset}}});
    return Id;
  };
  TypeId F = Make(P.From, 1), T = Make(P.To, 2);
  PlanCache Plans(P.From.Table, P.To.Table);
  EXPECT_EQ(Plans.get(F, T, P.Why)->describe(), "copy 0 -> 0  1 bytes\n"
                                                "zero 1  1 bytes\n"
                                                "copy 1 -> 2  2 bytes\n");
}

TEST(Plan, EnumsOfOtherSignsAreChecked) {
  Pair P("x86_64", "x86_64");
  TypeId F = P.From.structure(
      "s", {{"e", P.From.enumOf("enum e", P.From.intType())}});
  TypeId T = P.To.structure(
      "s", {{"e", P.To.enumOf("enum e", P.To.unsignedOf("unsigned", 4))}});
  PlanCache Plans(P.From.Table, P.To.Table);
  EXPECT_EQ(Plans.get(F, T, P.Why)->describe(), "integer s4 -> u4  0 -> 0\n");
}

TEST(Plan, RefusesWhatDoesNotMatch) {
  using Make = TypeId (*)(LayoutBuilder &);
  struct {
    Make From, To;
    const char *Why;
  } Cases[] = {
      {[](LayoutBuilder &B) { return B.structure("s", {{"a", B.intType()}, {"b", B.intType()}}); },
       [](LayoutBuilder &B) { return B.structure("s", {{"a", B.intType()}}); },
       "s.b: is in the image and not here"},
      {[](LayoutBuilder &B) { return B.structure("s", {{"a", B.intType()}}); },
       [](LayoutBuilder &B) { return B.structure("s", {{"a", B.intType()}, {"b", B.intType()}}); },
       "s.b: is here and not in the image"},
      {[](LayoutBuilder &B) { return B.structure("s", {{"a", B.array(B.intType(), 3)}}); },
       [](LayoutBuilder &B) { return B.structure("s", {{"a", B.array(B.intType(), 4)}}); },
       "s.a: has 3 elements in the image, 4 here"},
      {[](LayoutBuilder &B) { return B.array(B.structure("s", {{"a", B.intType()}}), 2); },
       [](LayoutBuilder &B) { return B.array(B.structure("s", {{"a", B.floatType()}}), 2); },
       "a2:s[].a: is 'int' (signed integer, 4 bytes) in the image, 'float' "
       "(floating point, 4 bytes) here"},
      {[](LayoutBuilder &B) { return B.pointerTo(B.intType()); },
       [](LayoutBuilder &B) { return B.longLong(); },
       "p:int: is 'p:int' (pointer, 8 bytes) in the image, 'long long' (signed "
       "integer, 8 bytes) here"},
      {[](LayoutBuilder &B) { return B.pointerTo(B.structure("struct a", {})); },
       [](LayoutBuilder &B) { return B.pointerTo(B.structure("struct b", {})); },
       "p:struct a: points to 'struct a' (struct) in the image, to 'struct b' "
       "(struct) here"},
      {[](LayoutBuilder &B) { return B.functionPointer(); },
       [](LayoutBuilder &B) { return B.pointerTo(TypeId::None); },
       "pf:void(void): is 'pf:void(void)' (function pointer, 8 bytes) in the "
       "image, 'p:void' (pointer, 8 bytes) here"},
      {[](LayoutBuilder &B) { return B.raw("r", 16); },
       [](LayoutBuilder &B) { return B.raw("r", 8); },
       "r: is 16 untyped bytes in the image, 8 here"},
  };
  for (auto &C : Cases) {
    Pair P("x86_64", "x86_64");
    TypeId F = C.From(P.From), T = C.To(P.To);
    PlanCache Plans(P.From.Table, P.To.Table);
    EXPECT_EQ(Plans.get(F, T, P.Why), nullptr);
    EXPECT_EQ(P.Why.text(), C.Why);
    P.Why = {};
    EXPECT_EQ(Plans.get(F, T, P.Why), nullptr) << "from the cache";
    EXPECT_EQ(P.Why.text(), C.Why);
  }
}

TEST(Plan, RawMovesBetweenEqualAbisOnly) {
  auto Make = [](LayoutBuilder &B) {
    return B.structure("s", {{"a", B.intType()}, {"r", B.raw("raw", 12)}});
  };
  for (const Abi &A : allAbis())
    for (const Abi &Z : allAbis()) {
      Pair P(A, Z);
      const Plan *Found = P.plan(Make);
      EXPECT_EQ(Found != nullptr, A == Z);
      if (!Found) {
        EXPECT_EQ(P.Why.Path, "s.r");
        continue;
      }
      std::vector<uint8_t> From(32, 1), To(32);
      Conversion How;
      ASSERT_TRUE(Found->run(From.data(), To.data(), 2, How, P.Why));
      EXPECT_EQ(From, To);
      EXPECT_EQ(How.Counts.RawBytes, 24u);
    }
}

TEST(Plan, LooksTypesUpByTheirKeys) {
  Pair P("x86_64", "s390x");
  makeNode(P.From);
  makeNode(P.To);
  P.From.doubleType();
  PlanCache Plans(P.From.Table, P.To.Table);
  EXPECT_NE(Plans.get(P.From.Table.find("struct node"), P.Why), nullptr);
  EXPECT_EQ(Plans.get(P.From.Table.find("double"), P.Why), nullptr);
  EXPECT_EQ(P.Why.text(), "double: this program has no such type");
}

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
  Values Old = randomValues(P.From.Table, P.FromType, P.To.Table, P.ToType, 9,
                            Random);
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
    B.Table.complete(Id, {"", Kind::Struct, Size, 16, TypeId::None, 0,
                          {{"a", Long, 0}, {"b", Long, Step},
                           {"c", Long, 2 * Step}}});
    return Id;
  };
  struct {
    const char *From, *To;
    uint64_t FromSize, ToSize;
  } Cases[] = {{"s390x", "x86_64", 24, 32}, {"s390x", "x86_64", 32, 24},
               {"x86_64", "riscv64", 24, 32}, {"x86_64", "riscv64", 32, 24},
               {"m68k", "x86_64", 12, 32}, {"x86_64", "m68k", 24, 16}};
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

TEST(Plan, EmptyTypesAreNoWork) {
  auto Make = [](LayoutBuilder &B) {
    TypeId Empty = B.structure("struct e", {});
    return B.structure("s", {{"e", Empty}, {"i", B.intType()},
                             {"tail", B.array(B.longType(), 0)}});
  };
  Pair P("x86_64", "x86_64");
  EXPECT_TRUE(P.plan(Make)->isCopy());
  Pair Q("x86_64", "i686");
  EXPECT_NE(Q.plan(Make), nullptr);
}
