// What an image may claim about types, and what is refused.
#include "Layouts.h"
#include <gtest/gtest.h>

using namespace ferry;
using namespace ferry::test;

namespace {

struct Native : LayoutBuilder {
  Native() : LayoutBuilder(*Abi::find("x86_64")) {}

  /// The reason why the table can't be used; "" when it can.
  std::string refusal() const {
    Failure Why;
    return Table.validate(Why) ? "" : Why.text();
  }
  void change(TypeId Id, void (*How)(Type &)) {
    Type T = Table[Id];
    How(T);
    Table.complete(Id, T);
  }
};

} // namespace

TEST(TypeTable, KeysAreFound) {
  Native B;
  TypeId Int = B.intType(), P = B.pointerTo(Int);
  EXPECT_EQ(B.Table.find("int"), Int);
  EXPECT_EQ(B.Table.find("p:int"), P);
  EXPECT_EQ(B.Table.find("p:char"), TypeId::None);
  EXPECT_EQ(B.refusal(), "");
}

TEST(TypeTable, CyclesThroughPointersAreFine) {
  Native B;
  TypeId Node = B.declare("struct node");
  B.structure("struct node",
              {{"next", B.pointerTo(Node)}, {"value", B.intType()}});
  EXPECT_EQ(B.refusal(), "");
  EXPECT_EQ(B.Table[Node].Size, 16u);
}

TEST(TypeTable, CyclesByValueAreRefused) {
  Native B;
  TypeId Node = B.declare("struct node");
  TypeId Two = B.array(Node, 2);
  B.structure("struct node", {{"inner", Two}});
  EXPECT_NE(B.refusal().find("holds itself by value"), std::string::npos);
}

TEST(TypeTable, DeepNestingIsRefused) {
  Native B;
  TypeId Inner = B.character();
  for (unsigned I = 0; I < MaxTypeDepth; ++I)
    Inner = B.array(Inner, 1);
  EXPECT_EQ(B.refusal(), "");
  B.array(Inner, 1);
  EXPECT_NE(B.refusal().find("too deeply"), std::string::npos);
}

// The outermost type stands first: depth is found from any starting point.
TEST(TypeTable, DeepNestingIsRefusedFromTheTop) {
  TypeTable Table(*Abi::find("x86_64"));
  constexpr uint32_t Levels = 200000; // enough to overflow a stack
  for (uint32_t I = 0; I < Levels; ++I)
    Table.add(
        {"t" + std::to_string(I), Kind::Array, 1, 1, TypeId{I + 1}, 1, {}});
  Table.add({"char", Kind::Char, 1, 1, TypeId::None, 0, {}});
  Failure Why;
  EXPECT_FALSE(Table.validate(Why));
  EXPECT_NE(Why.Message.find("too deeply"), std::string::npos);
}

TEST(TypeTable, DuplicateKeysAreRefused) {
  Native B;
  TypeId First = B.intType();
  B.Table.add(B.Table[First]);
  EXPECT_EQ(B.Table.find("int"), First);
  EXPECT_EQ(B.refusal(), "int: two types of this name");
}

