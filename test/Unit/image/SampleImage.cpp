//===- SampleImage.cpp - a captured program that never ran ----------------===//
#include "SampleImage.h"

#include "ferry/image/SavedPositions.h"
#include "ferry/typeinfo/BitField.h"
#include "ferry/typeinfo/Endian.h"
#include "ferry/typeinfo/FloatFormat.h"

#include <bit>
#include <cstring>

namespace ferry::image::test {

namespace {

constexpr uint64_t StackBase = 0x70000000, DataBase = 0x10000000,
                   HeapBase = 0x20000000, CodeBase = 0x400000;

} // namespace

SampleImage::SampleImage(const Abi &Layout, uint64_t Shift)
    : Types(Layout), Shift(Shift), Pointer(Layout.PointerSize) {
  addTypes();
  addMemory();
  addStack();
  I.Types = &Types;
  I.Identity = 0x5eed;
  I.Created = 1700000000;
  I.Facts = {{"program", "sample"}, {"command", "./sample 7"}};
}

std::byte *SampleImage::memory(size_t Size) {
  return Memory.emplace_back(Size).data();
}

void SampleImage::store(std::byte *At, TypeId Type, uint64_t Value) {
  storeInteger(At, Value, static_cast<unsigned>(Types[Type].Size),
               Types.abi().Order);
}

TypeId SampleImage::add(std::string Key, Kind K, uint64_t Size, TypeId Element,
                        uint64_t Count) {
  Type T;
  T.Name = std::move(Key);
  T.K = K;
  T.Size = Size;
  T.Align = std::min<uint64_t>(Size ? std::bit_floor(Size) : 1, Pointer);
  if (K == Kind::Array)
    T.Align = Types[Element].Align;
  T.Element = Element;
  T.Count = Count;
  return Types.add(std::move(T));
}

void SampleImage::addTypes() {
  Int = add("int", Kind::Signed, 4);
  Long = add("long", Kind::Signed, Types.abi().LongSize);
  Double = add("double", Kind::Float, 8);
  Char = add("char", Kind::Char, 1);
  Squares = add("a4:int", Kind::Array, 16, Int, 4);
  Window = add("a3:int", Kind::Array, 12, Int, 3);
  Text = add("a6:char", Kind::Array, 6, Char, 6);
  IntPointer = add("p:int", Kind::Pointer, Pointer, Int);
  CharPointer = add("p:char", Kind::Pointer, Pointer, Char);
  Code = add("p:f:int(p:struct node,long)", Kind::FunctionPointer, Pointer);
  Raw = add("raw", Kind::Raw, 1);

  uint64_t DoubleAlign = Types.abi().DoubleAlign;
  uint64_t Weight = (Pointer + DoubleAlign - 1) / DoubleAlign * DoubleAlign;
  uint64_t Align = std::max<uint64_t>(Types.abi().PointerAlign, DoubleAlign);
  NodePointer = TypeId(Types.size() + 1);
  Type T;
  T.Name = "struct node";
  T.K = Kind::Struct;
  T.Size = (Weight + 9 + Align - 1) / Align * Align;
  T.Align = Align;
  T.Fields = {{"next", NodePointer, 0},
              {"weight", Double, Weight},
              {"tag", Char, Weight + 8}};
  Node = Types.add(T);
  add("p:struct node", Kind::Pointer, Pointer, Node);
  LongDouble = add("long double", Kind::LongDouble, Types.abi().LongDoubleSize);
  Exacts = add("a4:long double", Kind::Array, 4 * Types.abi().LongDoubleSize, LongDouble, 4);
  Wide = add("__int128", Kind::Signed, 16);
  // unsigned a : 3; int b : 7; _Bool c : 1; char d : 4; then an int.
  Type Struct;
  Struct.Name = "struct flags";
  Struct.K = Kind::Struct;
  Struct.Size = 8;
  Struct.Align = 4;
  bool IsLow = Types.abi().FirstBits == BitFieldOrder::LowBits;
  struct {
    const char *Name;
    TypeId Declared;
    uint8_t Width, Begin;
    bool IsSigned;
  } Fields[] = {{"a", add("unsigned int", Kind::Unsigned, 4), 3, 0, false},
                {"b", Int, 7, 3, true},
                {"c", add("_Bool", Kind::Bool, 1), 1, 10, false},
                {"d", Char, 4, 11, Types.abi().CharSign == Sign::Signed}};
  for (const auto &F : Fields) {
    unsigned First = F.Begin % 8, Last = First + F.Width - 1;
    Type Bits;
    Bits.Name = std::string("bits of ") + F.Name;
    Bits.K = Kind::BitField;
    Bits.Size = Last / 8 + 1;
    Bits.Align = 1;
    Bits.Element = F.Declared;
    Bits.Bits = {F.Width, static_cast<uint8_t>(IsLow ? First : 7 - Last % 8), F.IsSigned};
    Struct.Fields.push_back({F.Name, Types.add(Bits), F.Begin / 8u});
  }
  Struct.Fields.push_back({"n", Int, 4});
  Flags = Types.add(Struct);
}

void SampleImage::addMemory() {
  auto Variable = [&](const char *Name, TypeId T, uint64_t Address,
                      std::byte *Bytes) {
    Block B;
    B.Address = {Address + Shift};
    B.Size = Types[T].Size;
    B.Type = T;
    B.Name = Name;
    B.Bytes = Bytes;
    I.Blocks.push_back(B);
    return Bytes;
  };

  // Three nodes in a slab of 70 cells, the last two beyond the first word.
  uint64_t Stride = Types[Node].Size;
  std::byte *Nodes = memory(70 * Stride);
  const uint64_t Cells[3] = {1, 63, 65};
  for (unsigned N = 0; N < 3; ++N) {
    std::byte *At = Nodes + Cells[N] * Stride;
    store(At, NodePointer, HeapBase + Shift + Cells[(N + 1) % 3] * Stride);
    const Type &T = Types[Node];
    store(At + T.Fields[1].Offset, Double,
          std::bit_cast<uint64_t>(0.5 + N));
    store(At + T.Fields[2].Offset, Char, uint64_t('a' + N));
  }
  Run Slab;
  Slab.Address = {HeapBase + Shift};
  Slab.Stride = Slab.Size = Stride;
  Slab.Cells = 70;
  Slab.Type = Node;
  Slab.Where = "sample.c:12:20";
  Slab.Live = {uint64_t(1) << 1 | uint64_t(1) << 63, 2};
  Slab.Bytes = Nodes;
  I.Runs.push_back(Slab);

  // Strings of different lengths.
  std::byte *Strings = memory(4 * 16);
  std::memcpy(Strings, "one", 4);
  std::memcpy(Strings + 16, "twelve", 7);
  std::memcpy(Strings + 48, "fifteen letters", 16);
  Run Texts;
  Texts.Address = {HeapBase + 0x100000 + Shift};
  Texts.Stride = 16;
  Texts.Cells = 4;
  Texts.Type = Char;
  Texts.Live = {0b1011};
  Texts.Sizes = {4, 7, 16};
  Texts.Bytes = Strings;
  I.Runs.push_back(Texts);

  store(Variable("head", NodePointer, DataBase, memory(Pointer)), NodePointer,
        HeapBase + Shift + Stride);
  std::byte *S = Variable("squares", Squares, DataBase + 64, memory(16));
  for (unsigned N = 0; N < 4; ++N)
    store(S + 4 * N, Int, N * N);
  // `word` starts where `squares` ends; `end` means the end.
  store(Variable("end", IntPointer, DataBase + 128, memory(Pointer)), IntPointer,
        DataBase + Shift + 80);
  I.Pointers.push_back({I.Blocks.back().Bytes, {DataBase + Shift + 64}});
  store(Variable("word", CharPointer, DataBase + 80, memory(Pointer)), CharPointer,
        HeapBase + Shift + 0x100000 + 16);
  store(Variable("sample.c:step.rule", Code, DataBase + 96, memory(Pointer)), Code,
        CodeBase + Shift);
  I.Symbols.push_back({{CodeBase + Shift}, "sample.c:step"});
  std::byte *Exact = Variable("exact", Exacts, DataBase + 320, memory(Types[Exacts].Size));
  FloatFormat Format = formatOf(Types, Types[LongDouble]);
  for (double Each : {-0.1, 0.0, 0x1p-1030, -1.0 / 0.0}) {
    FloatBits Bits;
    encode(decode({std::bit_cast<uint64_t>(Each), 0}, FloatFormat::Double), Format, Bits);
    unsigned Size = static_cast<unsigned>(Types[LongDouble].Size);
    storeFloat(Exact, Size, Bits, Format, Types.abi().Order);
    Exact += Size;
  }
  std::byte *Big = Variable("big", Wide, DataBase + 512, memory(16));
  bool IsBig = Types.abi().Order == ByteOrder::Big;
  storeAs<uint64_t>(Big + (IsBig ? 8 : 0), 1, Types.abi().Order);
  storeAs<uint64_t>(Big + (IsBig ? 0 : 8), ~uint64_t(6), Types.abi().Order);
  std::byte *Options = Variable("options", Flags, DataBase + 640, memory(8));
  std::memset(Options, 0x55, 4); // what is no field's, too
  const uint64_t Bits[] = {5, ~uint64_t(8), 1, 0xc};
  for (unsigned N = 0; N < 4; ++N) {
    const Field &F = Types[Flags].Fields[N];
    const Type &T = Types[F.Type];
    storeBits(Options + F.Offset, Bits[N], T.Size, T.Bits, Types.abi().Order);
  }
  store(Options + 4, Int, 77);
  std::byte *Hello = Variable("sample.c:\"hello\"", Text, DataBase + 256, memory(6));
  std::memcpy(Hello, "hello", 6);
  I.Blocks.back().Kind = BlockKind::Literal;
  I.Blocks.back().ReadOnly = true;

  Resource Out;
  Out.Name = "stdout";
  Out.Version = 1;
  Out.Size = 3;
  Out.Bytes = memory(3);
  I.Resources.push_back(Out);
}

void SampleImage::addStack() {
  Function Main;
  Main.Name = "main";
  Main.File = "sample.c";
  Main.Signature = "int(int,p:p:char)";
  Main.Line = 30;
  Main.RecordSize = 4 * Pointer;
  Main.Locals = {{"argc", Int, Pointer, LocalPlace::Value},
                 {"window", Window, 2 * Pointer, LocalPlace::Address}};
  Main.Sites = {{2, 34, SiteKind::Call, "sample.c:step", {0, 1}}};

  Function Step;
  Step.Name = "sample.c:step";
  Step.File = "sample.c";
  Step.Signature = "int(p:struct node,long)";
  Step.Line = 20;
  Step.RecordSize = 4 * Pointer;
  Step.Locals = {{"n", NodePointer, Pointer, LocalPlace::Value},
                 {"depth", Long, 2 * Pointer, LocalPlace::Value},
                 {"dead", Int, 3 * Pointer, LocalPlace::Value}};
  Step.Sites = {{1, 22, SiteKind::Poll, "", {0, 1}}};
  I.Functions = {Main, Step};
  I.Threads = {{"main", 0, 2}};

  std::byte *Stack = memory(8 * Pointer), *Inner = Stack + 4 * Pointer;
  I.Frames = {{0, 0, Stack}, {1, 0, Inner}};
  store(Stack + Pointer, Int, 2);
  store(Stack + 2 * Pointer, IntPointer, StackBase + Shift);
  store(Inner + Pointer, NodePointer,
        HeapBase + Shift + 65 * Types[Node].Size);
  setDepth(-40);

  Block Local;
  Local.Address = {StackBase + Shift};
  Local.Size = 12;
  Local.Type = Window;
  Local.Kind = BlockKind::Local;
  Local.Name = "window";
  Local.Frame = 0;
  Local.Local = 1;
  std::byte *W = memory(12);
  for (unsigned N = 0; N < 3; ++N)
    store(W + 4 * N, Int, 7 + N);
  Local.Bytes = W;
  I.Blocks.push_back(Local);
}

void SampleImage::setDepth(int64_t Depth) {
  std::byte *Inner = const_cast<std::byte *>(I.Frames[1].Record);
  store(Inner + 2 * Pointer, Long, static_cast<uint64_t>(Depth));
}

void SampleImage::addTags() {
  // struct { int kind; union { int i; double d; char c[6]; int *p; }; char end; }
  uint64_t Align = std::max<uint64_t>(Types.abi().PointerAlign, Types.abi().DoubleAlign);
  uint64_t Union = (4 + Align - 1) / Align * Align;
  Type T;
  T.Name = "struct value";
  T.K = Kind::Variant;
  T.Align = Align;
  T.Size = (Union + 9 + Align - 1) / Align * Align;
  T.Fields = {{"kind", Int, 0},      {"i", Int, Union},        {"d", Double, Union},
              {"c", Text, Union},    {"p", IntPointer, Union}, {"end", Char, Union + 8}};
  T.Cases = {{0, 0, NoField}, {0, 1, 1}, {0, 2, 2}, {0, 3, 3}, {0, 4, 4}};
  TypeId Value = Types.add(T), Five = add("a5:struct value", Kind::Array, 5 * T.Size, Value, 5);
  uint64_t At = DataBase + 0x2000 + Shift;
  std::byte *Values = memory(static_cast<size_t>(5 * T.Size));
  for (unsigned N = 0; N < 5; ++N) {
    std::byte *V = Values + N * T.Size;
    store(V, Int, N);
    store(V + Union, Double, 0x0101010101010101 * N); // of which only a part may be there
    store(V + Union + 8, Char, 'a' + N);
  }
  // What the pointer means depends on the tags: c[2] of [3], i of [1].
  store(Values + 4 * T.Size + Union, IntPointer, At + T.Size + Union);
  std::byte *Where = memory(Pointer);
  store(Where, CharPointer, At + 3 * T.Size + Union + 2);
  for (auto [Name, Type, Bytes, Place] :
       {std::tuple("values", Five, Values, At),
        std::tuple("third", CharPointer, Where, At + 5 * T.Size + 64)}) {
    Block B;
    B.Address = {Place};
    B.Type = Type;
    B.Size = Types[Type].Size;
    B.Name = Name;
    B.Bytes = Bytes;
    I.Blocks.push_back(B);
  }
}

void SampleImage::addJumpBuffers() {
  // As long as nowhere.
  uint64_t Size = 16 + 5 * Pointer;
  Size += -Size % Pointer;
  TypeId Tag = add("struct __jmp_buf_tag", Kind::Struct, Size);
  TypeId One = add("a1:struct __jmp_buf_tag", Kind::Array, Size, Tag, 1);
  TypeId Four = add("a4:a1:struct __jmp_buf_tag", Kind::Array, 4 * Size, One, 4);
  I.Functions[0].Sites.push_back({3, 36, SiteKind::Setjmp, "", {0, 1}});
  I.Functions[0].Sites.push_back({4, 38, SiteKind::Setjmp, "", {0, 1}});
  uint64_t At = DataBase + 0x1000 + Shift;
  for (auto [Name, Type] :
       {std::pair("spare", Four), std::pair("up", One), std::pair("unset", One)}) {
    Block B;
    B.Address = {At};
    B.Type = Type;
    B.Size = Types[Type].Size;
    B.Name = Name;
    B.Bytes = memory(static_cast<size_t>(B.Size));
    At += B.Size + 64;
    I.Blocks.push_back(B);
  }
  uint64_t Spare = I.Blocks.size() - 3;
  SavedPosition Set[] = {{Spare, 2, 0, 4}, {Spare + 1, 0, 0, 3}};
  static const char Masks[] = "mask INT RTMIN+2 USR1\n\n";
  auto Add = [this](const char *Name, uint32_t Version, const void *Bytes, uint64_t Size) {
    Resource R;
    R.Name = Name;
    R.Version = Version;
    R.Size = Size;
    R.Bytes = memory(Size);
    std::memcpy(const_cast<std::byte *>(R.Bytes), Bytes, Size);
    I.Resources.push_back(R);
  };
  Add(SavedMasksName, SavedMasksVersion, Masks, sizeof Masks - 1);
  Add(SavedPositionsName, SavedPositionsVersion, Set, sizeof Set);
}

void SampleImage::addBigBlock(uint64_t Size) {
  std::byte *Bytes = memory(Size);
  for (uint64_t N = 0; N < Size; ++N)
    Bytes[N] = std::byte(N * 7 >> 3);
  Run Big;
  Big.Address = {0x30000000 + Shift};
  Big.Stride = Big.Size = Size;
  Big.Cells = 1;
  Big.Type = Raw;
  Big.Bytes = Bytes;
  I.Runs.push_back(Big);
}

} // namespace ferry::image::test
