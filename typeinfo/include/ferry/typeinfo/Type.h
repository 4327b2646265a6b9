//===- Type.h - what a type is, and a table of them -------------*- C++ -*-===//
///
/// \file
/// A TypeTable holds the types of one binary or one image, laid out by one ABI
/// as the target's compiler evaluated them. A type is known by its key, the
/// name that generated.h gives it: "int", "struct node", "p:struct node",
/// "a3:double".
///
/// A table out of an image is untrusted: add() takes anything, validate() says
/// whether the rest of this library may use it. Everything else in typeinfo
/// (plans, paths, offsets, digests) requires a table that was validated.
///
/// validate() guarantees
///  * every TypeId in the table is in range;
///  * no type holds itself by value, and by-value nesting ends after
///    MaxTypeDepth levels, so that recursion over a type is bounded;
///  * an array's size is count * element size, without overflow;
///  * fields are inside the struct or union, with distinct names; those of a
///    struct in order of their offset, not overlapping: bit-fields may share bytes,
///    not bits;
///  * bit-fields have 1 to 64 bits and the bytes that these are in, and are nothing but
///    fields;
///  * those of a variant are like a struct's for each value of its tags; a tag is a field
///    that is always there, an integer of 1 to 8 bytes or a bit-field;
///  * to look at each part of a value of a union, once for each member that it is
///    in, takes at most MaxUnionWork times as long as to look at its bytes;
///  * scalars have a size that their kind can have, pointers and long double the
///    ABI's;
///  * keys are distinct and not empty.
//===----------------------------------------------------------------------===//
#ifndef FERRY_TYPEINFO_TYPE_H
#define FERRY_TYPEINFO_TYPE_H

#include "ferry/typeinfo/Abi.h"
#include "ferry/typeinfo/Failure.h"
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace ferry {

enum class Kind : uint8_t {
#define FERRY_KIND(Name, Number, Text) Name = Number,
#include "ferry/Kinds.def"
};

/// "struct", "signed integer"; "unknown kind" for a number that is in no line.
std::string_view kindText(Kind K);
/// Whether \p Number is one of Kinds.def.
bool isKind(unsigned Number);

/// Bool, Char, Signed, Unsigned, Enum.
bool isInteger(Kind K);
/// Float, LongDouble.
bool isFloating(Kind K);
/// isInteger, isFloating, Pointer, FunctionPointer, BitField: has one value.
bool isScalar(Kind K);
/// Struct, Union, Variant: has fields.
bool hasFields(Kind K);

/// The number of a type in its table.
enum class TypeId : uint32_t { None = 0xffffffff };
constexpr uint32_t indexOf(TypeId Id) { return static_cast<uint32_t>(Id); }

/// In place of a field: the value that it stands for.
inline constexpr uint32_t NoField = 0xffffffff;

struct Field {
  std::string Name;
  TypeId Type = TypeId::None;
  uint64_t Offset = 0;
  /// Variant: the field that says whether this one is there; NoField: it always is.
  uint32_t Tag = NoField;

  friend bool operator==(const Field &, const Field &) = default;
};

/// BitField: its value is that of its bytes, as an integer in the ABI's byte order,
/// divided by 2^Shift, modulo 2^Width.
struct BitsOfField {
  uint8_t Width = 0, Shift = 0;
  bool IsSigned = false;
  friend bool operator==(const BitsOfField &, const BitsOfField &) = default;
};

/// Variant: while the field number Tag has this value, the field number Field is there.
struct Case {
  uint32_t Tag = 0;
  uint64_t Value = 0;       ///< the bits that the tag has, as an unsigned integer
  uint32_t Field = NoField; ///< NoField: none of those that have this tag
  friend auto operator<=>(const Case &, const Case &) = default;
};

struct Type {
  std::string Name; ///< the key
  Kind K = Kind::Void;
  uint64_t Size = 0, Align = 0; ///< bytes; 0 when incomplete
  /// Pointer: pointee, None for void and incomplete. Array: element. Enum: its
  /// integer. BitField: the integer that it was declared with.
  TypeId Element = TypeId::None;
  uint64_t Count = 0; ///< Array: elements
  std::vector<Field> Fields;
  BitsOfField Bits = {};
  std::vector<Case> Cases = {}; ///< Variant: in ascending order

  friend bool operator==(const Type &, const Type &) = default;
};

inline constexpr uint64_t MaxTypeSize = uint64_t(1) << 48;
inline constexpr unsigned MaxTypeDepth = 64;
inline constexpr uint64_t MaxUnionWork = 1024;

class TypeTable {
public:
  explicit TypeTable(const Abi &Layout) : Layout(Layout) {}

  const Abi &abi() const { return Layout; }
  uint32_t size() const { return static_cast<uint32_t>(Types.size()); }

  /// Appends; ids are handed out in order from 0, so that types can name each
  /// other before they are added. A key that is in use already stays with its
  /// first type, and validate() fails.
  TypeId add(Type T);

  /// For a type that could be completed only after it was added (cycles through
  /// pointers). The key can't be changed.
  void complete(TypeId Id, Type T);

  /// Forgets the types from number \p Size on. None that is left may name them.
  void truncate(uint32_t Size);

  /// By key; None when there is none.
  TypeId find(std::string_view Key) const;

  bool contains(TypeId Id) const { return indexOf(Id) < Types.size(); }
  const Type &operator[](TypeId Id) const { return Types[indexOf(Id)]; }

  /// True when the table can be used. The failure's path is the key of the type
  /// and the field: "struct node.next".
  bool validate(Failure &Why) const;

  friend bool operator==(const TypeTable &A, const TypeTable &B) {
    return A.Layout == B.Layout && A.Types == B.Types;
  }

private:
  struct KeyHash {
    using is_transparent = void;
    size_t operator()(std::string_view Key) const {
      return std::hash<std::string_view>()(Key);
    }
  };

  Abi Layout;
  std::vector<Type> Types;
  std::unordered_map<std::string, TypeId, KeyHash, std::equal_to<>> ByKey;
};

/// Whether a value of one type has, byte for byte, the meaning of a value of
/// the other: same kinds, sizes, offsets, signs, byte order, field names.
/// Pointers are alike if their width is. Both tables are validated.
bool sameLayout(const TypeTable &A, TypeId TypeA, const TypeTable &B,
                TypeId TypeB);

/// Whether all parts have the same place and size on both sides, whatever their
/// byte order and signs: every offset means the same part.
bool samePlaces(const TypeTable &A, TypeId TypeA, const TypeTable &B,
                TypeId TypeB);

/// The field of that name, looked for at the index \p Likely first; null: none.
const Field *findField(const Type &T, std::string_view Name, size_t Likely);

/// Whether a pointer is anywhere inside a value of the type (by value).
bool holdsPointers(const TypeTable &Table, TypeId Id);

} // namespace ferry

#endif
