// Bit-fields: where they are as this compiler says it, their values against what this
// compiler reads and writes, conversion, digest, paths, and tables that lie.
#include "Pairs.h"
#include "RandomTypes.h"
#include "ferry/typeinfo/BitField.h"
#include "ferry/typeinfo/Digest.h"
#include "ferry/typeinfo/OffsetMap.h"
#include "ferry/typeinfo/Ordinals.h"
#include "ferry/typeinfo/Path.h"
#include <cstring>
#include <utility>

using namespace ferry;
using namespace ferry::test;

namespace {

/// A field, and how this compiler reads and writes it.
struct FieldOf {
  const char *Name;
  Kind Declared;
  uint64_t DeclaredSize;
  void (*Set)(void *, uint64_t);
  uint64_t (*Get)(const void *);
  bool (*IsNegative)(const void *);
};

template <class T> constexpr Kind kindOf() {
  if constexpr (std::is_same_v<T, bool>)
    return Kind::Bool;
  else if constexpr (std::is_same_v<T, char>)
    return Kind::Char;
  else
    return std::is_signed_v<T> ? Kind::Signed : Kind::Unsigned;
}

#define FIELD(Struct, Name)                                                      \
  FieldOf {                                                                      \
    #Name, kindOf<decltype(Struct::Name)>(), sizeof(decltype(Struct::Name)),     \
        [](void *P, uint64_t V) {                                                \
          static_cast<Struct *>(P)->Name = static_cast<decltype(Struct::Name)>(V); \
        },                                                                       \
        [](const void *P) {                                                      \
          return static_cast<uint64_t>(static_cast<const Struct *>(P)->Name);    \
        },                                                                       \
        [](const void *P) {                                                      \
          return static_cast<const Struct *>(P)->Name < decltype(Struct::Name)(); \
        }                                                                        \
  }

/// Widths that nobody thought of: from 1 to Most, out of the seed.
constexpr int width(unsigned Seed, unsigned Field, unsigned Most) {
  uint64_t X = (Seed + 1) * 0x9e3779b97f4a7c15u + Field * 0xbf58476d1ce4e5b9u;
  X ^= X >> 31;
  X *= 0x94d049bb133111ebu;
  return static_cast<int>(1 + (X >> 33) % Most);
}

template <unsigned S> struct Loose {
  unsigned a : width(S, 0, 32);
  int b : width(S, 1, 32);
  bool c : 1;
  long long d : width(S, 2, 64);
  unsigned short e : width(S, 3, 16);
  char f : width(S, 4, 8);
  int : width(S, 5, 32);
  signed char g : width(S, 6, 8);
  short whole;
  unsigned long h : width(S, 7, 32);
  int : 0;
  unsigned i : width(S, 8, 32);
  unsigned long long j : width(S, 9, 64);
};
template <unsigned S> struct __attribute__((packed)) Tight {
  char whole;
  unsigned a : width(S, 20, 32);
  int b : width(S, 21, 32);
  bool c : 1;
  long long d : width(S, 22, 64);
  unsigned short e : width(S, 23, 16);
  char f : width(S, 24, 8);
  signed char g : width(S, 25, 8);
  unsigned long h : width(S, 26, 32);
  unsigned i : width(S, 27, 32);
  unsigned long long j : width(S, 28, 64);
};
#pragma pack(push, 2)
template <unsigned S> struct Pragma {
  unsigned a : width(S, 40, 32);
  int b : width(S, 41, 32);
  bool c : 1;
  char whole;
  long long d : width(S, 42, 64);
  unsigned short e : width(S, 43, 16);
  char f : width(S, 44, 8);
  signed char g : width(S, 45, 8);
  unsigned long h : width(S, 46, 32);
  unsigned i : width(S, 47, 32);
  unsigned long long j : width(S, 48, 64);
};
#pragma pack(pop)

template <class Shape> std::vector<FieldOf> fieldsOf() {
  return {FIELD(Shape, a), FIELD(Shape, b), FIELD(Shape, c), FIELD(Shape, d),
          FIELD(Shape, e), FIELD(Shape, f), FIELD(Shape, g), FIELD(Shape, h),
          FIELD(Shape, i), FIELD(Shape, j)};
}

TypeId integerOf(LayoutBuilder &B, const FieldOf &F) {
  return B.scalar(std::string(kindText(F.Declared)) + std::to_string(F.DeclaredSize),
                  F.Declared, F.DeclaredSize);
}

/// The shape in a table of this machine, from what the compiler says.
template <class Shape> TypeId ask(LayoutBuilder &Native) {
  Type T;
  T.K = Kind::Struct;
  T.Size = sizeof(Shape);
  T.Align = alignof(Shape);
  for (const FieldOf &F : fieldsOf<Shape>()) {
    Shape Object;
    std::memset(&Object, 0, sizeof Object);
    F.Set(&Object, ~uint64_t(0));
    BitPlace Found;
    EXPECT_TRUE(findBits(reinterpret_cast<uint8_t *>(&Object), sizeof Object, HostOrder, Found));
    Type Field;
    Field.K = Kind::BitField;
    Field.Size = Found.Size;
    Field.Align = 1;
    Field.Element = integerOf(Native, F);
    Field.Bits = {Found.Width, Found.Shift, F.IsNegative(&Object)};
    Field.Name = F.Name + std::string(" of its own");
    T.Fields.push_back({F.Name, Native.Table.add(Field), Found.Offset});
  }
  TypeId Id = Native.declare("struct shape");
  Native.Table.complete(Id, std::move(T));
  return Id;
}

template <class Shape> void againstTheCompiler(uint64_t Seed) {
  std::mt19937_64 Random(Seed);
  LayoutBuilder Native(Abi::native());
  TypeId Here = ask<Shape>(Native);
  Failure Why;
  ASSERT_TRUE(Native.Table.validate(Why)) << Why.text();
  const Type &T = Native.Table[Here];
  std::vector<FieldOf> Fields = fieldsOf<Shape>();

  // Somewhere else, as this test lays it out.
  std::vector<Abi> Abis = allAbis();
  LayoutBuilder There(Abis[Random() % Abis.size()]);
  std::vector<Member> Members;
  for (size_t I = 0; I < Fields.size(); ++I)
    Members.push_back({Fields[I].Name, integerOf(There, Fields[I]),
                       Native.Table[T.Fields[I].Type].Bits.Width});
  TypeId Far = There.structure("struct shape", Members);
  ASSERT_TRUE(There.Table.validate(Why)) << Why.text();
  PlanCache Out(Native.Table, There.Table), Back(There.Table, Native.Table);
  const Plan *P = Out.get(Here, Far, Why), *Q = Back.get(Far, Here, Why);
  ASSERT_TRUE(P && Q) << Why.text();
  EXPECT_FALSE(P->inPlace() && !P->isCopy());

  for (int Round = 0; Round < 8; ++Round) {
    Shape Object, Again;
    auto *Bytes = reinterpret_cast<uint8_t *>(&Object);
    for (size_t I = 0; I < sizeof Object; ++I)
      Bytes[I] = static_cast<uint8_t>(Random()); // padding, too
    Values Wanted;
    for (const FieldOf &F : Fields)
      F.Set(&Object, Random());
    for (size_t I = 0; I < Fields.size(); ++I) {
      const Type &F = Native.Table[T.Fields[I].Type];
      const uint8_t *At = Bytes + T.Fields[I].Offset;
      uint64_t Value = Fields[I].Get(&Object);
      ASSERT_EQ(loadBits(At, F.Size, F.Bits, HostOrder), Value) << Fields[I].Name;
      Wanted.push_back(Value);
      // Storing it changes nothing around it.
      Shape Copy = Object;
      storeBits(reinterpret_cast<uint8_t *>(&Copy) + T.Fields[I].Offset, Value, F.Size,
                F.Bits, HostOrder);
      ASSERT_EQ(std::memcmp(&Copy, &Object, sizeof Copy), 0) << Fields[I].Name;
    }
    Conversion How;
    std::vector<uint8_t> Moved(There.Table[Far].Size, 0xee);
    ASSERT_TRUE(P->run(&Object, Moved.data(), 1, How, Why)) << Why.text();
    if (!P->isCopy()) { // or the padding is a copy, too
      ASSERT_EQ(Moved, encode(There.Table, Far, 1, Wanted)) << P->describe();
    }
    ASSERT_TRUE(Q->run(Moved.data(), &Again, 1, How, Why)) << Why.text();
    for (const FieldOf &F : Fields)
      ASSERT_EQ(F.Get(&Again), F.Get(&Object)) << F.Name << "\n" << Q->describe();
  }
}

template <unsigned... Shapes>
void all(uint64_t First, std::integer_sequence<unsigned, Shapes...>) {
  (againstTheCompiler<Loose<Shapes>>(First + Shapes), ...);
  (againstTheCompiler<Tight<Shapes>>(First + Shapes), ...);
  (againstTheCompiler<Pragma<Shapes>>(First + Shapes), ...);
}

TypeId makeFlags(LayoutBuilder &B) {
  return B.structure("struct flags", {{"tag", B.character()},
                                      {"a", B.unsignedOf("unsigned int", 4), 3},
                                      {"b", B.intType(), 7},
                                      {"n", B.intType()}});
}

} // namespace

