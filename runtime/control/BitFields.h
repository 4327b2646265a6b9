//===- BitFields.h - where this binary's compiler puts bit-fields -*- C++ -*-===//
///
/// \file
/// A bit-field has no address and no offset; the generated tables have a function that
/// sets all its bits in an object of zeros, compiled by whoever compiled the program.
/// Asked when the type table is put together: at the first capture, or a restore.
//===----------------------------------------------------------------------===//
#ifndef FERRY_CONTROL_BITFIELDS_H
#define FERRY_CONTROL_BITFIELDS_H

#include "ferry/generated.h"
#include "ferry/typeinfo/BitField.h"

namespace ferry::control {

struct FoundBits {
  BitPlace Place; ///< of width 0: the bits don't stand together
  bool IsSigned = false;
  friend bool operator==(const FoundBits &, const FoundBits &) = default;
};

inline bool isBitField(const __ferry_field &F) { return F.offset == __ferry_bit_field; }

/// Where `Of.fields[Number]`, a bit-field, stands.
FoundBits askForBits(const __ferry_type &Of, unsigned Number);

} // namespace ferry::control
#endif
