//===- Layouts.h - tables and memory of any ABI, for tests ------*- C++ -*-===//
///
/// \file
/// Ferry never lays types out; the tests have to. LayoutBuilder does it by the
/// rules of the psABIs (OffsetsTest compares it with offsets written by hand
/// and, for the native ABI, with the compiler). `encode` writes values into
/// memory one by one, from the definition of the formats and without Ferry's
/// code, so that what a plan makes can be compared with it.
//===----------------------------------------------------------------------===//
#ifndef FERRY_TEST_UNIT_TYPEINFO_LAYOUTS_H
#define FERRY_TEST_UNIT_TYPEINFO_LAYOUTS_H

#include "ferry/typeinfo/Plan.h"
#include "ferry/typeinfo/Type.h"
#include <random>

namespace ferry::test {

struct Member {
  std::string Name;
  TypeId Type;
  unsigned Width = 0; ///< of a bit-field
};

class LayoutBuilder {
public:
  explicit LayoutBuilder(const Abi &A) : Table(A) {}

  TypeId boolean() { return scalar("_Bool", Kind::Bool, 1); }
  TypeId character() { return scalar("char", Kind::Char, 1); }
  TypeId signedOf(std::string Name, uint64_t Size) {
    return scalar(std::move(Name), Kind::Signed, Size);
  }
  TypeId unsignedOf(std::string Name, uint64_t Size) {
    return scalar(std::move(Name), Kind::Unsigned, Size);
  }
  TypeId intType() { return signedOf("int", 4); }
  TypeId longType() { return signedOf("long", Table.abi().LongSize); }
  TypeId unsignedLong() {
    return unsignedOf("unsigned long", Table.abi().LongSize);
  }
  TypeId longLong() { return signedOf("long long", 8); }
  TypeId wchar() {
    return scalar("wchar_t",
                  Table.abi().WcharSign == Sign::Signed ? Kind::Signed
                                                        : Kind::Unsigned,
                  4);
  }
  TypeId floatType() { return scalar("float", Kind::Float, 4); }
  TypeId doubleType() { return scalar("double", Kind::Float, 8); }
  TypeId longDouble() {
    return scalar("long double", Kind::LongDouble, Table.abi().LongDoubleSize);
  }
  TypeId enumOf(std::string Name, TypeId Integer);
  /// The pointee may be None (void, incomplete).
  TypeId pointerTo(TypeId Pointee);
  TypeId functionPointer();
  TypeId array(TypeId Element, uint64_t Count);
  TypeId structure(std::string Name, const std::vector<Member> &Members);
  TypeId unite(std::string Name, const std::vector<Member> &Members);
  /// A bit-field whose first bit, counted as the ABI fills bytes, is \p Begin;
  /// \p Offset becomes that of its bytes.
  TypeId bitField(TypeId Integer, unsigned Width, uint64_t Begin, uint64_t &Offset);
  TypeId raw(std::string Name, uint64_t Size);
  /// For pointers to a struct inside itself: declare, then structure().
  TypeId declare(std::string Name);

  TypeId scalar(std::string Name, Kind K, uint64_t Size);

  TypeTable Table;

private:
  TypeId addOnce(Type T);
};

/// The scalars of a value in order: integers extended to 64 bits, the bits of
/// floats, addresses.
using Values = std::vector<uint64_t>;

/// Writes \p Count elements; padding is zero.
std::vector<uint8_t> encode(const TypeTable &Table, TypeId Id, uint64_t Count,
                            const Values &In);

/// Random values that fit the type in both tables. Floats are any bits.
Values randomValues(const TypeTable &A, TypeId TypeA, const TypeTable &B,
                    TypeId TypeB, uint64_t Count, std::mt19937_64 &Random);

/// New = Old rotated within 31 bits and turned over; null stays null. A test
/// that loses a pointer can't pass by luck.
class ScramblingTranslator final : public PointerTranslator {
public:
  size_t translate(const PointerUse &Use, const uint64_t *Old, uint64_t *New,
                   size_t Count, Failure &Why) override;
  static uint64_t scramble(uint64_t Old) {
    return Old ? Old ^ 0x35a5a5a5 : 0; // its own inverse
  }
  uint64_t Batches = 0;
};

/// All ABIs of Abis.def, and the native one in the other byte order.
std::vector<Abi> allAbis();

} // namespace ferry::test

#endif