TEST(BitField, AgainstTheCompiler) {
  uint64_t First = firstSeed();
  std::printf("FERRY_TEST_SEED=%llu\n", static_cast<unsigned long long>(First));
  all(First, std::make_integer_sequence<unsigned, 12>());
}

TEST(BitField, WhatIsFound) {
  auto Find = [](std::vector<uint8_t> Bytes, ByteOrder Order) {
    BitPlace P;
    return findBits(Bytes.data(), Bytes.size(), Order, P) ? P : BitPlace();
  };
  EXPECT_EQ(Find({0, 0xf8, 0x03}, ByteOrder::Little), (BitPlace{1, 2, 7, 3}));
  EXPECT_EQ(Find({0, 0x03, 0xf8}, ByteOrder::Big), (BitPlace{1, 2, 7, 3}));
  // Not together in this order, though in the other.
  EXPECT_EQ(Find({0, 0xf8, 0x03}, ByteOrder::Big), BitPlace());
  EXPECT_EQ(Find({0x05}, ByteOrder::Little), BitPlace());
  EXPECT_EQ(Find({0, 0, 0}, ByteOrder::Little), BitPlace());
  std::vector<uint8_t> Widest(9, 0xff);
  EXPECT_EQ(Find(Widest, ByteOrder::Little), BitPlace());
  Widest.front() = 0x80;
  Widest.back() = 0x7f;
  EXPECT_EQ(Find(Widest, ByteOrder::Little), (BitPlace{0, 9, 64, 7}));
}

