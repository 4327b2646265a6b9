// Structs with a tag: what is there moves, and only that.
#include "Pairs.h"
#include "ferry/typeinfo/Endian.h"
#include "ferry/typeinfo/OffsetMap.h"
#include "ferry/typeinfo/Ordinals.h"
#include "ferry/typeinfo/Path.h"
#include "ferry/typeinfo/Reinterpreted.h"
#include "ferry/typeinfo/Variant.h"

using namespace ferry;
using namespace ferry::test;

namespace {

/// struct value { int kind; union { double d; struct node *p; int i; char c[8]; } u;
/// short end; }, kind 1: d; 2 and 5: p; 3: i; 4: c; 0: nothing.
TypeId makeValue(LayoutBuilder &B) {
  TypeId Double = B.doubleType(), Int = B.intType();
  TypeId Bytes = B.array(B.character(), 8);
  TypeId Pointer = B.pointerTo(Int), Short = B.signedOf("short", 2);
  uint64_t Align = std::max(B.Table[Double].Align, B.Table[Pointer].Align);
  uint64_t At = (4 + Align - 1) / Align * Align;
  Type T;
  T.Name = "struct value";
  T.K = Kind::Variant;
  T.Align = Align;
  T.Size = (At + 8 + 2 + Align - 1) / Align * Align;
  T.Fields = {{"kind", Int, 0},       {"u.d", Double, At}, {"u.p", Pointer, At},
              {"u.i", Int, At},       {"u.c", Bytes, At},  {"end", Short, At + 8}};
  T.Cases = {{0, 0, NoField}, {0, 1, 1}, {0, 2, 2}, {0, 3, 3}, {0, 4, 4}, {0, 5, 2}};
  return B.Table.add(T);
}

struct Value {
  const Type &T;
  const TypeTable &Table;
  uint8_t *At;

  uint64_t get(const char *Name, unsigned Size) const {
    return loadInteger(At + findField(T, Name, 0)->Offset, Size, false, Table.abi().Order);
  }
  void set(const char *Name, uint64_t To, unsigned Size) {
    storeInteger(At + findField(T, Name, 0)->Offset, To, Size, Table.abi().Order);
  }
};

} // namespace

TEST(Variant, OneAlternativeForEachMember) {
  Pair P("x86_64", "s390x");
  const Plan *Moved = P.plan(makeValue);
  ASSERT_NE(Moved, nullptr) << P.Why.text();
  EXPECT_EQ(Moved->describe(), "swap4 0 -> 0\n"
                               "zero 4  12 bytes\n"
                               "swap2 16 -> 16\n"
                               "zero 18  6 bytes\n"
                               "choose 0 -> 0\n"
                               "  alternative\n"
                               "    swap8 8 -> 8\n"
                               "  alternative\n"
                               "    pointer 8 -> 8  8 -> 8 bytes\n"
                               "  alternative\n"
                               "    swap4 8 -> 8\n"
                               "  alternative\n"
                               "    copy 8 -> 8  8 bytes\n");
  EXPECT_FALSE(Moved->inPlace());
  EXPECT_TRUE(Moved->hasPointers());
}

TEST(Variant, EachElementByItsOwnTag) {
  for (const Abi &From : allAbis())
    for (const Abi &To : allAbis()) {
      Pair P(From, To);
      const Plan *Moved = P.plan(makeValue);
      ASSERT_NE(Moved, nullptr) << P.Why.text();
      const uint64_t Kinds[] = {3, 3, 1, 0, 2, 4, 5, 5, 1, 1, 9};
      constexpr size_t N = std::size(Kinds);
      uint64_t Size = P.From.Table[P.FromType].Size, NewSize = P.To.Table[P.ToType].Size;
      std::vector<uint8_t> Old(N * Size), New(N * NewSize, 0xee);
      for (size_t I = 0; I < N; ++I) {
        Value V{P.From.Table[P.FromType], P.From.Table, &Old[I * Size]};
        // Other members left something behind, but where nobody knows what is there.
        if (Kinds[I] != 9)
          std::memset(V.At + findField(V.T, "u.d", 1)->Offset, 0x5a, 8);
        V.set("kind", Kinds[I], 4);
        V.set("end", I, 2);
        if (Kinds[I] == 1)
          V.set("u.d", 0x4004000000000000 + I, 8);
        else if (Kinds[I] == 3)
          V.set("u.i", 70000 + I, 4);
        else if (Kinds[I] == 2 || Kinds[I] == 5)
          V.set("u.p", 0x1000 + I, From.PointerSize);
        else if (Kinds[I] == 4)
          std::memcpy(V.At + findField(V.T, "u.c", 4)->Offset, "bytes..", 8);
      }
      ScramblingTranslator Pointers;
      Conversion How{&Pointers};
      ASSERT_TRUE(Moved->run(Old.data(), New.data(), N, How, P.Why)) << P.Why.text();
      for (size_t I = 0; I < N; ++I) {
        Value V{P.To.Table[P.ToType], P.To.Table, &New[I * NewSize]};
        EXPECT_EQ(V.get("kind", 4), Kinds[I]);
        EXPECT_EQ(V.get("end", 2), I);
        if (Kinds[I] == 1)
          EXPECT_EQ(V.get("u.d", 8), 0x4004000000000000 + I);
        else if (Kinds[I] == 3)
          EXPECT_EQ(V.get("u.i", 4), 70000 + I);
        else if (Kinds[I] == 2 || Kinds[I] == 5)
          EXPECT_EQ(V.get("u.p", To.PointerSize), ScramblingTranslator::scramble(0x1000 + I));
        else if (Kinds[I] == 4)
          EXPECT_EQ(std::memcmp(V.At + findField(V.T, "u.c", 4)->Offset, "bytes..", 8), 0);
        else
          EXPECT_EQ(V.get("u.d", 8), 0u);
      }
      EXPECT_EQ(How.Counts.Pointers, 3u);
    }
}

