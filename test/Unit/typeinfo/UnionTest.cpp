// Unions: what moves without knowing which member was written last.
#include "Pairs.h"
#include "RandomTypes.h"
#include "ferry/typeinfo/OffsetMap.h"
#include "ferry/typeinfo/Ordinals.h"
#include "ferry/typeinfo/Path.h"

using namespace ferry;
using namespace ferry::test;

namespace {

/// union { struct { short tag; int i; } a; struct { short tag; float f; } b; }
TypeId makeTagged(LayoutBuilder &B) {
  TypeId Short = B.signedOf("short", 2);
  TypeId X = B.structure("struct a", {{"tag", Short}, {"i", B.intType()}});
  TypeId Y = B.structure("struct b", {{"tag", Short}, {"f", B.floatType()}});
  return B.unite("union tagged", {{"a", X}, {"b", Y}});
}

TypeId makeBytes(LayoutBuilder &B) {
  return B.unite("union bytes", {{"i", B.intType()}, {"bytes", B.array(B.character(), 4)}});
}

TypeId makePointers(LayoutBuilder &B) {
  return B.unite("union pointers", {{"i", B.pointerTo(B.intType())},
                                    {"d", B.pointerTo(B.doubleType())}});
}

} // namespace

TEST(Union, MembersThatAgree) {
  EXPECT_EQ(Pair("x86_64", "s390x").plan(makeTagged)->describe(),
            "swap2 0 -> 0\nzero 2  2 bytes\nswap4 4 -> 4\n");
  EXPECT_TRUE(Pair("x86_64", "aarch64").plan(makeTagged)->isCopy());
}

TEST(Union, MembersThatDoNot) {
  Pair P("x86_64", "s390x");
  EXPECT_EQ(P.plan(makeBytes), nullptr);
  EXPECT_EQ(P.Why.text(),
            "union bytes.bytes: has to be converted in another way than the members "
            "before it, and which was written last is not known");
  EXPECT_TRUE(Pair("x86_64", "i686").plan(makeBytes)->isCopy());
  // Signs differ where the size does.
  auto Signs = [](LayoutBuilder &B) {
    return B.unite("union signs", {{"l", B.longType()}, {"u", B.unsignedLong()}});
  };
  EXPECT_NE(Pair("x86_64", "s390x").plan(Signs), nullptr);
  EXPECT_EQ(Pair("i686", "x86_64").plan(Signs), nullptr);
}

TEST(Union, PointersToOneThingOrAnother) {
  Pair P("x86_64", "i686");
  EXPECT_EQ(P.plan(makePointers)->describe(),
            "pointer 0 -> 0  8 -> 4 bytes, to anything\n");
  auto Mixed = [](LayoutBuilder &B) {
    return B.unite("union mixed", {{"p", B.pointerTo(B.intType())}, {"l", B.longType()}});
  };
  EXPECT_EQ(Pair("x86_64", "x86_64").plan(Mixed), nullptr);
  auto Functions = [](LayoutBuilder &B) {
    return B.unite("union code", {{"p", B.pointerTo(B.intType())}, {"f", B.functionPointer()}});
  };
  EXPECT_EQ(Pair("x86_64", "x86_64").plan(Functions), nullptr);
}

TEST(Union, PaddingOfOneMemberMayBeAPointerOfAnother) {
  auto Make = [](LayoutBuilder &B) {
    TypeId X = B.structure("struct a", {{"tag", B.character()}, {"d", B.doubleType()}});
    TypeId Y = B.structure("struct b", {{"tag", B.character()}, {"p", B.pointerTo(TypeId::None)}});
    return B.unite("union u", {{"a", X}, {"b", Y}});
  };
  // armhf: tag 0, p 4, d 8.
  Pair P("armhf", "armhf");
  ASSERT_NE(P.plan(Make), nullptr) << P.Why.text();
  EXPECT_EQ(P.plan(Make)->describe(), "copy 0 -> 0  1 bytes\nzero 1  3 bytes\n"
                                      "pointer 4 -> 4  4 -> 4 bytes\n"
                                      "copy 8 -> 8  8 bytes\n");
  EXPECT_EQ(Pair("x86_64", "x86_64").plan(Make), nullptr);
}

TEST(Union, PlacesInside) {
  LayoutBuilder B(*Abi::find("x86_64"));
  TypeId T = makeTagged(B);
  EXPECT_EQ(pathOf(B.Table, T, 1, 4), "a.i");
  EXPECT_TRUE(meaningsAt(B.Table, T, 1, nullptr, 4, B.floatType()).Start);
  EXPECT_TRUE(meaningsAt(B.Table, T, 1, nullptr, 4, B.intType()).Start);
  EXPECT_FALSE(meaningsAt(B.Table, T, 1, nullptr, 4, B.doubleType()).Start);
  Ordinals Places(B.Table);
  uint64_t Ordinal, Byte;
  ASSERT_TRUE(Places.ordinalOf(T, 2, nullptr, 4, Ordinal, Byte));
  EXPECT_EQ(Ordinal, 1u);
  ASSERT_TRUE(Places.ordinalOf(T, 2, nullptr, 8 + 6, Ordinal, Byte));
  EXPECT_EQ(Ordinal, 5u);
  EXPECT_EQ(Byte, 2u);
  EXPECT_FALSE(Places.ordinalOf(T, 2, nullptr, 3, Ordinal, Byte)); // padding
  ASSERT_TRUE(Places.ordinalOf(T, 2, nullptr, 16, Ordinal, Byte));
  EXPECT_EQ(Ordinal, 8u);
}

