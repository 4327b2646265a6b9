// Where a pointer into a block points after a move; paths and ordinals of
// parts.
#include "ferry/typeinfo/OffsetMap.h"
#include "Layouts.h"
#include "ferry/typeinfo/Ordinals.h"
#include "ferry/typeinfo/Path.h"
#include <gtest/gtest.h>

using namespace ferry;
using namespace ferry::test;

namespace {

constexpr uint64_t Refused = ~uint64_t(0);

struct Move {
  Move(const char *A, const char *Z, TypeId (*Make)(LayoutBuilder &))
      : From(*Abi::find(A)), To(*Abi::find(Z)), FromType(Make(From)),
        ToType(Make(To)), Map(From.Table, FromType, To.Table, ToType) {}

  /// The new offset for a pointer to the type of that key; "" for void.
  uint64_t operator()(uint64_t Count, uint64_t Offset, const char *Pointee) {
    TypeId P = From.Table.find(Pointee);
    EXPECT_TRUE(!*Pointee || P != TypeId::None) << Pointee;
    uint64_t New = 0;
    return Map.map(Count, nullptr, Offset, P, New, Why) ? New : Refused;
  }

  LayoutBuilder From, To;
  TypeId FromType, ToType;
  OffsetMap Map;
  Failure Why;
};

TypeId makeNamed(LayoutBuilder &B) {
  return B.structure("struct named", {{"name", B.array(B.character(), 4)},
                                      {"value", B.doubleType()},
                                      {"ids", B.array(B.intType(), 3)},
                                      {"next", B.pointerTo(TypeId::None)}});
}
// i686: name 0, value 4, ids 12, next 24, size 28
// x86_64: name 0, value 8, ids 16, next 32, size 40

} // namespace

TEST(Offsets, HandWrittenLayouts) {
  struct {
    const char *Abi;
    uint64_t Value, Ids, Next, Size;
  } Expected[] = {{"x86_64", 8, 16, 32, 40},  {"aarch64", 8, 16, 32, 40},
                  {"s390x", 8, 16, 32, 40},   {"i686", 4, 12, 24, 28},
                  {"powerpc", 8, 16, 28, 32}, {"mips", 8, 16, 28, 32},
                  {"armhf", 8, 16, 28, 32},   {"m68k", 4, 12, 24, 28}};
  for (auto &E : Expected) {
    LayoutBuilder B(*Abi::find(E.Abi));
    const Type &T = B.Table[makeNamed(B)];
    EXPECT_EQ(T.Fields[1].Offset, E.Value) << E.Abi;
    EXPECT_EQ(T.Fields[2].Offset, E.Ids) << E.Abi;
    EXPECT_EQ(T.Fields[3].Offset, E.Next) << E.Abi;
    EXPECT_EQ(T.Size, E.Size) << E.Abi;
  }
}

TEST(Offsets, TheBuilderLaysOutAsTheCompiler) {
  struct Inner {
    char C;
    long long L;
  };
  struct Outer {
    short S;
    Inner I[2];
    void *P;
    float F;
    double D;
    char T[3];
  };
  LayoutBuilder B(Abi::native());
  TypeId In = B.structure("in", {{"C", B.character()}, {"L", B.longLong()}});
  const Type &T =
      B.Table[B.structure("out", {{"S", B.signedOf("short", 2)},
                                  {"I", B.array(In, 2)},
                                  {"P", B.pointerTo(TypeId::None)},
                                  {"F", B.floatType()},
                                  {"D", B.doubleType()},
                                  {"T", B.array(B.character(), 3)}})];
  EXPECT_EQ(T.Size, sizeof(Outer));
  EXPECT_EQ(T.Fields[1].Offset, offsetof(Outer, I));
  EXPECT_EQ(T.Fields[2].Offset, offsetof(Outer, P));
  EXPECT_EQ(T.Fields[3].Offset, offsetof(Outer, F));
  EXPECT_EQ(T.Fields[4].Offset, offsetof(Outer, D));
  EXPECT_EQ(T.Fields[5].Offset, offsetof(Outer, T));
}

TEST(Offsets, ElementsAndFields) {
  Move M("i686", "x86_64", makeNamed);
  EXPECT_EQ(M(10, 0, "struct named"), 0u);
  EXPECT_EQ(M(10, 3 * 28, "struct named"), 3u * 40);
  EXPECT_EQ(M(10, 3 * 28 + 4, "double"), 3u * 40 + 8);
  EXPECT_EQ(M(10, 28 + 12 + 8, "int"), 40u + 16 + 8);
  EXPECT_EQ(M(10, 28 + 24, "p:void"), 40u + 32);
  EXPECT_EQ(M(10, 2, "char"), 2u);
}