TEST(Variant, AValueThatIsNoCaseIsRefused) {
  Pair P("x86_64", "s390x");
  const Plan *Moved = P.plan(makeValue);
  uint8_t Old[2 * 24] = {}, New[2 * 24];
  Old[24] = 7;
  Conversion How;
  EXPECT_TRUE(Moved->run(Old, New, 2, How, P.Why)); // zeros mean the same everywhere
  Old[24 + 15] = 1;
  EXPECT_FALSE(Moved->run(Old, New, 2, How, P.Why));
  EXPECT_EQ(P.Why.text(), "[1].kind: is 7, and no case says what the union then holds");
}

TEST(Variant, BothSidesHaveTheSameCases) {
  auto Without = [](unsigned Left) {
    return [Left](LayoutBuilder &B) {
      TypeId Id = makeValue(B);
      Type T = B.Table[Id];
      T.Cases.erase(T.Cases.begin() + Left);
      for (Field &F : T.Fields)
        F.Tag = NoField;
      B.Table.complete(Id, T);
      return Id;
    };
  };
  Pair P("x86_64", "s390x");
  P.FromType = Without(1)(P.From);
  P.ToType = makeValue(P.To);
  PlanCache Plans(P.From.Table, P.To.Table);
  EXPECT_EQ(Plans.get(P.FromType, P.ToType, P.Why), nullptr);
  Pair Q("x86_64", "s390x");
  Q.FromType = makeValue(Q.From);
  Q.ToType = Without(5)(Q.To);
  PlanCache Others(Q.From.Table, Q.To.Table);
  EXPECT_EQ(Others.get(Q.FromType, Q.ToType, Q.Why), nullptr);
  EXPECT_EQ(Q.Why.text(), "struct value: has another member here when kind is 5");
  EXPECT_FALSE(sameLayout(Q.From.Table, Q.FromType, Q.To.Table, Q.ToType));
}

TEST(Variant, PlacesAreThoseOfWhatIsThere) {
  Pair P("i686", "x86_64");
  ASSERT_NE(P.plan(makeValue), nullptr);
  const TypeTable &Types = P.From.Table;
  uint8_t Bytes[2 * 16] = {};
  Bytes[16] = 4; // [1] is c
  TypeId Int = Types.find("int"), Char = Types.find("char"), Double = Types.find("double");
  EXPECT_EQ(pathOf(Types, P.FromType, 2, 16 + 4, 0, {}, Bytes), "[1].u.c[0]");
  EXPECT_EQ(pathOf(Types, P.FromType, 2, 16 + 4), "[1].u.d");
  EXPECT_EQ(numbersAt(Types, P.FromType, 2, Bytes, 16 + 6).Element, Char);
  EXPECT_TRUE(meaningsAt(Types, P.FromType, 2, Bytes, 16 + 4, Char).Start);
  EXPECT_FALSE(meaningsAt(Types, P.FromType, 2, Bytes, 16 + 4, Double).Start);
  Ordinals Places(Types);
  uint64_t Ordinal, Byte;
  ASSERT_TRUE(Places.ordinalOf(P.FromType, 2, Bytes, 16 + 7, Ordinal, Byte));
  EXPECT_EQ(Ordinal, Places.count(P.FromType) + 1 + 3 + 3);
  // Padding of d here would be a place of c there.
  OffsetMap Map(Types, P.FromType, P.To.Table, P.ToType);
  uint64_t New;
  ASSERT_TRUE(Map.map(2, Bytes, 16 + 5, Char, New, P.Why));
  EXPECT_EQ(New, 24u + 8 + 1);
  // A pointer may wait for its member: not the end of kind, which is there.
  Bytes[16] = 0;
  ASSERT_TRUE(Map.map(2, Bytes, 16 + 4, Double, New, P.Why));
  EXPECT_EQ(New, 24u + 8);
  ASSERT_TRUE(Places.ordinalOf(P.FromType, 2, Bytes, 16 + 4, Ordinal, Byte));
  EXPECT_EQ(Ordinal, Places.count(P.FromType) + 1);
  Bytes[16] = 3; // [1] is i
  EXPECT_EQ(numbersAt(Types, P.FromType, 2, Bytes, 16 + 4).Element, Int);
}

