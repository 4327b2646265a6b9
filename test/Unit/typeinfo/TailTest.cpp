// Structs with another number of elements at the end: their keys, their types, and what
// pointers to the struct mean in them.
#include "ferry/typeinfo/Tail.h"
#include "Layouts.h"
#include "ferry/typeinfo/OffsetMap.h"
#include "ferry/typeinfo/Plan.h"
#include <gtest/gtest.h>

using namespace ferry;
using namespace ferry::test;

namespace {

TEST(Tail, KeysAreSplitWhereTheyAreWrittenSo) {
  std::string_view Struct;
  uint64_t Count;
  ASSERT_TRUE(splitTail("struct text+18", Struct, Count));
  EXPECT_EQ(Struct, "struct text");
  EXPECT_EQ(Count, 18u);
  ASSERT_TRUE(splitTail("struct a+1@u.c+0", Struct, Count));
  EXPECT_EQ(Struct, "struct a+1@u.c");
  EXPECT_EQ(Count, 0u);
  for (const char *Key : {"struct text", "struct text+", "+3", "struct text+-1",
                          "struct text+01", "struct text+1x",
                          "struct text+9999999999999999"})
    EXPECT_FALSE(splitTail(Key, Struct, Count)) << Key;
}

TypeId makeText(LayoutBuilder &B) {
  return B.structure("struct text", {{"weight", B.doubleType()},
                                     {"length", B.intType()},
                                     {"of", B.array(B.longType(), 0)}});
}

TEST(Tail, EndsWithItsElementsOnEachAbi) {
  for (const char *Abi : {"x86_64", "i686", "s390x", "powerpc"}) {
    LayoutBuilder B(*Abi::find(Abi));
    TypeId Text = makeText(B), Three = withTail(B.Table, Text, 3);
    ASSERT_NE(Three, TypeId::None);
    EXPECT_EQ(withTail(B.Table, Text, 3), Three);
    const Type &T = B.Table[Three];
    const Field &Last = T.Fields.back();
    EXPECT_EQ(B.Table[Last.Type].Count, 3u);
    EXPECT_EQ(T.Size, Last.Offset + B.Table[Last.Type].Size);
    EXPECT_EQ(withoutTail(B.Table, Three), Text);
    EXPECT_EQ(withoutTail(B.Table, Text), Text);
    Failure Why;
    EXPECT_TRUE(B.Table.validate(Why)) << Why.text();
  }
}

TEST(Tail, OnlyStructsThatEndInAnArrayHaveOne) {
  LayoutBuilder B(*Abi::find("x86_64"));
  EXPECT_EQ(withTail(B.Table, B.intType(), 3), TypeId::None);
  EXPECT_EQ(withTail(B.Table, TypeId::None, 3), TypeId::None);
  EXPECT_EQ(withTail(B.Table, B.structure("struct i", {{"i", B.intType()}}), 3),
            TypeId::None);
  EXPECT_EQ(withTail(B.Table, makeText(B), MaxTypeSize / 8), TypeId::None);
}

TEST(Tail, TruncationForgetsThem) {
  LayoutBuilder B(*Abi::find("x86_64"));
  TypeId Text = makeText(B);
  uint32_t Before = B.Table.size();
  withTail(B.Table, Text, 3);
  B.Table.truncate(Before);
  EXPECT_EQ(B.Table.size(), Before);
  EXPECT_EQ(B.Table.find("struct text+3"), TypeId::None);
  EXPECT_NE(B.Table.find("struct text"), TypeId::None);
}

TEST(Tail, PointersToTheStructAndToElementsAreLedThere) {
  LayoutBuilder From(*Abi::find("x86_64")), To(*Abi::find("i686"));
  TypeId Text = makeText(From);
  TypeId Three = withTail(From.Table, Text, 3);
  TypeId Here = withTail(To.Table, makeText(To), 3);
  PlanCache Plans(From.Table, To.Table);
  Failure Why;
  ASSERT_TRUE(Plans.get(Three, Here, Why)) << Why.text();
  OffsetMap Map(From.Table, Three, To.Table, Here);
  EXPECT_TRUE(meaningsAt(From.Table, Three, 1, nullptr, 0, Text).Start);
  uint64_t New;
  ASSERT_TRUE(Map.map(1, nullptr, 0, Text, New, Why));
  EXPECT_EQ(New, 0u);
  // The third element, and the end.
  ASSERT_TRUE(Map.map(1, nullptr, 32, From.Table.find("long"), New, Why));
  EXPECT_EQ(New, 20u);
  ASSERT_TRUE(Map.map(1, nullptr, 40, From.Table.find("long"), New, Why));
  EXPECT_EQ(New, 24u);
}

TEST(Tail, AnotherNumberOfElementsIsNoPlan) {
  LayoutBuilder From(*Abi::find("x86_64")), To(*Abi::find("i686"));
  TypeId Three = withTail(From.Table, makeText(From), 3);
  TypeId Four = withTail(To.Table, makeText(To), 4);
  PlanCache Plans(From.Table, To.Table);
  Failure Why;
  EXPECT_FALSE(Plans.get(Three, Four, Why));
}

} // namespace