TEST(BitField, APlanHasZerosInFront) {
  EXPECT_EQ(Pair("x86_64", "s390x").plan(makeFlags)->describe(),
            "copy 0 -> 0  1 bytes\n"
            "zero 1  1 bytes\n"
            "bits 1 -> 1  u3>>0 in 1 -> u3>>5 in 1\n"
            "zero 2  1 bytes\n"
            "bits 1 -> 1  s7>>3 in 2 -> s7>>6 in 2\n"
            "zero 3  1 bytes\n"
            "swap4 4 -> 4\n");
  EXPECT_TRUE(Pair("x86_64", "aarch64").plan(makeFlags)->isCopy());
}

TEST(BitField, OtherWidthsMayLose) {
  auto Make = [](LayoutBuilder &B) {
    unsigned Width = static_cast<unsigned>(B.Table.abi().LongSize);
    return B.structure("struct s", {{"a", B.unsignedOf("unsigned int", 4), 3},
                                    {"wide", B.intType(), Width},
                                    {"b", B.unsignedOf("unsigned int", 4), 3}});
  };
  EXPECT_FALSE(Pair("i686", "x86_64").plan(Make)->mayLose());
  Pair P("x86_64", "i686");
  const Plan *Made = P.plan(Make);
  ASSERT_TRUE(Made && Made->mayLose());
  auto Run = [&](uint64_t Value, OnOverflow Policy, Conversion &How) {
    std::vector<uint8_t> In = encode(P.From.Table, P.FromType, 2, {1, 0, 2, 5, Value, 6});
    std::vector<uint8_t> Out(2 * Made->toSize(), 0xee);
    How.Policy = Policy;
    return Made->run(In.data(), Out.data(), 2, How, P.Why) ? Out : std::vector<uint8_t>();
  };
  auto Wanted = [&](uint64_t Value) {
    return encode(P.To.Table, P.ToType, 2, {1, 0, 2, 5, Value, 6});
  };
  Conversion How, Saturated, Wrapped;
  EXPECT_EQ(Run(~uint64_t(7), OnOverflow::Error, How), Wanted(~uint64_t(7)));
  EXPECT_TRUE(Run(~uint64_t(8), OnOverflow::Error, How).empty());
  EXPECT_EQ(P.Why.text(), "[1].wide: -9 does not fit a bit-field of 4 bits, signed");
  EXPECT_EQ(Run(~uint64_t(8), OnOverflow::Saturate, Saturated), Wanted(~uint64_t(7)));
  EXPECT_EQ(Saturated.Counts.Saturated, 1u);
  EXPECT_EQ(Saturated.Counts.FirstLossyPath, "[1].wide");
  EXPECT_EQ(Run(~uint64_t(8), OnOverflow::Wrap, Wrapped), Wanted(7));
  EXPECT_EQ(Wrapped.Counts.Wrapped, 1u);
}

