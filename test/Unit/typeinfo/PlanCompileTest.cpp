// What a plan is compiled to, and what is refused.
#include "Pairs.h"

using namespace ferry;
using namespace ferry::test;

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
    return B.structure(
        "struct s",
        {{"c", B.character()}, {"d", B.doubleType()}, {"e", B.character()}});
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
    return B.structure(
        "struct s",
        {{"c", B.character()}, {"i", B.intType()}, {"l", B.longType()}});
  };
  Pair P("x86_64", "i686");
  EXPECT_EQ(P.plan(Make)->describe(), "copy 0 -> 0  8 bytes\n"
                                      "integer s8 -> s4  8 -> 8\n");
}

TEST(Plan, ArraysOfStructsAreLoops) {
  auto Make = [](LayoutBuilder &B) {
    TypeId In =
        B.structure("struct in", {{"i", B.intType()}, {"d", B.doubleType()}});
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
  TypeId T = P.To.structure("struct s",
                            {{"b", P.To.longType()}, {"a", P.To.intType()}});
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
    B.Table.complete(Id, {"",
                          Kind::Struct,
                          4,
                          1,
                          TypeId::None,
                          0,
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
  TypeId F =
      P.From.structure("s", {{"e", P.From.enumOf("enum e", P.From.intType())}});
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
      {[](LayoutBuilder &B) {
         return B.structure("s", {{"a", B.intType()}, {"b", B.intType()}});
       },
       [](LayoutBuilder &B) { return B.structure("s", {{"a", B.intType()}}); },
       "s.b: is in the image and not here"},
      {[](LayoutBuilder &B) { return B.structure("s", {{"a", B.intType()}}); },
       [](LayoutBuilder &B) {
         return B.structure("s", {{"a", B.intType()}, {"b", B.intType()}});
       },
       "s.b: is here and not in the image"},
      {[](LayoutBuilder &B) {
         return B.structure("s", {{"a", B.array(B.intType(), 3)}});
       },
       [](LayoutBuilder &B) {
         return B.structure("s", {{"a", B.array(B.intType(), 4)}});
       },
       "s.a: has 3 elements in the image, 4 here"},
      {[](LayoutBuilder &B) {
         return B.array(B.structure("s", {{"a", B.intType()}}), 2);
       },
       [](LayoutBuilder &B) {
         return B.array(B.structure("s", {{"a", B.floatType()}}), 2);
       },
       "a2:s[].a: is 'int' (signed integer, 4 bytes) in the image, 'float' "
       "(floating point, 4 bytes) here"},
      {[](LayoutBuilder &B) { return B.pointerTo(B.intType()); },
       [](LayoutBuilder &B) { return B.longLong(); },
       "p:int: is 'p:int' (pointer, 8 bytes) in the image, 'long long' (signed "
       "integer, 8 bytes) here"},
      {[](LayoutBuilder &B) {
         return B.pointerTo(B.structure("struct a", {}));
       },
       [](LayoutBuilder &B) {
         return B.pointerTo(B.structure("struct b", {}));
       },
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

TEST(Plan, EmptyTypesAreNoWork) {
  auto Make = [](LayoutBuilder &B) {
    TypeId Empty = B.structure("struct e", {});
    return B.structure(
        "s",
        {{"e", Empty}, {"i", B.intType()}, {"tail", B.array(B.longType(), 0)}});
  };
  Pair P("x86_64", "x86_64");
  EXPECT_TRUE(P.plan(Make)->isCopy());
  Pair Q("x86_64", "i686");
  EXPECT_NE(Q.plan(Make), nullptr);
}