TEST(Offsets, EndsOfBlocks) {
  Move M("i686", "x86_64", makeNamed);
  EXPECT_EQ(M(10, 280, "struct named"), 400u);
  EXPECT_EQ(M(1, 28, "struct named"), 40u);
  EXPECT_EQ(M(1, 28, ""), 40u);
  EXPECT_EQ(M(10, 281, ""), Refused);
  EXPECT_EQ(M.Why.text(), "points beyond the end of the block");
  EXPECT_EQ(M(0, 0, "struct named"), 0u);
  EXPECT_EQ(M(0, 1, ""), Refused);
}

// name + 4 is where value starts; ids + 3 where next starts.
TEST(Offsets, ThePointeeTellsAnEndFromTheNextField) {
  Move M("i686", "x86_64", makeNamed);
  EXPECT_EQ(M(1, 4, "char"), 4u);
  EXPECT_EQ(M(1, 4, "double"), 8u);
  EXPECT_EQ(M(1, 4, ""), 8u);
  EXPECT_EQ(M(1, 24, "int"), 28u);
  EXPECT_EQ(M(1, 24, "p:void"), 32u);
  EXPECT_EQ(M(5, 28 + 24, "int"), 40u + 28);
  Move Back("x86_64", "i686", makeNamed);
  EXPECT_EQ(Back(1, 28, "int"), 24u);
  EXPECT_EQ(Back(1, 32, "p:void"), 24u);
  EXPECT_EQ(Back(1, 4, "char"), 4u);
}

TEST(Offsets, EndOfAnArrayAtTheEndOfAnElement) {
  auto Make = [](LayoutBuilder &B) {
    return B.structure(
        "struct s", {{"l", B.longType()}, {"text", B.array(B.character(), 4)}});
  };
  Move M("i686", "x86_64", Make);
  EXPECT_EQ(M(3, 8, "char"), 12u);
  EXPECT_EQ(M(3, 8, "struct s"), 16u);
  EXPECT_EQ(M(3, 8, "long"), 16u);
  EXPECT_EQ(M(3, 24, "char"), 44u);
  EXPECT_EQ(M(3, 24, "struct s"), 48u);
}

TEST(Offsets, AnAmbiguousPointerIsRefused) {
  auto Make = [](LayoutBuilder &B) {
    return B.structure("struct s", {{"n", B.intType()},
                                    {"d", B.doubleType()},
                                    {"v", B.array(B.intType(), 3)}});
  };
  Move M("i686", "x86_64", Make); // v ends at 24 = the next n; there 28 and 32
  EXPECT_EQ(M(2, 24, "int"), Refused);
  EXPECT_EQ(M.Why.Path, "[1].n");
  EXPECT_NE(M.Why.Message.find("end of an array"), std::string::npos);
  EXPECT_EQ(M(2, 24, "struct s"), 32u);
  EXPECT_EQ(M(2, 48, "int"), 60u);
  Move Same("i686", "m68k", Make);
  EXPECT_EQ(Same(2, 24, "int"), 24u);
}

TEST(Offsets, BehindASingleField) {
  auto Make = [](LayoutBuilder &B) {
    return B.structure("struct s", {{"i", B.intType()}, {"d", B.doubleType()}});
  };
  Move M("i686", "x86_64", Make);
  EXPECT_EQ(M(1, 4, "int"), 4u);
  EXPECT_EQ(M(1, 4, "double"), 8u);
  EXPECT_EQ(M(1, 12, "double"), 16u);
}

// char * walks over bytes of anything: what starts there comes before &c + 1.
TEST(Offsets, ABytePointerBehindASingleByte) {
  auto Make = [](LayoutBuilder &B) {
    return B.structure(
        "struct s",
        {{"a", B.character()}, {"b", B.character()}, {"d", B.doubleType()}});
  };
  Move M("m68k", "x86_64", Make);
  EXPECT_EQ(M(1, 2, "char"), 8u);
  EXPECT_EQ(M(1, 1, "char"), 1u);
  EXPECT_EQ(M(1, 2, "double"), 8u);
}

TEST(Offsets, InsideAScalar) {
  auto Make = [](LayoutBuilder &B) {
    B.character();
    return B.structure("struct s",
                       {{"l", B.longType()}, {"d", B.doubleType()}});
  };
  Move M("x86_64", "i686", Make);
  EXPECT_EQ(M(2, 16 + 8 + 3, "char"), 12u + 4 + 3);
  EXPECT_EQ(M(2, 16 + 3, "char"), Refused);
  EXPECT_EQ(M.Why.text(), "[1].l+3: points inside a scalar of 8 bytes that has "
                          "4 here");
}

