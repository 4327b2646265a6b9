//===- PlanBitFields.cpp - how a bit-field becomes one of another ABI -----===//
///
/// \file
/// One operation for each, as neighbours are in its bytes on both sides. What it has to
/// keep there is zero: whoever calls has put a Zero in front (PlanCompiler::fillUpTo).
//===----------------------------------------------------------------------===//
#include "PlanCompiler.h"

namespace ferry {

bool PlanCompiler::bits(const Type &F, const Type &T, Place At) {
  Kind Old = From[F.Element].K, New = To[T.Element].K;
  Operation Op{Operation::Bits};
  Op.FromOffset = At.From;
  Op.ToOffset = At.To;
  Op.FromSize = static_cast<uint8_t>(F.Size);
  Op.ToSize = static_cast<uint8_t>(T.Size);
  Op.FromBits = F.Bits;
  Op.ToBits = T.Bits;
  // As characters are copied, whatever the sign that char has.
  if (Old == Kind::Char && New == Kind::Char && F.Bits.Width == T.Bits.Width)
    Op.FromBits.IsSigned = Op.ToBits.IsSigned = false;
  Op.ToBool = New == Kind::Bool;
  Op.FromSigned = Op.FromBits.IsSigned;
  Op.ToSigned = Op.ToBits.IsSigned;
  // The other members of a union may take whole bytes from there, as this does then.
  bool IsAlike = Op.FromBits == Op.ToBits && Op.ToBool == (Old == Kind::Bool) &&
                 (F.Size == 1 || From.abi().Order == To.abi().Order);
  if (InUnion && IsAlike) {
    Operation Whole{Operation::Copy};
    Whole.FromOffset = At.From;
    Whole.ToOffset = At.To;
    Whole.Run = F.Size;
    append(Whole);
    return true;
  }
  bool Fits = Old == Kind::Bool ||
              (!Op.ToBool && (Op.FromSigned == Op.ToSigned
                                  ? F.Bits.Width <= T.Bits.Width
                                  : !Op.FromSigned && F.Bits.Width < T.Bits.Width));
  Loses |= !Fits;
  append(Op);
  return true;
}

} // namespace ferry
