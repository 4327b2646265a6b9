//===- WideBits.h - arithmetic on 256 bits ----------------------*- C++ -*-===//
#ifndef FERRY_TYPEINFO_LIB_WIDEBITS_H
#define FERRY_TYPEINFO_LIB_WIDEBITS_H

#include "ferry/typeinfo/FloatFormat.h"
#include <bit>

namespace ferry {

inline bool isZero(const WideBits &A) { return !(A[0] | A[1] | A[2] | A[3]); }

inline bool hasBit(const WideBits &A, unsigned N) { return A[N / 64] >> N % 64 & 1; }
inline void setBit(WideBits &A, unsigned N) { A[N / 64] |= uint64_t(1) << N % 64; }
inline void clearBit(WideBits &A, unsigned N) { A[N / 64] &= ~(uint64_t(1) << N % 64); }

inline bool isLess(const WideBits &A, const WideBits &B) {
  for (unsigned I = 4; I-- > 0;)
    if (A[I] != B[I])
      return A[I] < B[I];
  return false;
}

inline unsigned leadingZeros(const WideBits &A) {
  for (unsigned I = 4; I-- > 0;)
    if (A[I])
      return (3 - I) * 64 + static_cast<unsigned>(std::countl_zero(A[I]));
  return 256;
}

inline WideBits shiftLeft(const WideBits &A, unsigned By) {
  WideBits R{};
  unsigned Words = By / 64, Bits = By % 64;
  for (unsigned I = Words; I < 4; ++I) {
    R[I] = A[I - Words] << Bits;
    if (Bits && I > Words)
      R[I] |= A[I - Words - 1] >> (64 - Bits);
  }
  return R;
}

/// Sets \p Lost when a bit that was set is shifted out.
inline WideBits shiftRight(const WideBits &A, unsigned By, bool &Lost) {
  WideBits R{};
  unsigned Words = By / 64, Bits = By % 64;
  for (unsigned I = 0; I < 4 && I < Words; ++I)
    Lost |= A[I] != 0;
  if (Words >= 4)
    return R;
  Lost |= Bits && (A[Words] << (64 - Bits)) != 0;
  for (unsigned I = Words; I < 4; ++I) {
    R[I - Words] = A[I] >> Bits;
    if (Bits && I < 3)
      R[I - Words] |= A[I + 1] << (64 - Bits);
  }
  return R;
}

inline WideBits add(const WideBits &A, const WideBits &B) {
  WideBits R;
  bool Carry = false;
  for (unsigned I = 0; I < 4; ++I) {
    uint64_t Sum = A[I] + B[I];
    bool Over = Sum < A[I];
    R[I] = Sum + Carry;
    Carry = Over || R[I] < Sum;
  }
  return R;
}

/// A - B, B being no larger.
inline WideBits subtract(const WideBits &A, const WideBits &B) {
  WideBits R;
  bool Borrow = false;
  for (unsigned I = 0; I < 4; ++I) {
    uint64_t Difference = A[I] - B[I];
    bool Under = A[I] < B[I];
    R[I] = Difference - Borrow;
    Borrow = Under || Difference < Borrow;
  }
  return R;
}

} // namespace ferry

#endif
