//===- Digest.cpp - one number for values and graph shape -----------------===//
///
/// \file
/// The encoding is in Digest.h; it is part of the image's specification
/// (docs/ImageFormat.md), so a change here needs a new version there.
///
/// Values are encoded into a buffer and hashed from it in pieces; where a byte
/// of memory is a byte of the encoding, memory is hashed as it is.
//===----------------------------------------------------------------------===//
#include "ferry/typeinfo/Digest.h"
#include "WideInteger.h"
#include "ferry/typeinfo/BitField.h"
#include "ferry/typeinfo/Endian.h"
#include "ferry/typeinfo/FloatFormat.h"
#include "ferry/typeinfo/Ordinals.h"
#include "ferry/typeinfo/PointerNumber.h"
#include "ferry/typeinfo/Variant.h"

#define XXH_INLINE_ALL
#include <xxhash.h>

namespace ferry {

struct Digest::State {
  State(const TypeTable &Table, DigestSource &Source)
      : Table(Table), Source(Source), Order(Table.abi().Order), Scalars(Table) {
    XXH3_128bits_reset(&Hash);
  }

  void number(uint64_t Value);
  void letter(char C) { put(&C, 1); }
  void text(std::string_view Text) {
    number(Text.size());
    put(Text.data(), Text.size());
  }
  void put(const void *Bytes, size_t Size);
  void flush() {
    XXH3_128bits_update(&Hash, Buffer, Used);
    Used = 0;
  }

  void block(BlockId Id);
  void value(TypeId Id, const uint8_t *At);
  void elements(TypeId Id, uint64_t Count, const uint8_t *At);
  void integers(const Type &T, uint64_t Count, const uint8_t *At);
  void floats(const Type &T, uint64_t Count, const uint8_t *At);
  void wideFloats(const Type &T, uint64_t Count, const uint8_t *At);
  void bits(const Type &T, const uint8_t *At);
  void fieldless(const Type &T, const uint8_t *At);
  void pointer(const Type &T, const uint8_t *At);
  uint64_t numberOf(BlockId Id);

  const TypeTable &Table;
  DigestSource &Source;
  const ByteOrder Order;
  Ordinals Scalars;
  struct Root {
    std::string Name;
    BlockId Id;
  };
  std::vector<Root> Roots;
  /// Blocks by number; those from Next on are still to be hashed.
  std::vector<BlockId> Blocks;
  std::unordered_map<uint64_t, uint64_t> Numbers;

