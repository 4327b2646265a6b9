//===- Digest.h - one number for values and graph shape ---------*- C++ -*-===//
///
/// \file
/// Two images of the same state have the same digest, whatever ABI they were
/// captured on. What is hashed (XXH3, 128 bits), in this order:
///
///   each root, in the order that the caller feeds them (a canonical one:
///   frames from the outermost, locals by slot; statics by name), then each
///   block that a pointer leads to, in the order in which it is found: breadth
///   first.
///
///   root    'R', length of the name as u64, the name
///   block   'B', count as u64, values. Not the type: what the source calls
///           __SIZE_TYPE__ or a vector of 2 * sizeof(long) bytes has another key
///           on each ABI
///   values  in order of elements, fields and indices; no padding:
///     Bool (0 or 1), Char   1 byte
///     Signed, Unsigned, Enum   the value as 64-bit two's complement; one of 16
///                       bytes as 128-bit two's complement
///     BitField          its value, as one of the integer that it was declared with
///     Float             its bits, 4 or 8 bytes
///     LongDouble        as Float when the value, or the front of a NaN, is one of 8
///                       bytes; else 'q' and its 16 bytes in IEEE binary128; else
///                       'd' and two doubles, whose sum is none
///     Pointer           'N' null; 'I', the number as 64-bit two's complement,
///                       for another number (PointerNumber.h); 'P', block
///                       number, scalar ordinal, byte in the scalar (three
///                       u64); 'D' dangling
///     FunctionPointer   'N'; 'I'; 'F', length of the name as u64, the name; 'D'
///     Raw               its bytes
///     Struct without fields: nothing of one without size; else 'N', or 'J' and the two
///                       u64 that it stands for
///
/// All numbers are little-endian. Block numbers count from 0: all roots first,
/// then blocks as they are found. The scalar ordinal (Ordinals.h) is the part's
/// place in the order of the values, the same on every ABI. Blocks that nothing
/// leads to are no part of the digest.
///
/// Invariant: bounded work: every block is hashed once. The caller guarantees
/// that the bytes of a block are count * size of its type.
//===----------------------------------------------------------------------===//
#ifndef FERRY_TYPEINFO_DIGEST_H
#define FERRY_TYPEINFO_DIGEST_H

#include "ferry/typeinfo/Type.h"

#include <string_view>

namespace ferry {

/// The caller's own number of a block (an index into its table of blocks).
enum class BlockId : uint64_t {};

struct DigestBlock {
  TypeId Type;
  uint64_t Count;
  const void *Bytes;
};

/// What a pointer leads to.
struct DigestTarget {
  enum Class : uint8_t { Block, Function, Dangling } What = Dangling;
  BlockId Id{};          ///< Block
  uint64_t Offset = 0;   ///< Block: bytes from its start
  std::string_view Name; ///< Function
};

/// The image reader, as the digest sees it.
class DigestSource {
public:
  /// \p Address: no number (PointerNumber.h). \p Place: where the pointer's bytes
  /// stand, in what block() gave.
  virtual DigestTarget resolve(uint64_t Address, const Type &PointerType,
                               const void *Place) = 0;
  virtual DigestBlock block(BlockId Id) = 0;
  /// Whether a struct without fields at \p Place, in what block() gave, stands for
  /// something that is said elsewhere: two numbers, and perhaps a text.
  virtual bool meaning(const Type &, const void *Place, uint64_t (&Meaning)[2],
                       std::string_view &Text) {
    (void)Place, (void)Meaning, (void)Text;
    return false;
  }

protected:
  ~DigestSource() = default;
};

struct DigestValue {
  uint64_t High = 0, Low = 0;
  friend bool operator==(const DigestValue &, const DigestValue &) = default;
  /// 32 hexadecimal digits.
  std::string text() const;
};

class Digest {
public:
  /// \p Table is validated; both outlive the digest.
  Digest(const TypeTable &Table, DigestSource &Source);
  ~Digest();
  Digest(const Digest &) = delete;
  Digest &operator=(const Digest &) = delete;

  /// State outside of memory; all before finish(), in the image's order.
  void addResource(std::string_view Name, uint32_t Version, std::string_view Bytes);
  /// In canonical order, all before finish(). A block that is a root already is
  /// not fed twice.
  void addRoot(std::string_view Name, BlockId Id);
  DigestValue finish();

private:
  struct State;
  State *S;
};

} // namespace ferry

#endif
