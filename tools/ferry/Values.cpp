//===- Values.cpp - native bytes as people read them ----------------------===//
#include "Values.h"

#include "ferry/typeinfo/BitField.h"
#include "ferry/typeinfo/Endian.h"
#include "ferry/typeinfo/FloatFormat.h"
#include "ferry/typeinfo/Variant.h"

#include <bit>
#include <cstring>
#include <fmt/core.h>

namespace ferry::tool {

namespace {

constexpr unsigned MaxDepth = 4;
constexpr uint64_t MaxElements = 8, MaxJsonElements = 256, MaxString = 60;
constexpr size_t MaxText = 400;

uint64_t integerAt(const TypeTable &Types, const Type &T, const std::byte *At) {
  if (T.K == Kind::BitField)
    return loadBits(At, T.Size, T.Bits, Types.abi().Order);
  bool IsSigned = T.K == Kind::Signed;
  if (T.K == Kind::Enum)
    IsSigned = Types[T.Element].K == Kind::Signed;
  return loadInteger(At, static_cast<unsigned>(T.Size), IsSigned,
                     Types.abi().Order);
}

bool isSigned(const TypeTable &Types, const Type &T) {
  if (T.K == Kind::BitField)
    return T.Bits.IsSigned;
  return (T.K == Kind::Enum ? Types[T.Element].K : T.K) == Kind::Signed;
}

/// The value, when a double has it; else its hexadecimal text: exact, whatever the
/// machine that looks at it calls a long double.
bool isDouble(const TypeTable &Types, const Type &T, const std::byte *At, double &Value,
              std::string &Text) {
  FloatFormat Format = formatOf(Types, T);
  FloatValue Found = decode(loadFloat(At, Format, Types.abi().Order), Format);
  FloatBits Bits;
  if (encode(Found, FloatFormat::Double, Bits) != Fit::Exact) {
    Text = hexText(Found);
    return false;
  }
  Value = std::bit_cast<double>(Bits.First);
  return true;
}

/// An integer of 16 bytes, in decimal.
std::string wideText(const TypeTable &Types, const Type &T, const std::byte *At) {
  bool IsBig = Types.abi().Order == ByteOrder::Big;
  uint64_t High = loadAs<uint64_t>(At + (IsBig ? 0 : 8), Types.abi().Order);
  uint64_t Low = loadAs<uint64_t>(At + (IsBig ? 8 : 0), Types.abi().Order);
  bool IsNegative = isSigned(Types, T) && High >> 63;
  if (IsNegative) {
    Low = 0 - Low;
    High = ~High + (Low == 0);
  }
  uint64_t Words[] = {High >> 32, High & 0xffffffff, Low >> 32, Low & 0xffffffff};
  std::string Text;
  do {
    uint64_t Rest = 0;
    for (uint64_t &Word : Words) {
      Word |= Rest << 32;
      Rest = Word % 10;
      Word /= 10;
    }
    Text.insert(Text.begin(), static_cast<char>('0' + Rest));
  } while (Words[0] | Words[1] | Words[2] | Words[3]);
  return IsNegative ? "-" + Text : Text;
}

std::string character(unsigned char C, char Quote) {
  if (C == static_cast<unsigned char>(Quote) || C == '\\')
    return std::string("\\") + static_cast<char>(C);
  if (C == 0)
    return "\\0";
  if (C == '\n')
    return "\\n";
  if (C == '\t')
    return "\\t";
  if (C < 0x20 || C >= 0x7f)
    return fmt::format("\\x{:02x}", C);
  return std::string(1, static_cast<char>(C));
}

} // namespace

/// Up to the first zero, as C reads it.
std::string Values::stringText(const std::byte *At, uint64_t Size) const {
  uint64_t Length = 0;
  while (Length < Size && At[Length] != std::byte(0))
    ++Length;
  std::string Text = "\"";
  for (uint64_t N = 0; N < std::min(Length, MaxString); ++N)
    Text += character(static_cast<unsigned char>(At[N]), '"');
  return Text + (Length > MaxString ? "\"..." : "\"");
}

std::string Values::pointerText(const Type &T, const std::byte *At) const {
  uint64_t Address = loadInteger(At, static_cast<unsigned>(T.Size), false,
                                 Types.abi().Order);
  Target To = In.resolve(Address, T, At);
  switch (To.What) {
  case Target::Null:
    return "null";
  case Target::Function:
    return "-> " + clean(To.Symbol) + "()";
  case Target::Nothing:
    return fmt::format("-> {:#x}, where nothing is", Address);
  case Target::Block:
    break;
  }
  const image::BlockRef &Ref = To.Found.Ref;
  std::string Text = "->";
  // A literal's name is made of its text.
  if (Ref.Run != image::None ||
      In.I.Blocks[Ref.Block].Kind != image::BlockKind::Literal ||
      !In.I.Blocks[Ref.Block].Bytes)
    Text += " " + In.part(To.Found);
  if (Types.contains(T.Element) && Types[T.Element].K == Kind::Char) {
    image::BlockView V = In.Index.view(Ref);
    if (V.Bytes && To.Found.Offset < V.Size)
      Text += " " + stringText(V.Bytes + To.Found.Offset, V.Size - To.Found.Offset);
  } else if (Ref.Run != image::None) {
    Text += " (" + spell(Types, In.Index.view(Ref).Type) + ")";
  }
  return Text;
}

std::string Values::scalarText(const Type &T, const std::byte *At) const {
  switch (T.K) {
  case Kind::Bool:
    return integerAt(Types, T, At) ? "true" : "false";
  case Kind::Char: {
    unsigned char C = static_cast<unsigned char>(*At);
    return fmt::format("'{}'", character(C, '\''));
  }
  case Kind::Float:
    if (T.Size == 4)
      return fmt::format("{}", std::bit_cast<float>(
                                   loadAs<uint32_t>(At, Types.abi().Order)));
    [[fallthrough]];
  case Kind::LongDouble: {
    double Value = 0;
    std::string Text;
    return isDouble(Types, T, At, Value, Text) ? fmt::format("{}", Value) : Text;
  }
  case Kind::Pointer:
  case Kind::FunctionPointer:
    return pointerText(T, At);
  default: {
    if (T.K == Kind::BitField && Types[T.Element].K == Kind::Bool)
      return integerAt(Types, T, At) ? "true" : "false";
    if (T.Size == 16)
      return wideText(Types, T, At);
    uint64_t Value = integerAt(Types, T, At);
    return isSigned(Types, T) ? fmt::format("{}", static_cast<int64_t>(Value))
                              : fmt::format("{}", Value);
  }
  }
}

std::string Values::elements(TypeId Id, uint64_t Count, const std::byte *At,
                             unsigned Depth) const {
  const Type &T = Types[Id];
  if (T.K == Kind::Char)
    return stringText(At, Count);
  if (Depth >= MaxDepth)
    return "{...}";
  std::string Text = "{";
  uint64_t N = 0;
  for (; N < std::min(Count, MaxElements) && Text.size() < MaxText; ++N)
    Text += (N ? ", " : "") + text(Id, 1, At + N * T.Size, Depth + 1);
  if (N < Count)
    Text += fmt::format(", ... {} more", Count - N);
  return Text + "}";
}

std::string Values::text(TypeId Id, uint64_t Count, const std::byte *At,
                         unsigned Depth) const {
  const Type &T = Types[Id];
  if (!At)
    return "(not in the image)";
  if (T.K == Kind::Raw)
    return fmt::format("<{} untyped bytes>", T.Size * Count);
  if (Count != 1)
    return elements(Id, Count, At, Depth);
  if (isScalar(T.K))
    return scalarText(T, At);
  if (T.K == Kind::Array)
    return elements(T.Element, T.Count, At, Depth);
  if (Depth >= MaxDepth)
    return "{...}";

  std::string Text = "{";
  for (uint32_t I = 0; I < T.Fields.size(); ++I) {
    const Field &F = T.Fields[I];
    if (!isHeld(Types, T, I, At))
      continue;
    if (Text.size() >= MaxText) {
      Text += ", ...";
      break;
    }
    Text += (Text.size() > 1 ? ", " : "") + clean(F.Name) + " = " +
            text(F.Type, 1, At + F.Offset, Depth + 1);
  }
  return Text + "}";
}

nlohmann::ordered_json Values::scalarJson(const Type &T,
                                          const std::byte *At) const {
  using Json = nlohmann::ordered_json;
  switch (T.K) {
  case Kind::Bool:
    return integerAt(Types, T, At) != 0;
  case Kind::Char:
    return static_cast<unsigned char>(*At);
  case Kind::Float:
  case Kind::LongDouble: {
    double Value = 0;
    std::string Text;
    if (!isDouble(Types, T, At, Value, Text))
      return Text;
    // JSON has no infinities.
    return Value - Value == 0 ? Json(Value) : Json(fmt::format("{}", Value));
  }
  case Kind::Pointer:
  case Kind::FunctionPointer: {
    uint64_t Address = loadInteger(At, static_cast<unsigned>(T.Size), false,
                                   Types.abi().Order);
    Target To = In.resolve(Address, T, At);
    switch (To.What) {
    case Target::Null:
      return nullptr;
    case Target::Function:
      return Json{{"function", To.Symbol}};
    case Target::Nothing:
      return Json{{"dangling", Address}};
    case Target::Block:
      break;
    }
    Json Result{{"to", In.part(To.Found)},
                {"block", To.Found.Ref.Number},
                {"offset", To.Found.Offset}};
    if (Types.contains(T.Element) && Types[T.Element].K == Kind::Char) {
      image::BlockView V = In.Index.view(To.Found.Ref);
      uint64_t Left = V.Size - std::min(V.Size, To.Found.Offset);
      if (V.Bytes && Left) {
        const char *Text =
            reinterpret_cast<const char *>(V.Bytes + To.Found.Offset);
        Result["text"] = std::string(Text, ::strnlen(Text, std::min<uint64_t>(Left, 4096)));
      }
    }
    return Result;
  }
  default:
    if (T.K == Kind::BitField && Types[T.Element].K == Kind::Bool)
      return integerAt(Types, T, At) != 0;
    if (T.Size == 16) // No JSON reader takes such numbers for what they are.
      return wideText(Types, T, At);
    return isSigned(Types, T)
               ? Json(static_cast<int64_t>(integerAt(Types, T, At)))
               : Json(integerAt(Types, T, At));
  }
}

nlohmann::ordered_json Values::json(TypeId Id, uint64_t Count,
                                    const std::byte *At, unsigned Depth) const {
  using Json = nlohmann::ordered_json;
  const Type &T = Types[Id];
  if (!At || Depth > 2 * MaxDepth)
    return Json{{"omitted", T.Size * Count}};
  if (T.K == Kind::Raw)
    return Json{{"untyped", T.Size * Count}};
  if (Count == 1 && T.K == Kind::Array)
    return array(T.Element, T.Count, At, Depth);
  if (Count != 1)
    return array(Id, Count, At, Depth);
  if (isScalar(T.K))
    return scalarJson(T, At);
  Json All = Json::object();
  for (uint32_t I = 0; I < T.Fields.size(); ++I)
    if (const Field &F = T.Fields[I]; isHeld(Types, T, I, At))
      All[F.Name] = json(F.Type, 1, At + F.Offset, Depth + 1);
  return All;
}

nlohmann::ordered_json Values::array(TypeId Id, uint64_t Count,
                                     const std::byte *At,
                                     unsigned Depth) const {
  using Json = nlohmann::ordered_json;
  const Type &T = Types[Id];
  if (T.K == Kind::Char) {
    const char *Text = reinterpret_cast<const char *>(At);
    return std::string(Text, ::strnlen(Text, std::min<uint64_t>(Count, 4096)));
  }
  Json All = Json::array();
  for (uint64_t N = 0; N < std::min(Count, MaxJsonElements >> (2 * Depth)); ++N)
    All.push_back(json(Id, 1, At + N * T.Size, Depth + 1));
  if (All.size() < Count)
    All.push_back(Json{{"omitted", Count - All.size()}});
  return All;
}

} // namespace ferry::tool