TEST(Offsets, Padding) {
  auto Make = [](LayoutBuilder &B) {
    return B.structure("struct s",
                       {{"c", B.character()}, {"d", B.doubleType()}});
  };
  Move M("x86_64", "i686", Make);
  EXPECT_EQ(M(1, 3, "char"), Refused);
  EXPECT_EQ(M.Why.Message, "points into padding");
  EXPECT_EQ(M(1, 1, "char"), 1u); // &c + 1
  Move Same("x86_64", "s390x", Make);
  EXPECT_EQ(Same(1, 3, "char"), 3u);
}

// Bytes of padding that is as long on both sides.
TEST(Offsets, PaddingOfTheSameLength) {
  auto Make = [](LayoutBuilder &B) {
    TypeId In = B.structure("struct in", {{"l", B.longType()},
                                          {"c", B.character()},
                                          {"i", B.intType()},
                                          {"d", B.character()}});
    return B.structure("struct s", {{"l", B.longType()}, {"in", In}});
  };
  // x86_64: in 8: l 8, c 16, i 20, d 24, end 32; i686: in 4: l 4, c 8, i 12, d 16, end 20
  Move M("x86_64", "i686", Make);
  EXPECT_EQ(M(1, 18, "char"), 10u);
  EXPECT_EQ(M(1, 19, "char"), 11u);
  EXPECT_EQ(M(1, 18, "int"), Refused);
  EXPECT_EQ(M(1, 18, ""), Refused);
  EXPECT_EQ(M.Why.Message, "points into padding");
  EXPECT_EQ(M(1, 27, "char"), Refused); // 7 bytes there, 3 here
  EXPECT_EQ(M(2, 32 + 18, "char"), 20u + 10);
}

TEST(Offsets, RowsOfArrays) {
  auto Make = [](LayoutBuilder &B) {
    TypeId Row = B.array(
        B.structure("struct p", {{"i", B.intType()}, {"d", B.doubleType()}}),
        3);
    return B.array(Row, 4);
  };
  Move M("i686", "x86_64", Make);
  EXPECT_EQ(M(1, 36, "a3:struct p"), 48u);
  EXPECT_EQ(M(1, 36, "struct p"), 48u);
  EXPECT_EQ(M(1, 36 + 12 + 4, "double"), 48u + 16 + 8);
  EXPECT_EQ(M(1, 144, "struct p"), 192u);
  EXPECT_EQ(M(2, 144, "a4:a3:struct p"), 192u);
}

// Every scalar of every element of random depth is mapped to its own place, and
// ordinals agree; for all pairs of ABIs.
TEST(Offsets, EveryScalarKeepsItsOrdinal) {
  auto Make = [](LayoutBuilder &B) {
    TypeId In = B.structure("struct in", {{"c", B.character()},
                                          {"d", B.doubleType()},
                                          {"l", B.array(B.longType(), 2)}});
    return B.structure("struct out", {{"s", B.signedOf("short", 2)},
                                      {"in", B.array(In, 3)},
                                      {"p", B.pointerTo(In)},
                                      {"t", B.array(B.character(), 5)}});
  };
  constexpr uint64_t Scalars = 19, Count = 3;
  for (const NamedAbi &A : KnownAbis)
    for (const NamedAbi &Z : KnownAbis) {
      Move M(A.Name.data(), Z.Name.data(), Make);
      Ordinals Old(M.From.Table), New(M.To.Table);
      ASSERT_EQ(Old.count(M.FromType), Scalars);
      uint64_t Next = 0;
      std::string LastPath;
      for (uint64_t At = 0; At < M.From.Table[M.FromType].Size * Count; ++At) {
        uint64_t Ordinal, Byte;
        if (!Old.ordinalOf(M.FromType, Count, nullptr, At, Ordinal, Byte) || Byte)
          continue;
        std::string Path = pathOf(M.From.Table, M.FromType, Count, At);
        if (Path.find('+') != std::string::npos)
          continue; // &x + 1 in padding: the ordinal of what follows
        EXPECT_EQ(Ordinal, Next++) << Path;
        uint64_t NewAt = M(Count, At, "");
        ASSERT_NE(NewAt, Refused) << M.Why.text();
        EXPECT_EQ(pathOf(M.To.Table, M.ToType, Count, NewAt), Path);
        uint64_t NewOrdinal;
        ASSERT_TRUE(New.ordinalOf(M.ToType, Count, nullptr, NewAt, NewOrdinal, Byte));
        EXPECT_EQ(NewOrdinal, Ordinal);
        EXPECT_EQ(Byte, 0u);
      }
      EXPECT_EQ(Next, Scalars * Count);
    }
}

