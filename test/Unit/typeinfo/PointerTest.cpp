// What a plan asks of a PointerTranslator, and what it does with the answers.
#include "Layouts.h"
#include "ferry/typeinfo/Endian.h"
#include <gtest/gtest.h>
#include <map>

using namespace ferry;
using namespace ferry::test;

namespace {

TypeId makeNode(LayoutBuilder &B) {
  TypeId Node = B.declare("struct node");
  return B.structure("struct node", {{"id", B.intType()},
                                     {"next", B.pointerTo(Node)},
                                     {"call", B.functionPointer()},
                                     {"any", B.pointerTo(TypeId::None)}});
}

struct Recorder final : PointerTranslator {
  size_t translate(const PointerUse &Use, const uint64_t *Old, uint64_t *New,
                   size_t Count, Failure &Why) override {
    for (size_t I = 0; I < Count; ++I) {
      if (Old[I] == Unknown) {
        Why.Message = "no such block";
        return I;
      }
      New[I] = Old[I] ? Old[I] + Shift : 0;
      auto *Place = static_cast<const uint8_t *>(Use.FirstPlace);
      if (Is64 && loadInteger(Place + I * Use.PlaceStride, 8, false,
                              ByteOrder::Big) != Old[I])
        ++Misplaced;
      ++Uses[Use.FromPointee == TypeId::None ? (Use.IsFunction ? "f" : "v")
                                             : "n"];
      Pointee = Use.FromPointee;
    }
    return Count;
  }
  uint64_t Unknown = 0xdead, Shift = 0x1000;
  std::map<std::string, uint64_t> Uses;
  TypeId Pointee;
  bool Is64 = false; ///< pointers of s390x: look at their places
  uint64_t Misplaced = 0;
};

} // namespace

TEST(Pointers, ReachTheTranslatorWithTheirTypes) {
  LayoutBuilder From(*Abi::find("s390x")), To(*Abi::find("mips"));
  TypeId F = makeNode(From), T = makeNode(To);
  PlanCache Plans(From.Table, To.Table);
  Failure Why;
  const Plan *P = Plans.get(F, T, Why);
  constexpr uint64_t Count = 1000;
  Values In, Expected;
  for (uint64_t I = 0; I < Count; ++I) {
    uint64_t Next = I % 3 ? 0x2000 + I : 0;
    In.insert(In.end(), {I, Next, 0x100, I + 1});
    Expected.insert(Expected.end(),
                    {I, Next ? Next + 0x1000 : 0, 0x1100, I + 0x1001});
  }
  std::vector<uint8_t> Bytes = encode(From.Table, F, Count, In);
  std::vector<uint8_t> Out(P->toSize() * Count);
  Recorder Pointers;
  Conversion How;
  How.Pointers = &Pointers;
  Pointers.Unknown = 0xdeadbeef;
  Pointers.Is64 = true;
  ASSERT_TRUE(P->run(Bytes.data(), Out.data(), Count, How, Why)) << Why.text();
  EXPECT_EQ(Out, encode(To.Table, T, Count, Expected));
  EXPECT_EQ(Pointers.Uses["n"], Count);
  EXPECT_EQ(Pointers.Uses["f"], Count);
  EXPECT_EQ(Pointers.Uses["v"], Count);
  EXPECT_EQ(Pointers.Misplaced, 0u);
  EXPECT_EQ(How.Counts.Pointers, 3 * Count - 334);
}

TEST(Pointers, FailureNamesThePointer) {
  LayoutBuilder From(*Abi::find("x86_64")), To(*Abi::find("s390x"));
  TypeId F = makeNode(From), T = makeNode(To);
  PlanCache Plans(From.Table, To.Table);
  Failure Why;
  const Plan *P = Plans.get(F, T, Why);
  constexpr uint64_t Count = 600;
  for (uint64_t Bad : {0u, 255u, 256u, 599u}) {
    Values In(4 * Count, 1);
    In[4 * Bad + 3] = 0xdead;
    std::vector<uint8_t> Bytes = encode(From.Table, F, Count, In);
    std::vector<uint8_t> Out(P->toSize() * Count);
    Recorder Pointers;
    Conversion How;
    How.Pointers = &Pointers;
    EXPECT_FALSE(P->run(Bytes.data(), Out.data(), Count, How, Why));
    EXPECT_EQ(Why.text(), "[" + std::to_string(Bad) + "].any: no such block");
  }
}

TEST(Pointers, ANewAddressMustFit) {
  LayoutBuilder From(*Abi::find("x86_64")), To(*Abi::find("i686"));
  TypeId F = makeNode(From), T = makeNode(To);
  PlanCache Plans(From.Table, To.Table);
  Failure Why;
  std::vector<uint8_t> Bytes =
      encode(From.Table, F, 2, {1, 2, 3, 4, 1, 2, 0xffffffff, 4});
  std::vector<uint8_t> Out(32);
  Recorder Pointers;
  Conversion How;
  How.Pointers = &Pointers;
  How.Policy = OnOverflow::Wrap; // is about values, never about addresses
  EXPECT_FALSE(
      Plans.get(F, T, Why)->run(Bytes.data(), Out.data(), 2, How, Why));
  EXPECT_EQ(Why.text(),
            "[1].call: the new address does not fit a 4-byte pointer");
}

TEST(Pointers, NeedATranslator) {
  LayoutBuilder From(*Abi::find("x86_64")), To(*Abi::find("x86_64"));
  TypeId F = makeNode(From), T = makeNode(To);
  PlanCache Plans(From.Table, To.Table);
  Failure Why;
  std::vector<uint8_t> Bytes(32), Out(32);
  Conversion How;
  EXPECT_FALSE(
      Plans.get(F, T, Why)->run(Bytes.data(), Out.data(), 1, How, Why));
  EXPECT_EQ(Why.Path, "next");
}
