// Random types, random values, random pairs of ABIs: A -> B is what the ABI
// says, and A -> B -> A gives the first bytes again. FERRY_TEST_SEED repeats a
// run.
#include "RandomTypes.h"
#include <gtest/gtest.h>

using namespace ferry;
using namespace ferry::test;

TEST(RandomConversion, ThereAndBack) {
  uint64_t First = firstSeed();
  std::printf("FERRY_TEST_SEED=%llu\n", static_cast<unsigned long long>(First));
  std::vector<Abi> Abis = allAbis();
  for (uint64_t Round = 0; Round < 3000; ++Round) {
    uint64_t Seed = First + Round;
    SCOPED_TRACE("FERRY_TEST_SEED=" + std::to_string(Seed));
    std::mt19937_64 Random(Seed);
    LayoutBuilder A(Abis[Random() % Abis.size()]);
    LayoutBuilder B(Abis[Random() % Abis.size()]);
    uint64_t Shape = Random();
    TypeId TypeA = RandomType(A, Shape).any(4);
    TypeId TypeB = RandomType(B, Shape).any(4);
    uint64_t Count = 1 + Random() % (Random() % 8 ? 5 : 400);
    if (A.Table[TypeA].Size * Count > 1000000)
      Count = 1;
    Failure Why;
    ASSERT_TRUE(A.Table.validate(Why)) << Why.text();
    ASSERT_TRUE(B.Table.validate(Why)) << Why.text();
    PlanCache There(A.Table, B.Table), Back(B.Table, A.Table);
    const Plan *P = There.get(TypeA, TypeB, Why),
               *Q = Back.get(TypeB, TypeA, Why);
    ASSERT_TRUE(P && Q) << Why.text();

    // Addresses that the translator has turned are what encode() expects.
    struct Adder final : PointerTranslator {
      size_t translate(const PointerUse &, const uint64_t *Old, uint64_t *New,
                       size_t Count, Failure &) override {
        std::copy(Old, Old + Count, New);
        Seen += Count;
        return Count;
      }
      uint64_t Seen = 0;
    } Keep;
    Conversion How;
    How.Pointers = &Keep;
    Values In = randomValues(A.Table, TypeA, B.Table, TypeB, Count, Random);
    std::vector<uint8_t> OnA = encode(A.Table, TypeA, Count, In);
    std::vector<uint8_t> OnB(P->toSize() * Count, 0xee);
    ASSERT_TRUE(P->run(OnA.data(), OnB.data(), Count, How, Why)) << Why.text();
    ASSERT_EQ(OnB, encode(B.Table, TypeB, Count, In))
        << A.Table.abi().name() << " to " << B.Table.abi().name() << "\n"
        << P->describe();
    std::vector<uint8_t> Again(OnA.size(), 0xee);
    ASSERT_TRUE(Q->run(OnB.data(), Again.data(), Count, How, Why))
        << Why.text();
    ASSERT_EQ(Again, OnA) << Q->describe();
    EXPECT_FALSE(How.Counts.lossy());
    if (!P->inPlace() || !Q->inPlace())
      continue;
    ASSERT_TRUE(P->run(OnA.data(), OnA.data(), Count, How, Why));
    ASSERT_EQ(OnA, OnB) << P->describe();
  }
}