TEST(Ordinals, EndsAndBytes) {
  LayoutBuilder B(*Abi::find("x86_64"));
  TypeId T = makeNamed(B);
  Ordinals O(B.Table);
  EXPECT_EQ(O.count(T), 9u);
  struct {
    uint64_t Offset, Ordinal, Byte;
  } Cases[] = {{0, 0, 0},  {3, 3, 0},  {4, 4, 0},   {8, 4, 0},
               {9, 4, 1},  {16, 5, 0}, {22, 6, 2},  {28, 8, 0},
               {32, 8, 0}, {40, 9, 0}, {48, 13, 0}, {80, 18, 0}};
  for (auto &C : Cases) {
    uint64_t Ordinal, Byte;
    ASSERT_TRUE(O.ordinalOf(T, 2, nullptr, C.Offset, Ordinal, Byte)) << C.Offset;
    EXPECT_EQ(Ordinal, C.Ordinal) << C.Offset;
    EXPECT_EQ(Byte, C.Byte) << C.Offset;
  }
  for (uint64_t Bad : {5, 30, 81}) {
    uint64_t Ordinal, Byte;
    EXPECT_FALSE(O.ordinalOf(T, 2, nullptr, Bad, Ordinal, Byte)) << Bad;
  }
}

TEST(Ordinals, BehindTheLastField) {
  LayoutBuilder B(*Abi::find("x86_64"));
  TypeId T =
      B.structure("struct s", {{"d", B.doubleType()}, {"c", B.character()}});
  Ordinals O(B.Table);
  uint64_t Ordinal, Byte;
  ASSERT_TRUE(O.ordinalOf(T, 2, nullptr, 16 + 9, Ordinal, Byte)); // &s[1].c + 1
  EXPECT_EQ(Ordinal, 4u);
  EXPECT_FALSE(O.ordinalOf(T, 2, nullptr, 16 + 10, Ordinal, Byte));
}

// A few types of an image can claim 2^48 scalars; counting them takes no time.
TEST(Ordinals, HugeClaimsAreCountedQuickly) {
  TypeTable Table(*Abi::find("x86_64"));
  Table.add({"char", Kind::Char, 1, 1, TypeId::None, 0, {}});
  for (uint32_t I = 1; I <= 48; ++I) {
    uint64_t Half = uint64_t(1) << (I - 1);
    Table.add({"s" + std::to_string(I),
               Kind::Struct,
               2 * Half,
               1,
               TypeId::None,
               0,
               {{"a", TypeId{I - 1}, 0}, {"b", TypeId{I - 1}, Half}}});
  }
  Failure Why;
  ASSERT_TRUE(Table.validate(Why)) << Why.text();
  Ordinals O(Table);
  EXPECT_EQ(O.count(TypeId{48}), uint64_t(1) << 48);
  EXPECT_EQ(pathOf(Table, TypeId{3}, 1, 5), "b.a.b");
}

TEST(Offsets, StartsAndArrayEndsOfAType) {
  LayoutBuilder B(*Abi::find("x86_64"));
  TypeId T = makeNamed(B);
  auto At = [&](uint64_t Offset, TypeId Pointee, uint64_t Count = 1) {
    Meanings Found = meaningsAt(B.Table, T, Count, nullptr, Offset, Pointee);
    return Found.Start || Found.ArrayEnd;
  };
  EXPECT_TRUE(At(16, B.intType()));
  EXPECT_TRUE(At(28, B.intType())); // the end of ids, padding
  EXPECT_FALSE(At(32, B.intType()));
  EXPECT_TRUE(At(8, B.doubleType()));
  EXPECT_FALSE(At(16, B.doubleType())); // &value + 1
  EXPECT_FALSE(At(20, B.doubleType()));
  EXPECT_TRUE(At(80, T, 2));
  EXPECT_FALSE(At(8, T, 2));
}

TEST(Path, NamesParts) {
  LayoutBuilder B(*Abi::find("x86_64"));
  TypeId T = makeNamed(B);
  struct {
    uint64_t Count, Offset, First;
    const char *Path;
  } Cases[] = {{1, 0, 0, "name[0]"},   {1, 20, 0, "ids[1]"},
               {1, 22, 0, "ids[1]+2"}, {1, 6, 0, "+6"},
               {1, 40, 0, "[1]"},      {3, 40, 0, "[1].name[0]"},
               {3, 44, 0, "[1]+4"},    {3, 40, 7, "[8].name[0]"},
               {1, 8, 7, "[7].value"}, {3, 120, 0, "[3]"}};
  for (auto &C : Cases)
    EXPECT_EQ(pathOf(B.Table, T, C.Count, C.Offset, C.First), C.Path);
  EXPECT_EQ(joinPath("cells", "[3].x"), "cells[3].x");
  EXPECT_EQ(joinPath("grid", "x"), "grid.x");
  EXPECT_EQ(joinPath("grid", ""), "grid");
  EXPECT_EQ(joinPath("", "x"), "x");
}