  XXH3_state_t Hash;
  size_t Used = 0;
  uint8_t Buffer[4096];
};

void Digest::State::put(const void *Bytes, size_t Size) {
  if (Size > sizeof(Buffer) - Used) {
    flush();
    if (Size > sizeof(Buffer)) {
      XXH3_128bits_update(&Hash, Bytes, Size);
      return;
    }
  }
  if (Size)
    std::memcpy(Buffer + Used, Bytes, Size);
  Used += Size;
}

void Digest::State::number(uint64_t Value) {
  if (sizeof(Buffer) - Used < 8)
    flush();
  storeAs<uint64_t>(Buffer + Used, Value, ByteOrder::Little);
  Used += 8;
}

uint64_t Digest::State::numberOf(BlockId Id) {
  auto [Found, IsNew] =
      Numbers.try_emplace(static_cast<uint64_t>(Id), Blocks.size());
  if (IsNew)
    Blocks.push_back(Id);
  return Found->second;
}

void Digest::State::pointer(const Type &T, const uint8_t *At) {
  uint64_t Address =
      loadInteger(At, static_cast<unsigned>(T.Size), false, Order);
  if (auto Number = pointerNumber(Address, static_cast<unsigned>(T.Size))) {
    if (*Number == 0)
      return letter('N');
    letter('I');
    return number(static_cast<uint64_t>(*Number));
  }
  DigestTarget Target = Source.resolve(Address, T, At);
  switch (Target.What) {
  case DigestTarget::Function:
    letter('F');
    return text(Target.Name);
  case DigestTarget::Block: {
    DigestBlock B = Source.block(Target.Id);
    uint64_t Ordinal, Byte;
    if (Scalars.ordinalOf(B.Type, B.Count, B.Bytes, Target.Offset, Ordinal, Byte)) {
      letter('P');
      number(numberOf(Target.Id));
      number(Ordinal);
      return number(Byte);
    }
    break;
  }
  case DigestTarget::Dangling:
    break;
  }
  letter('D');
}

void Digest::State::integers(const Type &T, uint64_t Count, const uint8_t *At) {
  bool IsSigned = T.K == Kind::Signed;
  if (T.K == Kind::Enum) {
    const Type &Integer = Table[T.Element];
    IsSigned =
        Integer.K == Kind::Signed ||
        (Integer.K == Kind::Char && Table.abi().CharSign == Sign::Signed);
  }
  unsigned Size = static_cast<unsigned>(T.Size);
  if (Size == 16) {
    WideRange Narrow = wideRange(64, IsSigned);
    for (; Count; --Count, At += Size) {
      WideInteger Value = loadWide(At, Size, IsSigned, Order);
      // It may be one of 8 bytes on another machine.
      if (!fits(Value, IsSigned, Narrow)) {
        letter('W');
        number(Value.High);
      }
      number(Value.Low);
    }
    return;
  }
  for (; Count; --Count, At += Size)
    number(loadInteger(At, Size, IsSigned, Order));
}

void Digest::State::floats(const Type &T, uint64_t Count, const uint8_t *At) {
  if (Order == ByteOrder::Little)
    return put(At, static_cast<size_t>(T.Size * Count));
  for (; Count; --Count, At += T.Size) {
    uint8_t Bytes[8];
    for (size_t I = 0; I < T.Size; ++I)
      Bytes[I] = At[T.Size - 1 - I];
    put(Bytes, static_cast<size_t>(T.Size));
  }
}

void Digest::State::wideFloats(const Type &T, uint64_t Count, const uint8_t *At) {
  FloatFormat Format = formatOf(Table, T);
  for (; Count; --Count, At += T.Size) {
    FloatBits Bits = loadFloat(At, Format, Order), Plain, Quad;
    FloatValue Value = decode(Bits, Format);
    // As a double would be: double_t is one of them here and the other there.
    if (encode(Value, FloatFormat::Double, Plain) == Fit::Exact) {
      number(Plain.First);
    } else if (encode(Value, FloatFormat::Quad, Quad) == Fit::Exact) {
      letter('q');
      number(Quad.Second);
      number(Quad.First);
    } else { // Only of two doubles that are far apart.
      letter('d');
      number(Bits.First);
      number(Bits.Second);
    }
  }
}

void Digest::State::bits(const Type &T, const uint8_t *At) {
  uint64_t Value = loadBits(At, T.Size, T.Bits, Order);
  switch (Table[T.Element].K) {
  case Kind::Bool:
    return letter(Value ? 1 : 0);
  case Kind::Char: // Its sign is the ABI's.
    return letter(static_cast<char>(Value & 0xff >> (8 - T.Bits.Width)));
  default:
    return number(Value);
  }
}

void Digest::State::elements(TypeId Id, uint64_t Count, const uint8_t *At) {
  const Type &T = Table[Id];
  if (T.Size == 0 || Count == 0)
    return;
  switch (T.K) {
  case Kind::Char:
  case Kind::Raw:
    return put(At, static_cast<size_t>(T.Size * Count));
  case Kind::Signed:
  case Kind::Unsigned:
  case Kind::Enum:
    return integers(T, Count, At);
  case Kind::Float:
    if (T.Size <= 8)
      return floats(T, Count, At);
    [[fallthrough]];
  case Kind::LongDouble:
    return wideFloats(T, Count, At);
  case Kind::Array:
    // Arrays stand without gaps: one loop over all their elements.
    return elements(T.Element, T.Count * Count, At);
  default:
    for (; Count; --Count, At += T.Size)
      value(Id, At);
  }
}

void Digest::State::fieldless(const Type &T, const uint8_t *At) {
  uint64_t Meaning[2];
  std::string_view Words;
  if (!Source.meaning(T, At, Meaning, Words))
    return letter('N');
  letter('J');
  number(Meaning[0]);
  number(Meaning[1]);
  if (Words.empty())
    return;
  letter('M');
  text(Words);
}

void Digest::State::value(TypeId Id, const uint8_t *At) {
  const Type &T = Table[Id];
  switch (T.K) {
  case Kind::Bool:
    return letter(
        loadInteger(At, static_cast<unsigned>(T.Size), false, Order) ? 1 : 0);
  case Kind::Pointer:
  case Kind::FunctionPointer:
    return pointer(T, At);
  case Kind::BitField:
    return bits(T, At);
  case Kind::Struct:
  case Kind::Union:
  case Kind::Variant:
    for (uint32_t I = 0; I < T.Fields.size(); ++I)
      if (isHeld(Table, T, I, At))
        elements(T.Fields[I].Type, 1, At + T.Fields[I].Offset);
    if (T.Fields.empty() && T.Size)
      fieldless(T, At);
    return;
  default:
    return elements(Id, 1, At);
  }
}

void Digest::State::block(BlockId Id) {
  DigestBlock B = Source.block(Id);
  letter('B');
  number(B.Count);
  elements(B.Type, B.Count, static_cast<const uint8_t *>(B.Bytes));
}

Digest::Digest(const TypeTable &Table, DigestSource &Source)
    : S(new State(Table, Source)) {}

Digest::~Digest() { delete S; }

void Digest::addResource(std::string_view Name, uint32_t Version,
                         std::string_view Bytes) {
  S->letter('S');
  S->text(Name);
  S->number(Version);
  S->text(Bytes);
}

void Digest::addRoot(std::string_view Name, BlockId Id) {
  S->Roots.push_back({std::string(Name), Id});
  S->numberOf(Id);
}

DigestValue Digest::finish() {
  size_t Next = S->Blocks.size();
  for (const State::Root &R : S->Roots) {
    S->letter('R');
    S->text(R.Name);
    S->block(R.Id);
  }
  for (; Next < S->Blocks.size(); ++Next)
    S->block(S->Blocks[Next]);
  S->flush();
  XXH128_hash_t Sum = XXH3_128bits_digest(&S->Hash);
  return {Sum.high64, Sum.low64};
}

std::string DigestValue::text() const {
  std::string Text;
  for (uint64_t Half : {High, Low})
    for (int Shift = 60; Shift >= 0; Shift -= 4)
      Text += "0123456789abcdef"[Half >> Shift & 15];
  return Text;
}

} // namespace ferry