/// union event { short type; struct { short type; int code; } key; struct { short type;
/// double x; } motion; }, kind 1: key, 2: motion.
static TypeId makeEvent(LayoutBuilder &B) {
  TypeId Short = B.signedOf("short", 2), Int = B.intType(), Double = B.doubleType();
  TypeId Key = B.structure("struct key", {{"type", Short}, {"code", Int}});
  TypeId Motion = B.structure("struct motion", {{"type", Short}, {"x", Double}});
  Type T;
  T.Name = "union event";
  T.K = Kind::Variant;
  T.Align = B.Table[Motion].Align;
  T.Size = B.Table[Motion].Size;
  T.Fields = {{"type", Short, 0}, {"key", Key, 0}, {"motion", Motion, 0}};
  T.Cases = {{0, 1, 1}, {0, 2, 2}};
  return B.Table.add(T);
}

TEST(Variant, ATagMayStandInWhatItChooses) {
  Pair P("i686", "s390x");
  const Plan *Moved = P.plan(makeEvent);
  ASSERT_NE(Moved, nullptr) << P.Why.text();
  const Type &There = P.From.Table[P.From.Table.find("union event")];
  const Type &Here = P.To.Table[P.To.Table.find("union event")];
  uint8_t In[2 * 12] = {}, Out[2 * 16];
  ASSERT_EQ(There.Size * 2, sizeof In);
  ASSERT_EQ(Here.Size * 2, sizeof Out);
  std::memset(Out, 0xee, sizeof Out);
  storeAs<uint16_t>(In, 2, ByteOrder::Little);
  storeAs<uint64_t>(In + 4, 0x123456789abcdef0, ByteOrder::Little);
  storeAs<uint16_t>(In + 12, 1, ByteOrder::Little);
  storeAs<uint32_t>(In + 16, 0x01020304, ByteOrder::Little);
  Conversion How;
  ASSERT_TRUE(Moved->run(In, Out, 2, How, P.Why)) << P.Why.text();
  EXPECT_EQ(loadAs<uint16_t>(Out, ByteOrder::Big), 2u);
  EXPECT_EQ(loadAs<uint64_t>(Out + 8, ByteOrder::Big), 0x123456789abcdef0u);
  EXPECT_EQ(loadAs<uint16_t>(Out + 16, ByteOrder::Big), 1u);
  EXPECT_EQ(loadAs<uint32_t>(Out + 20, ByteOrder::Big), 0x01020304u);
  EXPECT_EQ(loadAs<uint64_t>(Out + 24, ByteOrder::Big), 0u);
  storeAs<uint16_t>(In + 12, 3, ByteOrder::Little);
  EXPECT_FALSE(Moved->run(In, Out, 2, How, P.Why));
}

TEST(Variant, ValidationRefusesWhatCanNotBe) {
  auto Said = [](auto Change) {
    LayoutBuilder B(*Abi::find("x86_64"));
    TypeId Id = makeValue(B);
    Type T = B.Table[Id];
    for (Field &F : T.Fields)
      F.Tag = NoField;
    Change(T);
    B.Table.complete(Id, T);
    Failure Why;
    return B.Table.validate(Why) ? std::string() : Why.text();
  };
  EXPECT_EQ(Said([](Type &) {}), "");
  EXPECT_NE(Said([](Type &T) { T.Cases.clear(); }), "");
  EXPECT_NE(Said([](Type &T) { T.K = Kind::Struct; }), "");
  EXPECT_NE(Said([](Type &T) { std::swap(T.Cases[1], T.Cases[2]); }), "");
  EXPECT_NE(Said([](Type &T) { T.Cases.push_back(T.Cases.back()); }), "");
  EXPECT_NE(Said([](Type &T) { T.Cases[5].Field = 6; }), "");
  EXPECT_NE(Said([](Type &T) { T.Cases[5].Tag = 6; }), "");
  EXPECT_NE(Said([](Type &T) { T.Cases[5].Value = uint64_t(1) << 32; }), "");
  EXPECT_NE(Said([](Type &T) { T.Cases[5].Tag = 5; }), "");   // p has two tags
  EXPECT_NE(Said([](Type &T) { T.Cases[5].Field = 0; }), ""); // the tag has a tag
  EXPECT_NE(Said([](Type &T) { T.Fields[5].Offset = 10; }), "");
  EXPECT_NE(Said([](Type &T) { T.Cases.insert(T.Cases.begin() + 2, {0, 1, 3}); }), "");
  EXPECT_NE(Said([](Type &T) { T.Cases.insert(T.Cases.begin() + 2, {0, 1, NoField}); }), "");
  EXPECT_NE(Said([](Type &T) { // an array is no tag
              T.Fields[0].Type = T.Fields[4].Type;
              T.Fields[1].Offset = T.Fields[2].Offset = T.Fields[3].Offset =
                  T.Fields[4].Offset = 8;
            }),
            "");
}
