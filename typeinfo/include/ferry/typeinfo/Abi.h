//===- Abi.h - what an ABI decides for all types ----------------*- C++ -*-===//
///
/// \file
/// Byte order, sizes, alignments, signs and floating formats of one target. An
/// Abi never lays a type out: layouts stand in type tables. It says in which
/// order bytes are read, how wide a pointer is, whether plain char is signed,
/// and whether two machines agree on everything.
//===----------------------------------------------------------------------===//
#ifndef FERRY_TYPEINFO_ABI_H
#define FERRY_TYPEINFO_ABI_H

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace ferry {

enum class ByteOrder : uint8_t { Little = 0, Big = 1 };

inline constexpr ByteOrder HostOrder = std::endian::native == std::endian::big
                                           ? ByteOrder::Big
                                           : ByteOrder::Little;

enum class Sign : uint8_t { Unsigned = 0, Signed = 1 };
enum class LongDoubleFormat : uint8_t {
  Double = 0,
  X87 = 1,
  Quad = 2,
  DoubleDouble = 3,
  M68k96 = 4
};
enum class BitFieldOrder : uint8_t { LowBits = 0, HighBits = 1 };

/// How an Abi stands in an image: one byte per member, in this order; the rest
/// is zero.
inline constexpr size_t AbiRecordSize = 16;
using AbiRecord = std::array<uint8_t, AbiRecordSize>;

struct Abi {
  ByteOrder Order = ByteOrder::Little;
  uint8_t PointerSize = 0;
  uint8_t LongSize = 0;
  Sign CharSign = Sign::Signed;
  Sign WcharSign = Sign::Signed;
  uint8_t PointerAlign = 0;
  uint8_t LongLongAlign = 0;
  uint8_t DoubleAlign = 0;
  LongDoubleFormat LongDouble = LongDoubleFormat::Double;
  uint8_t LongDoubleSize = 0;
  uint8_t LongDoubleAlign = 0;
  BitFieldOrder FirstBits = BitFieldOrder::LowBits;

  /// Equal in everything: untyped bytes may move between the two.
  friend bool operator==(const Abi &, const Abi &) = default;

  /// The one this file is compiled for.
  static Abi native();

  /// By name (`s390x`) or triple; null when unknown.
  static const Abi *find(std::string_view NameOrTriple);

  /// "s390x", or "unknown" for an ABI that is in no line of Abis.def.
  std::string_view name() const;
  /// "s390x-linux-gnu", or "" when unknown.
  std::string_view triple() const;

  /// The same ABI with the other byte order: lets every swapping path run on
  /// any machine.
  Abi reversed() const;

  AbiRecord toRecord() const;
  /// False, and *this unchanged, when a byte has a value that no ABI has.
  bool fromRecord(const AbiRecord &Record);
};

struct NamedAbi {
  std::string_view Name, Triple;
  Abi Value;
};

inline constexpr size_t KnownAbiCount = 0
#define FERRY_ABI(...) +1
#include "ferry/typeinfo/Abis.def"
    ;

/// All lines of Abis.def, in its order.
extern const std::array<NamedAbi, KnownAbiCount> KnownAbis;

} // namespace ferry

#endif