TEST(BitField, MembersOfUnions) {
  auto Agree = [](LayoutBuilder &B) {
    TypeId U = B.unsignedOf("unsigned int", 4);
    TypeId X = B.structure("struct x", {{"kind", U, 3}, {"low", U, 5}, {"i", B.intType()}});
    TypeId Y = B.structure("struct y", {{"kind", U, 3}, {"f", B.floatType()}});
    return B.unite("union u", {{"x", X}, {"y", Y}, {"kind", B.Table[X].Fields[0].Type}});
  };
  Pair P("x86_64", "s390x");
  const Plan *Made = P.plan(Agree);
  ASSERT_NE(Made, nullptr) << P.Why.text();
  EXPECT_EQ(Made->describe(), "zero 0  1 bytes\n"
                              "bits 0 -> 0  u3>>0 in 1 -> u3>>5 in 1\n"
                              "bits 0 -> 0  u5>>3 in 1 -> u5>>0 in 1\n"
                              "zero 1  3 bytes\n"
                              "swap4 4 -> 4\n");
  auto Cut = [](LayoutBuilder &B) {
    TypeId U = B.unsignedOf("unsigned int", 4);
    return B.unite("union u", {{"x", B.structure("struct x", {{"a", U, 3}, {"b", U, 5}})},
                               {"y", B.structure("struct y", {{"a", U, 4}, {"b", U, 4}})}});
  };
  EXPECT_EQ(Pair("x86_64", "s390x").plan(Cut), nullptr);
  EXPECT_EQ(Pair("powerpc", "i686").plan(Cut), nullptr);
  EXPECT_TRUE(Pair("x86_64", "aarch64").plan(Cut)->isCopy());
  // A byte that is bit-fields in one member and a value in another.
  auto Whole = [](LayoutBuilder &B) {
    TypeId U = B.unsignedOf("unsigned int", 4);
    return B.unite("union u", {{"x", B.structure("struct x", {{"a", U, 3}, {"b", U, 5}})},
                               {"c", B.array(B.unsignedOf("unsigned char", 1), 4)},
                               {"p", B.intType()}});
  };
  EXPECT_EQ(Pair("x86_64", "s390x").plan(Whole), nullptr);
  Pair Alike("x86_64", "i686");
  ASSERT_NE(Alike.plan(Whole), nullptr) << Alike.Why.text();
  // Beside a pointer nothing is one copy of it all; the bytes are taken as they are.
  auto Beside = [&](LayoutBuilder &B) {
    return B.structure("struct s", {{"p", B.pointerTo(TypeId::None)}, {"u", Whole(B)}});
  };
  Pair Other("x86_64", "aarch64");
  ASSERT_NE(Other.plan(Beside), nullptr) << Other.Why.text();
}

TEST(BitField, IsNoPlaceForAPointer) {
  Pair P("x86_64", "s390x");
  ASSERT_NE(P.plan(makeFlags), nullptr);
  const TypeTable &From = P.From.Table, &To = P.To.Table;
  OffsetMap Map(From, P.FromType, To, P.ToType);
  uint64_t New;
  TypeId Char = From.find("char"), Int = From.find("int");
  ASSERT_TRUE(Map.map(2, nullptr, 1, Char, New, P.Why)); // the end of the tag
  EXPECT_EQ(New, 1u);
  ASSERT_TRUE(Map.map(2, nullptr, 12, Int, New, P.Why));
  EXPECT_EQ(New, 12u);
  // Where the places differ.
  auto Odd = [](LayoutBuilder &B) {
    return B.structure("struct odd", {{"l", B.longType()},
                                      {"a", B.unsignedOf("unsigned int", 4), 20},
                                      {"n", B.intType()}});
  };
  Pair Q("x86_64", "i686");
  ASSERT_NE(Q.plan(Odd), nullptr);
  OffsetMap Narrow(Q.From.Table, Q.FromType, Q.To.Table, Q.ToType);
  EXPECT_FALSE(Narrow.map(1, nullptr, 9, TypeId::None, New, Q.Why));
  EXPECT_EQ(Q.Why.Message, "points into padding");
  ASSERT_TRUE(Narrow.map(1, nullptr, 12, Q.From.Table.find("int"), New, Q.Why));
  EXPECT_EQ(New, 8u);
  Ordinals There(From), Here(To);
  uint64_t A, B, Byte;
  ASSERT_TRUE(There.ordinalOf(P.FromType, 1, nullptr, 4, A, Byte));
  ASSERT_TRUE(Here.ordinalOf(P.ToType, 1, nullptr, 4, B, Byte));
  EXPECT_EQ(A, 3u);
  EXPECT_EQ(B, 3u);
  EXPECT_FALSE(There.ordinalOf(P.FromType, 1, nullptr, 2, A, Byte));
}

