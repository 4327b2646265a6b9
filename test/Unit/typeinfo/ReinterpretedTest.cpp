// Which pointers may show memory as another type than it was declared to be.
#include "ferry/typeinfo/Reinterpreted.h"
#include <cstring>

#include "Pairs.h"

using namespace ferry;
using namespace ferry::test;

namespace {

/// struct pool { int used; char bytes[64]; struct { double d; } last; int *p; }
TypeId makePool(LayoutBuilder &B) {
  TypeId Last = B.structure("struct last", {{"d", B.doubleType()}});
  return B.structure("struct pool", {{"used", B.intType()},
                                     {"bytes", B.array(B.character(), 64)},
                                     {"last", Last},
                                     {"p", B.pointerTo(B.intType())}});
}

/// Whether a pointer to what Pointee makes may lead into an array of what Memory
/// makes, 64 bytes before its end.
template <class Make, class Other>
bool mayPoint(const char *FromAbi, const char *ToAbi, Make Pointee, Other Memory) {
  Pair P(FromAbi, ToAbi);
  TypeId From = Memory(P.From), To = Memory(P.To);
  P.plan(Pointee);
  return Reinterpreted(*P.Plans).mayPoint(P.FromType, P.ToType, {From, 64},
                                          {To, 64});
}

TypeId makeInt(LayoutBuilder &B) { return B.intType(); }
TypeId makeUnsigned(LayoutBuilder &B) { return B.unsignedOf("unsigned", 4); }
TypeId makeFloat(LayoutBuilder &B) { return B.floatType(); }
TypeId makeChar(LayoutBuilder &B) { return B.character(); }
TypeId makeLong(LayoutBuilder &B) { return B.longType(); }
TypeId makeInts(LayoutBuilder &B) {
  return B.structure("struct ints", {{"a", B.intType()}, {"b", B.array(B.intType(), 3)}});
}
TypeId makeName(LayoutBuilder &B) {
  return B.structure("struct name", {{"text", B.array(B.character(), 4)}});
}

} // namespace

TEST(Numbers, AreFoundInWhatTheyAreIn) {
  LayoutBuilder B(*Abi::find("x86_64"));
  TypeId Pool = makePool(B); // used 0, bytes 4, last 72, p 80
  ASSERT_EQ(B.Table[Pool].Size, 88u);
  auto At = [&](uint64_t Offset, uint64_t Count = 1) {
    return numbersAt(B.Table, Pool, Count, nullptr, Offset);
  };
  EXPECT_EQ(At(0).Element, B.intType());
  EXPECT_EQ(At(0).Left, 4u);
  EXPECT_EQ(At(4).Element, B.character());
  EXPECT_EQ(At(4).Left, 64u);
  EXPECT_EQ(At(20).Left, 48u);
  EXPECT_EQ(At(72).Element, B.doubleType());
  EXPECT_EQ(At(80).Element, TypeId::None); // a pointer has its type
  EXPECT_EQ(At(68).Element, TypeId::None); // padding
  EXPECT_EQ(At(88).Element, TypeId::None); // the end
  EXPECT_EQ(At(88 + 20, 2).Left, 48u);
}

TEST(Numbers, OfArraysOfArraysStandTogether) {
  LayoutBuilder B(*Abi::find("x86_64"));
  TypeId Rows = B.array(B.array(B.intType(), 4), 3);
  Numbers N = numbersAt(B.Table, Rows, 2, nullptr, 20);
  EXPECT_EQ(N.Element, B.intType());
  EXPECT_EQ(N.Left, 2 * 48u - 20);
  TypeId Nodes = B.array(makeNode(B), 3);
  EXPECT_EQ(numbersAt(B.Table, Nodes, 1, nullptr, 16).Element, TypeId::None);
  EXPECT_EQ(numbersAt(B.Table, Nodes, 1, nullptr, 24).Left, 4u);
}

TEST(Reinterpreted, ElementsOfOneSizeAreConvertedAlike) {
  EXPECT_TRUE(mayPoint("x86_64", "s390x", makeUnsigned, makeInt));
  EXPECT_TRUE(mayPoint("x86_64", "s390x", makeInts, makeInt));
  EXPECT_FALSE(mayPoint("x86_64", "s390x", makeFloat, makeInt));
}

TEST(Reinterpreted, WhatIsOnlyCopiedMayLieAnywhere) {
  EXPECT_TRUE(mayPoint("x86_64", "aarch64", makeInt, makeChar));
  EXPECT_TRUE(mayPoint("x86_64", "i686", makeInt, makeChar));
  EXPECT_FALSE(mayPoint("x86_64", "s390x", makeInt, makeChar));
  // Not when the memory that it lies in is converted.
  EXPECT_TRUE(mayPoint("x86_64", "aarch64", makeName, makeInt));
  EXPECT_FALSE(mayPoint("x86_64", "s390x", makeName, makeInt));
  EXPECT_FALSE(mayPoint("x86_64", "i686", makeName, makeLong));
}

TEST(Reinterpreted, BytesAndUnknownTypesSeeEverything) {
  EXPECT_TRUE(mayPoint("x86_64", "s390x", makeChar, makeInt));
  Pair P("x86_64", "s390x");
  P.plan(makeInt);
  Reinterpreted R(*P.Plans);
  EXPECT_TRUE(R.mayPoint(TypeId::None, TypeId::None, {P.FromType, 64}, {P.ToType, 64}));
  // In no numbers; in too few of them.
  Numbers None;
  EXPECT_TRUE(R.mayPoint(P.FromType, P.ToType, None, None));
  TypeId Char = P.From.character(), CharHere = P.To.character();
  EXPECT_TRUE(R.mayPoint(P.FromType, P.ToType, {Char, 3}, {CharHere, 3}));
  EXPECT_FALSE(R.mayPoint(P.FromType, P.ToType, {Char, 4}, {CharHere, 4}));
  EXPECT_FALSE(R.mayPoint(P.FromType, P.ToType, {Char, 4}, None));
}

TEST(Reinterpreted, EndsBeforeCharacters) {
  LayoutBuilder B(*Abi::find("x86_64"));
  TypeId Int = B.intType(), Bytes = B.array(B.character(), 16);
  TypeId Single = B.structure("struct single", {{"used", Int}, {"bytes", Bytes}});
  TypeId Many = B.structure("struct many", {{"ids", B.array(Int, 2)}, {"bytes", Bytes}});
  TypeId Wide = B.structure("struct wide", {{"ids", B.array(Int, 2)}, {"d", B.doubleType()}});
  char Zero[16] = {}, Text[16] = "text";
  auto Means = [&](TypeId In, uint64_t Offset, const void *At) {
    char All[32] = {};
    if (At)
      std::memcpy(All + Offset, At, 16);
    return meansItsType(B.Table, In, 1, At ? All : nullptr, Offset, Int,
                        numbersAt(B.Table, In, 1, nullptr, Offset));
  };
  EXPECT_FALSE(Means(Single, 4, Zero));
  EXPECT_TRUE(Means(Many, 4, Text)); // ids[1]
  EXPECT_TRUE(Means(Many, 8, Zero));
  EXPECT_FALSE(Means(Many, 8, Text));
  Zero[15] = 1; // the first of them may be zero
  EXPECT_FALSE(Means(Many, 8, Zero));
  EXPECT_FALSE(Means(Many, 8, nullptr));
  EXPECT_TRUE(Means(Wide, 8, Text));
}
