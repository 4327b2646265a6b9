#include "Layouts.h"
#include "ferry/typeinfo/Path.h"
#include <algorithm>

namespace ferry::test {

TypeId LayoutBuilder::addOnce(Type T) {
  TypeId Known = Table.find(T.Name);
  return Known == TypeId::None ? Table.add(std::move(T)) : Known;
}

TypeId LayoutBuilder::scalar(std::string Name, Kind K, uint64_t Size) {
  const Abi &A = Table.abi();
  uint64_t Align = Size;
  if (K == Kind::Pointer || K == Kind::FunctionPointer)
    Align = A.PointerAlign;
  else if (K == Kind::LongDouble)
    Align = A.LongDoubleAlign;
  else if (Size == 8)
    Align = K == Kind::Float ? A.DoubleAlign : A.LongLongAlign;
  else if (Size == 4)
    Align = std::min<uint64_t>(4, A.PointerAlign);
  Type T;
  T.Name = std::move(Name);
  T.K = K;
  T.Size = Size;
  T.Align = Align;
  return addOnce(std::move(T));
}

TypeId LayoutBuilder::enumOf(std::string Name, TypeId Integer) {
  Type T = Table[Integer];
  T.Name = std::move(Name);
  T.K = Kind::Enum;
  T.Element = Integer;
  return addOnce(std::move(T));
}

TypeId LayoutBuilder::pointerTo(TypeId Pointee) {
  Type T;
  T.Name = "p:" + (Pointee == TypeId::None ? "void" : Table[Pointee].Name);
  T.K = Kind::Pointer;
  T.Size = Table.abi().PointerSize;
  T.Align = Table.abi().PointerAlign;
  T.Element = Pointee;
  return addOnce(std::move(T));
}

TypeId LayoutBuilder::functionPointer() {
  return scalar("pf:void(void)", Kind::FunctionPointer,
                Table.abi().PointerSize);
}

TypeId LayoutBuilder::array(TypeId Element, uint64_t Count) {
  Type T;
  T.Name = "a" + std::to_string(Count) + ":" + Table[Element].Name;
  T.K = Kind::Array;
  T.Size = Table[Element].Size * Count;
  T.Align = Table[Element].Align;
  T.Element = Element;
  T.Count = Count;
  return addOnce(std::move(T));
}

TypeId LayoutBuilder::declare(std::string Name) {
  Type T;
  T.Name = std::move(Name);
  T.K = Kind::Struct;
  return addOnce(std::move(T));
}

TypeId LayoutBuilder::structure(std::string Name,
                                const std::vector<Member> &Members) {
  Type T;
  T.K = Kind::Struct;
  T.Align = 1;
  auto RoundUp = [](uint64_t Value, uint64_t Align) {
    return (Value + Align - 1) / Align * Align;
  };
  uint64_t Bits = 0; // where the bit-field before this member ended
  for (const Member &M : Members) {
    const Type Of = Table[M.Type];
    uint64_t Align = std::max<uint64_t>(Of.Align, 1);
    if (M.Width) {
      // Within a value of its type; or packed, where the ABI's doubles are.
      uint64_t Unit = 8 * Of.Size, Begin = Bits ? Bits : 8 * T.Size;
      if (Table.abi().DoubleAlign == 8 && Begin % Unit + M.Width > Unit)
        Begin = RoundUp(Begin, Unit);
      uint64_t Offset;
      TypeId Field = bitField(M.Type, M.Width, Begin, Offset);
      T.Fields.push_back({M.Name, Field, Offset});
      Bits = Begin + M.Width;
      T.Size = (Bits + 7) / 8;
      T.Align = std::max(T.Align, Align);
      continue;
    }
    Bits = 0;
    T.Size = RoundUp(T.Size, Align);
    T.Fields.push_back({M.Name, M.Type, T.Size});
    T.Size += Of.Size;
    T.Align = std::max(T.Align, Align);
  }
  // m68k's structs are aligned by their members, like everywhere else.
  T.Size = RoundUp(T.Size, T.Align);
  TypeId Id = declare(std::move(Name));
  Table.complete(Id, std::move(T));
  return Id;
}

TypeId LayoutBuilder::unite(std::string Name,
                            const std::vector<Member> &Members) {
  Type T;
  T.K = Kind::Union;
  T.Align = 1;
  for (const Member &M : Members) {
    const Type &Of = Table[M.Type];
    T.Fields.push_back({M.Name, M.Type, 0});
    T.Size = std::max(T.Size, Of.Size);
    T.Align = std::max({T.Align, Of.Align});
  }
  T.Size = (T.Size + T.Align - 1) / T.Align * T.Align;
  TypeId Id = declare(std::move(Name));
  Table.complete(Id, std::move(T));
  return Id;
}

TypeId LayoutBuilder::bitField(TypeId Integer, unsigned Width, uint64_t Begin,
                               uint64_t &Offset) {
  uint64_t First = Begin % 8, Last = First + Width - 1;
  Offset = Begin / 8;
  Type T;
  T.K = Kind::BitField;
  T.Size = Last / 8 + 1;
  T.Align = 1;
  T.Element = Integer;
  T.Bits.Width = static_cast<uint8_t>(Width);
  T.Bits.Shift = static_cast<uint8_t>(
      Table.abi().FirstBits == BitFieldOrder::LowBits ? First : 7 - Last % 8);
  const Type &Of = Table[Integer];
  Kind K = Of.K == Kind::Enum ? Table[Of.Element].K : Of.K;
  T.Bits.IsSigned = K == Kind::Signed ||
                    (K == Kind::Char && Table.abi().CharSign == Sign::Signed);
  T.Name = Of.Name + ":" + std::to_string(Width) + ">>" + std::to_string(T.Bits.Shift);
  return addOnce(std::move(T));
}

TypeId LayoutBuilder::raw(std::string Name, uint64_t Size) {
  Type T;
  T.Name = std::move(Name);
  T.K = Kind::Raw;
  T.Size = Size;
  T.Align = 1;
  return addOnce(std::move(T));
}

namespace {

void encodeOne(const TypeTable &Table, TypeId Id, uint8_t *At, const Values &In,
               size_t &Next) {
  const Type &T = Table[Id];
  if (T.Size == 0)
    return;
  if (T.K == Kind::Array) {
    for (uint64_t I = 0; I < T.Count; ++I)
      encodeOne(Table, T.Element, At + I * Table[T.Element].Size, In, Next);
    return;
  }
  if (T.K == Kind::Struct) {
    for (const Field &F : T.Fields)
      encodeOne(Table, F.Type, At + F.Offset, In, Next);
    return;
  }
  uint64_t Value = In.at(Next++);
  if (T.K == Kind::BitField) {
    // Bit by bit, in the direction of the ABI.
    bool IsLow = Table.abi().FirstBits == BitFieldOrder::LowBits;
    uint64_t Begin = IsLow ? T.Bits.Shift : 8 * T.Size - T.Bits.Shift - T.Bits.Width;
    for (unsigned I = 0; I < T.Bits.Width; ++I) {
      uint64_t Place = IsLow ? Begin + I : Begin + T.Bits.Width - 1 - I;
      uint8_t Bit = static_cast<uint8_t>(1u << (IsLow ? Place % 8 : 7 - Place % 8));
      At[Place / 8] = static_cast<uint8_t>(
          Value >> I & 1 ? At[Place / 8] | Bit : At[Place / 8] & ~Bit);
    }
    return;
  }
  for (uint64_t I = 0; I < T.Size; ++I) {
    uint64_t Place =
        Table.abi().Order == ByteOrder::Little ? I : T.Size - 1 - I;
    At[Place] = static_cast<uint8_t>(Value >> (8 * I));
  }
}

void randomOne(const TypeTable &A, TypeId TypeA, const TypeTable &B,
               TypeId TypeB, std::mt19937_64 &Random, Values &Out) {
  const Type &X = A[TypeA], &Y = B[TypeB];
  uint64_t Bits = Random();
  switch (X.K) {
  case Kind::Array:
    for (uint64_t I = 0; I < X.Count; ++I)
      randomOne(A, X.Element, B, Y.Element, Random, Out);
    return;
  case Kind::Struct:
    for (size_t I = 0; I < X.Fields.size(); ++I)
      randomOne(A, X.Fields[I].Type, B, Y.Fields[I].Type, Random, Out);
    return;
  case Kind::Float: // a signalling NaN of another size is not kept
    Out.push_back(X.Size == 4 ? Bits & 0xffffffff : Bits);
    return;
  case Kind::Pointer:
  case Kind::FunctionPointer:
    Out.push_back(Bits % 5 == 0 ? 0 : Bits >> 33);
    return;
  case Kind::Bool:
    Out.push_back(Bits & 1);
    return;
  case Kind::BitField:
    Bits >>= 64 - X.Bits.Width;
    if (X.Bits.IsSigned && Y.Bits.IsSigned && Bits >> (X.Bits.Width - 1))
      Bits |= ~uint64_t(0) << (X.Bits.Width - 1);
    Out.push_back(Bits);
    return;
  default:
    break;
  }
  unsigned Width = static_cast<unsigned>(8 * std::min(X.Size, Y.Size));
  auto IsSigned = [](const TypeTable &Table, const Type &T) {
    return (T.K == Kind::Enum ? Table[T.Element].K : T.K) == Kind::Signed;
  };
  bool SignedX = IsSigned(A, X), SignedY = IsSigned(B, Y);
  if (SignedX != SignedY)
    --Width; // the values that both have
  Bits = Width == 64 ? Bits : Bits & ((uint64_t(1) << Width) - 1);
  if (SignedX && SignedY && Bits >> (Width - 1))
    Bits |= ~uint64_t(0) << (Width - 1);
  Out.push_back(Bits);
}

} // namespace

std::vector<uint8_t> encode(const TypeTable &Table, TypeId Id, uint64_t Count,
                            const Values &In) {
  std::vector<uint8_t> Bytes(Table[Id].Size * Count);
  size_t Next = 0;
  for (uint64_t I = 0; I < Count; ++I)
    encodeOne(Table, Id, Bytes.data() + I * Table[Id].Size, In, Next);
  return Bytes;
}

Values randomValues(const TypeTable &A, TypeId TypeA, const TypeTable &B,
                    TypeId TypeB, uint64_t Count, std::mt19937_64 &Random) {
  Values Out;
  for (uint64_t I = 0; I < Count; ++I)
    randomOne(A, TypeA, B, TypeB, Random, Out);
  return Out;
}

size_t ScramblingTranslator::translate(const PointerUse &, const uint64_t *Old,
                                       uint64_t *New, size_t Count, Failure &) {
  ++Batches;
  for (size_t I = 0; I < Count; ++I)
    New[I] = scramble(Old[I]);
  return Count;
}

std::vector<Abi> allAbis() {
  std::vector<Abi> All;
  for (const NamedAbi &Known : KnownAbis)
    All.push_back(Known.Value);
  All.push_back(Abi::native().reversed());
  return All;
}

} // namespace ferry::test