TEST(TypeTable, MalformedTypesAreRefused) {
  struct {
    const char *Key;
    void (*Change)(Type &);
    const char *Message;
  } Cases[] = {
      {"int", [](Type &T) { T.Size = 3; },
       "int: a signed integer can't have 3 bytes"},
      {"int", [](Type &T) { T.Size = 0; },
       "int: a signed integer can't have 0 bytes"},
      {"int", [](Type &T) { T.Align = 3; },
       "int: the alignment is no power of two"},
      {"int", [](Type &T) { T.K = Kind(77); }, "int: unknown kind 77"},
      {"int", [](Type &T) { T.Fields.push_back({"x", TypeId{0}, 0}); },
       "int: fields in something that is no struct or union"},
      {"char", [](Type &T) { T.Size = 2; }, "char: a char can't have 2 bytes"},
      {"double", [](Type &T) { T.Size = 2; },
       "double: a floating point can't have 2 bytes"},
      {"p:int", [](Type &T) { T.Size = 4; },
       "p:int: a pointer can't have 4 bytes"},
      {"p:int", [](Type &T) { T.Element = TypeId{1000}; },
       "p:int: the element type is not in the table"},
      {"enum e", [](Type &T) { T.Element = TypeId::None; },
       "enum e: the integer of the enum is missing"},
      {"enum e", [](Type &T) { T.Size = 8; },
       "enum e: the enum's size differs from its integer's"},
      {"enum e", [](Type &T) { T.Element = TypeId{2}; },
       "enum e: the enum's element is no integer"},
      {"a4:int", [](Type &T) { T.Size = 17; },
       "a4:int: the array's size is not its count times its element's size"},
      {"a4:int",
       [](Type &T) {
         T.Count = uint64_t(1) << 62;
         T.Size = 0;
       },
       "a4:int: the array's size is not its count times its element's size"},
      {"a4:int", [](Type &T) { T.Element = TypeId::None; },
       "a4:int: the array has no element type"},
      {"struct s", [](Type &T) { T.Fields[1].Offset = 3; },
       "struct s.b: the field overlaps the one before it"},
      {"struct s", [](Type &T) { T.Fields[1].Offset = ~uint64_t(0) - 2; },
       "struct s.b: the field ends beyond the struct"},
      {"struct s", [](Type &T) { T.Size = 15; },
       "struct s.b: the field ends beyond the struct"},
      {"struct s", [](Type &T) { T.Size = uint64_t(1) << 49; },
       "struct s: too large: 562949953421312 bytes"},
      {"struct s", [](Type &T) { T.Fields[1].Name = "a"; },
       "struct s.a: two fields of this name"},
      {"struct s", [](Type &T) { T.Fields[1].Name = ""; },
       "struct s.: two fields of this name"},
      {"struct s", [](Type &T) { T.Fields[1].Type = TypeId{99}; },
       "struct s.b: the field has no type"},
      {"struct s", [](Type &T) { T.Fields[1].Type = TypeId::None; },
       "struct s.b: the field has no type"},
      {"struct s", [](Type &T) { T.Fields[1].Type = TypeId{8}; },
       "struct s.b: the field has no type"},
  };
  for (auto &C : Cases) {
    Native B;
    TypeId Int = B.intType();
    B.character();
    TypeId Double = B.doubleType();
    ASSERT_EQ(Double, TypeId{2});
    B.pointerTo(Int);
    B.enumOf("enum e", Int);
    B.array(Int, 4);
    B.structure("struct s", {{"a", Int}, {"b", Double}});
    B.pointerTo(TypeId::None);
    TypeId Void = B.Table.add({"void", Kind::Void, 0, 0, TypeId::None, 0, {}});
    ASSERT_EQ(Void, TypeId{8});
    ASSERT_EQ(B.refusal(), "");
    B.change(B.Table.find(C.Key), C.Change);
    EXPECT_EQ(B.refusal(), C.Message);
  }
}

TEST(TypeTable, ArraySizesThatOverflowAreRefused) {
  TypeTable Table(*Abi::find("x86_64"));
  constexpr uint64_t Half = uint64_t(1) << 32;
  Table.add({"big", Kind::Raw, Half, 1, TypeId::None, 0, {}});
  Table.add({"huge", Kind::Array, 0, 1, TypeId{0}, Half, {}});
  Failure Why;
  EXPECT_FALSE(Table.validate(Why));
  EXPECT_EQ(Why.Path, "huge");
}

// Random damage to a good table: it is refused, or everything that a table
// promises to the rest of the library holds.
TEST(TypeTable, RandomDamageIsRefusedOrHarmless) {
  std::mt19937_64 Random(20261122);
  for (int Round = 0; Round < 20000; ++Round) {
    Native B;
    TypeId Int = B.intType();
    TypeId Inner = B.structure("struct in", {{"c", B.character()}, {"i", Int}});
    TypeId Outer = B.structure(
        "struct out", {{"a", B.array(Inner, 3)}, {"p", B.pointerTo(Inner)}});
    B.enumOf("enum e", Int);
    B.array(Outer, 2);
    TypeId Victim{static_cast<uint32_t>(Random() % B.Table.size())};
    Type T = B.Table[Victim];
    uint64_t Any = Random() % 3 ? Random() % 40 : Random();
    switch (Random() % 6) {
    case 0:
      T.Size = Any;
      break;
    case 1:
      T.Count = Any;
      break;
    case 2:
      T.Element = TypeId{static_cast<uint32_t>(Any)};
      break;
    case 3:
      T.K = Kind(Any % 16);
      break;
    case 4:
      if (!T.Fields.empty())
        T.Fields[Any % T.Fields.size()].Offset = Any;
      break;
    default:
      if (!T.Fields.empty())
        T.Fields[0].Type = TypeId{static_cast<uint32_t>(Any)};
    }
    B.Table.complete(Victim, T);
    if (!B.refusal().empty())
      continue;
    TypeTable Good(B.Table.abi());
    PlanCache Plans(B.Table, B.Table);
    for (uint32_t I = 0; I < B.Table.size(); ++I) {
      const Type &Each = B.Table[TypeId{I}];
      Failure Why;
      const Plan *P = Plans.get(TypeId{I}, TypeId{I}, Why);
      if (!P || Each.Size > 4096)
        continue;
      std::vector<uint8_t> From(Each.Size), To(Each.Size + 1, 0xab);
      Conversion How;
      ScramblingTranslator Pointers;
      How.Pointers = &Pointers;
      EXPECT_TRUE(P->run(From.data(), To.data(), 1, How, Why)) << Why.text();
      EXPECT_EQ(To[Each.Size], 0xab);
    }
  }
}