TEST(BitField, HasTheDigestOfItsValue) {
  uint64_t First = firstSeed();
  std::vector<Abi> Abis = allAbis();
  for (uint64_t Round = 0; Round < 300; ++Round) {
    SCOPED_TRACE("FERRY_TEST_SEED=" + std::to_string(First + Round));
    std::mt19937_64 Random(First + Round);
    const Abi &There = Abis[Random() % Abis.size()], &Here = Abis[Random() % Abis.size()];
    Pair P(There, Here);
    P.plan(makeFlags);
    Values In = randomValues(P.From.Table, P.FromType, P.To.Table, P.ToType, 3, Random);
    auto Sum = [&](const TypeTable &Table, TypeId Id, const Values &Of) {
      std::vector<uint8_t> Bytes = encode(Table, Id, 3, Of);
      for (uint8_t *At = Bytes.data(); At < &Bytes.back(); At += Table[Id].Size)
        At[3] = static_cast<uint8_t>(Random()); // padding
      struct Only final : DigestSource {
        DigestBlock Is;
        DigestTarget resolve(uint64_t, const Type &, const void *) override { return {}; }
        DigestBlock block(BlockId) override { return Is; }
      } Source;
      Source.Is = {Id, 3, Bytes.data()};
      Digest D(Table, Source);
      D.addRoot("flags", BlockId{0});
      return D.finish();
    };
    DigestValue One = Sum(P.From.Table, P.FromType, In);
    ASSERT_EQ(One, Sum(P.To.Table, P.ToType, In));
    Values Other = In;
    Other[1 + Random() % 2] ^= 1;
    ASSERT_FALSE(One == Sum(P.To.Table, P.ToType, Other));
  }
}

TEST(BitField, TablesThatLie) {
  auto Why = [](auto Change) {
    LayoutBuilder B(*Abi::find("x86_64"));
    TypeId S = makeFlags(B);
    Type Struct = B.Table[S];
    TypeId A = Struct.Fields[1].Type;
    Type Field = B.Table[A];
    Change(B, Struct, Field);
    B.Table.complete(S, Struct);
    B.Table.complete(A, Field);
    Failure Said;
    return B.Table.validate(Said) ? std::string() : Said.text();
  };
  using B = LayoutBuilder;
  EXPECT_EQ(Why([](B &, Type &, Type &) {}), "");
  EXPECT_EQ(Why([](B &, Type &, Type &F) { F.Bits.Width = 4; }),
            "struct flags.b: the field overlaps the one before it");
  EXPECT_EQ(Why([](B &, Type &S, Type &) { S.Fields[1].Offset = 0; }),
            "struct flags.a: the field overlaps the one before it");
  EXPECT_EQ(Why([](B &, Type &S, Type &) { S.Fields[3].Offset = 2; }),
            "struct flags.n: the field overlaps the one before it");
  EXPECT_EQ(Why([](B &, Type &S, Type &) { S.Fields[1].Offset = S.Size; }),
            "struct flags.a: the field ends beyond the struct");
  for (auto [Width, Shift, Size] : {std::array<unsigned, 3>{0, 0, 1}, {3, 8, 2}, {3, 0, 2},
                                    {33, 0, 5}, {255, 255, 64}, {32, 1, 4}})
    EXPECT_NE(Why([&](B &, Type &, Type &F) {
                F.Bits.Width = static_cast<uint8_t>(Width);
                F.Bits.Shift = static_cast<uint8_t>(Shift);
                F.Size = Size;
              }).find("a bit-field can't be"),
              std::string::npos);
  EXPECT_NE(Why([](B &, Type &, Type &F) { F.Element = TypeId::None; }), "");
  EXPECT_NE(Why([](B &T, Type &, Type &F) { F.Element = T.doubleType(); }), "");
  // As an element, as what is pointed to; bits in a plain integer.
  EXPECT_NE(Why([](B &T, Type &S, Type &) { T.array(S.Fields[1].Type, 3); }), "");
  EXPECT_NE(Why([](B &T, Type &S, Type &) { T.pointerTo(S.Fields[1].Type); }), "");
  EXPECT_NE(Why([](B &, Type &, Type &F) {
              F.K = Kind::Unsigned;
              F.Size = 1;
              F.Element = TypeId::None;
            }),
            "");
}