TEST(Union, TooManyMembersOverOneAnotherAreRefused) {
  LayoutBuilder B(*Abi::find("x86_64"));
  TypeId Inner = B.longType();
  Failure Why;
  for (int I = 0; I < 5; ++I) {
    Inner = B.unite("union u" + std::to_string(I),
                    {{"a", Inner}, {"b", Inner}, {"c", Inner}, {"d", Inner}});
    EXPECT_TRUE(B.Table.validate(Why)) << Why.text();
  }
  B.unite("union last", {{"a", Inner}, {"b", Inner}});
  EXPECT_FALSE(B.Table.validate(Why));
  EXPECT_EQ(Why.text(), "union last: too many members lie over one another");
}

// Whatever member was written, it arrives; the others' bytes hold anything.
TEST(Union, EachMemberArrives) {
  uint64_t First = firstSeed(), Moved = 0;
  std::printf("FERRY_TEST_SEED=%llu\n", static_cast<unsigned long long>(First));
  std::vector<Abi> Abis = allAbis();
  for (uint64_t Round = 0; Round < 5000; ++Round) {
    uint64_t Seed = First + Round;
    SCOPED_TRACE("FERRY_TEST_SEED=" + std::to_string(Seed));
    std::mt19937_64 Random(Seed);
    Pair P(Abis[Random() % Abis.size()], Abis[Random() % Abis.size()]);
    uint64_t Shape = Random(), Members = 2 + Random() % 2;
    auto Make = [&](LayoutBuilder &B) {
      RandomType Types(B, Shape);
      std::vector<Member> All;
      for (uint64_t I = 0; I < Members; ++I)
        All.push_back({"m" + std::to_string(I), Types.any(I ? 1 : 2)});
      return B.unite("union u", All);
    };
    const Plan *Whole = P.plan(Make);
    if (!Whole)
      continue;
    ++Moved;
    // Other members' bytes are addresses, too: of nothing, but they must fit.
    struct Fitting final : PointerTranslator {
      size_t translate(const PointerUse &, const uint64_t *Old, uint64_t *New,
                       size_t Count, Failure &) override {
        for (size_t I = 0; I < Count; ++I)
          New[I] = ScramblingTranslator::scramble(Old[I] & 0x7fffffff);
        return Count;
      }
    } Scramble;
    Conversion How;
    How.Pointers = &Scramble;
    How.Policy = OnOverflow::Wrap;
    const Type &From = P.From.Table[P.FromType], &To = P.To.Table[P.ToType];
    for (size_t I = 0; I < Members; ++I) {
      TypeId A = From.Fields[I].Type, B = To.Fields[I].Type;
      std::vector<uint8_t> Before(From.Size), After(To.Size, 0xee);
      for (uint8_t &Byte : Before)
        Byte = static_cast<uint8_t>(Random());
      Values In = randomValues(P.From.Table, A, P.To.Table, B, 1, Random);
      std::vector<uint8_t> Value = encode(P.From.Table, A, 1, In),
                           Mask = encode(P.From.Table, A, 1, Values(In.size(), ~uint64_t(0)));
      for (size_t N = 0; N < Value.size(); ++N)
        Before[N] = static_cast<uint8_t>((Before[N] & ~Mask[N]) | (Value[N] & Mask[N]));
      // The member alone says what must come out.
      const Plan *Alone = P.Plans->get(A, B, P.Why);
      ASSERT_NE(Alone, nullptr);
      std::vector<uint8_t> Wanted(P.To.Table[B].Size);
      ASSERT_TRUE(Alone->run(Value.data(), Wanted.data(), 1, How, P.Why)) << P.Why.text();
      ASSERT_TRUE(Whole->run(Before.data(), After.data(), 1, How, P.Why)) << P.Why.text();
      Mask = encode(P.To.Table, B, 1, Values(In.size(), ~uint64_t(0)));
      for (size_t N = 0; N < Wanted.size(); ++N)
        if (Mask[N]) { // of a bit-field only its bits
          ASSERT_EQ(After[N] & Mask[N], Wanted[N] & Mask[N]) << "byte " << N << " of m" << I << "\n"
                                         << Whole->describe();
        }
    }
  }
  EXPECT_GT(Moved, 500u);
}
