// What an address between two blocks means, and what is no address.
#include "capture/Targets.h"
#include "gtest/gtest.h"

using namespace ferry;
using namespace ferry::capture;

namespace {

struct TargetsTest : testing::Test {
  TypeTable Types{Abi::native()};
  TypeId Char, Byte, Long, Longs, Pair, Chars, Empty;

  TypeId add(const char *Name, Kind K, uint64_t Size, TypeId Element = TypeId::None,
             uint64_t Count = 0, std::vector<Field> Fields = {}) {
    return Types.add({Name, K, Size, Size < 8 ? Size : 8, Element, Count, std::move(Fields)});
  }
  TargetsTest() {
    Char = add("char", Kind::Char, 1);
    Byte = add("unsigned char", Kind::Unsigned, 1);
    Long = add("long", Kind::Signed, 8);
    Longs = add("a4:long", Kind::Array, 32, Long, 4);
    Chars = add("a8:char", Kind::Array, 8, Char, 8);
    // Ends in an array of long.
    Pair = add("struct pair", Kind::Struct, 40, TypeId::None, 0,
               {{"name", Chars, 0}, {"values", Longs, 8}});
    Empty = add("struct empty", Kind::Struct, 0);
  }
};

TEST_F(TargetsTest, StartsOfValues) {
  EXPECT_TRUE(mayStart(Types, Long, Long));
  EXPECT_TRUE(mayStart(Types, Longs, Long));
  EXPECT_TRUE(mayStart(Types, Pair, Pair));
  EXPECT_FALSE(mayStart(Types, Pair, Long));
  EXPECT_FALSE(mayStart(Types, Empty, Long));
  // Everything may be looked at as bytes, or without a type.
  EXPECT_TRUE(mayStart(Types, Longs, Char));
  EXPECT_TRUE(mayStart(Types, Longs, TypeId::None));
}

TEST_F(TargetsTest, EndsOfValues) {
  EXPECT_TRUE(mayEnd(Types, Longs, Long));
  EXPECT_TRUE(mayEnd(Types, Pair, Long));
  // `&x + 1` of a single object is legal C as well.
  EXPECT_TRUE(mayEnd(Types, Long, Long));
  EXPECT_TRUE(mayEnd(Types, Pair, Pair));
  EXPECT_FALSE(mayEnd(Types, Longs, Pair));
  EXPECT_FALSE(mayEnd(Types, Pair, Chars));
  EXPECT_FALSE(mayEnd(Types, Empty, Long));
  EXPECT_TRUE(mayEnd(Types, Longs, Char));
  EXPECT_TRUE(mayEnd(Types, Long, Byte));
  EXPECT_TRUE(mayEnd(Types, Longs, TypeId::None));
}

TEST_F(TargetsTest, BetweenTwoBlocksThePointeeDecides) {
  // Addresses that nobody looks behind; only the table decides.
  control::Program Program;
  Targets T(Program);
  image::Image Image;
  for (const char *Name : {"numbers", "text", "more"}) {
    image::Block B;
    B.Name = Name;
    Image.Blocks.push_back(B);
  }
  uint64_t At = 0x7000000;
  T.add(At, 32, Longs, 0);       // numbers: long[4]
  T.add(At + 32, 40, Pair, 1);   // text: a struct that starts with char[8]
  T.add(At + 72, 32, Longs, 2);  // more: long[4]
  T.finish();
  uint64_t Start = 0;
  std::string Why;
  auto Find = [&](uint64_t Address, TypeId Pointee) {
    return T.find(Image, Types, static_cast<uintptr_t>(Address), Pointee, Start, Why);
  };
  EXPECT_EQ(Find(At, Long), Targets::Verdict::Block);
  EXPECT_EQ(Find(At + 8, Long), Targets::Verdict::Block);
  // long *: the end of numbers; the struct starts with no long.
  EXPECT_EQ(Find(At + 32, Long), Targets::Verdict::End);
  EXPECT_EQ(Start, At);
  EXPECT_EQ(Find(At + 32, Pair), Targets::Verdict::Block);
  // void *, char *, a type that neither has: nothing says.
  EXPECT_EQ(Find(At + 32, TypeId::None), Targets::Verdict::Refused);
  EXPECT_EQ(Find(At + 32, Byte), Targets::Verdict::Refused);
  EXPECT_EQ(Find(At + 32, Empty), Targets::Verdict::Refused);
  EXPECT_EQ(Find(At + 32, Char), Targets::Verdict::Refused);
  EXPECT_EQ(Why, "points to the end of 'numbers' and to the start of 'text', and "
                 "nothing says which is meant");
  // long *: the struct ends in longs, and more starts with one.
  EXPECT_EQ(Find(At + 72, Long), Targets::Verdict::Refused);
  EXPECT_EQ(Find(At + 104, Long), Targets::Verdict::Block);
  EXPECT_EQ(Find(12345, Long), Targets::Verdict::Number);
}

TEST_F(TargetsTest, LinksInCharactersAreSeen) {
  control::Program Program;
  Targets T(Program);
  image::Image Image;
  struct {
    uintptr_t Chunk[4] = {32, 0, 0, 0}; // size and link
    int64_t Gap[2], Number = 0, OtherGap[2];
    struct {
      int64_t Kind;
      int64_t *To;
    } Typed;
  } Memory;
  auto &[Chunk, Gap, Number, OtherGap, Typed] = Memory;
  auto Add = [&](const char *Name, image::BlockKind Kind, const void *At, uint64_t Size,
                 TypeId Type) {
    image::Block B;
    B.Name = Name;
    B.Kind = Kind;
    B.Bytes = static_cast<const std::byte *>(At);
    T.add(reinterpret_cast<uintptr_t>(At), Size, Type,
          static_cast<uint32_t>(Image.Blocks.size()));
    Image.Blocks.push_back(B);
  };
  TypeId Arena = add("arena", Kind::Array, sizeof Chunk, Char, sizeof Chunk);
  Add("arena", image::BlockKind::Variable, Chunk, sizeof Chunk, Arena);
  Add("number", image::BlockKind::Variable, &Number, sizeof Number, Long);
  // A number before a pointer that has its type.
  Typed = {7, &Number};
  TypeId Pointer = add("p:long", Kind::Pointer, sizeof(void *), Long);
  TypeId Struct = add("struct typed", Kind::Struct, sizeof Typed, TypeId::None, 0,
                      {{"kind", Long, 0}, {"to", Pointer, sizeof(int64_t)}});
  Add("typed", image::BlockKind::Variable, &Typed, sizeof Typed, Struct);
  T.finish();
  uint64_t Start = 0;
  std::string Why;
  auto Find = [&](const void *Address, TypeId Pointee) {
    return T.find(Image, Types, reinterpret_cast<uintptr_t>(Address), Pointee, Start, Why);
  };
  EXPECT_EQ(Find(Chunk, TypeId::None), Targets::Verdict::Block);
  EXPECT_EQ(Find(Chunk, Char), Targets::Verdict::Block);
  Chunk[1] = reinterpret_cast<uintptr_t>(&Number);
  for (TypeId Pointee : {TypeId::None, Char, Byte})
    EXPECT_EQ(Find(Chunk, Pointee), Targets::Verdict::Refused);
  EXPECT_EQ(Why, "points into 'arena', which is 'arena', to what looks like pointers");
  EXPECT_EQ(Find(Chunk + 1, TypeId::None), Targets::Verdict::Refused);
  EXPECT_EQ(Find(&Typed, TypeId::None), Targets::Verdict::Block);
  EXPECT_EQ(Find(&Typed.To, TypeId::None), Targets::Verdict::Block);
  // Nothing can be read at the end, nothing stands at odd places.
  EXPECT_EQ(Find(Chunk + 4, TypeId::None), Targets::Verdict::Block);
  EXPECT_EQ(Find(reinterpret_cast<char *>(Chunk) + 9, Char), Targets::Verdict::Block);
  // Behind text on the stack stands anything.
  Image.Blocks[0].Kind = image::BlockKind::Local;
  EXPECT_EQ(Find(Chunk, Char), Targets::Verdict::Block);
  EXPECT_EQ(Find(Chunk, TypeId::None), Targets::Verdict::Refused);
}

TEST_F(TargetsTest, TheEndOfAnArrayIsNoArenaBehindIt) {
  control::Program Program;
  Targets T(Program);
  image::Image Image;
  struct {
    int64_t *Cells[2] = {};
    uintptr_t Text[4] = {};
  } Memory;
  TypeId Pointer = add("p:long", Kind::Pointer, sizeof(void *), Long);
  TypeId Cells = add("a2:p:long", Kind::Array, sizeof Memory.Cells, Pointer, 2);
  TypeId Text = add("text", Kind::Array, sizeof Memory.Text, Char, sizeof Memory.Text);
  TypeId Table = add("struct table", Kind::Struct, sizeof Memory, TypeId::None, 0,
                     {{"cells", Cells, 0}, {"text", Text, sizeof Memory.Cells}});
  image::Block B;
  B.Name = "table";
  B.Kind = image::BlockKind::Variable;
  B.Bytes = reinterpret_cast<const std::byte *>(&Memory);
  Image.Blocks.push_back(B);
  T.add(reinterpret_cast<uintptr_t>(&Memory), sizeof Memory, Table, 0);
  T.finish();
  uint64_t Start = 0;
  std::string Why;
  auto Find = [&](const void *Address) {
    return T.find(Image, Types, reinterpret_cast<uintptr_t>(Address), Pointer, Start, Why);
  };
  EXPECT_EQ(Find(Memory.Text), Targets::Verdict::Block);
  EXPECT_EQ(Find(Memory.Text + 1), Targets::Verdict::Refused);
  // An object in the characters would not be zero.
  Memory.Text[0] = 'x';
  EXPECT_EQ(Find(Memory.Text), Targets::Verdict::Refused);
  Memory.Text[0] = reinterpret_cast<uintptr_t>(&Memory);
  EXPECT_EQ(Find(Memory.Text), Targets::Verdict::Refused);
}

TEST_F(TargetsTest, MemoryOfOthersAndOfNobody) {
  control::Program Program;
  Targets T(Program);
  image::Image Image;
  T.addStack(0x5000000, 0x6000000);
  T.finish();
  uint64_t Start = 0;
  std::string Why;
  EXPECT_EQ(T.find(Image, Types, 0x5800000, Long, Start, Why), Targets::Verdict::Poison);
  static long Foreign;
  EXPECT_EQ(T.find(Image, Types, reinterpret_cast<uintptr_t>(&Foreign), Long, Start, Why),
            Targets::Verdict::Refused);
  EXPECT_NE(Why.find("memory that Ferry does not know"), std::string::npos) << Why;
  void *Page = port::reserve(port::pageSize(), nullptr);
  EXPECT_EQ(T.find(Image, Types, reinterpret_cast<uintptr_t>(Page), Long, Start, Why),
            Targets::Verdict::Poison);
  port::release(Page, port::pageSize());
}

} // namespace
