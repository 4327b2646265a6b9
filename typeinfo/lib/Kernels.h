//===- Kernels.h - loops over columns of values -----------------*- C++ -*-===//
///
/// \file
/// The loops that a plan spends its time in. Each goes over `Count` values that
/// stand `Stride` bytes apart; none decides anything per value. Source and
/// destination need no alignment; they are the same place or don't overlap.
//===----------------------------------------------------------------------===//
#ifndef FERRY_TYPEINFO_LIB_KERNELS_H
#define FERRY_TYPEINFO_LIB_KERNELS_H

#include "ferry/typeinfo/BitField.h"

#include <cstddef>
#include <cstdint>

namespace ferry {

struct Column {
  const uint8_t *From;
  size_t FromStride;
  uint8_t *To;
  size_t ToStride;
};

/// Copies \p Bytes per value.
void copyColumn(Column C, size_t Count, size_t Bytes);
void zeroColumn(Column C, size_t Count, size_t Bytes);
/// Turns \p Run adjacent values of \p Size (2, 4, 8, 16) bytes in each of \p Count
/// places.
void swapColumn(Column C, size_t Count, size_t Run, unsigned Size);

/// Values widened to 64 bits, by their sign or by zeros; \p Swap: foreign
/// order.
void gather(const uint8_t *From, size_t Stride, size_t Count, unsigned Size,
            bool IsSigned, bool Swap, uint64_t *Values);
/// Their low \p Size bytes.
void scatter(const uint64_t *Values, size_t Count, unsigned Size, bool Swap,
             uint8_t *To, size_t Stride);

/// The same for bit-fields in \p Size bytes each.
void gatherBits(const uint8_t *From, size_t Stride, size_t Count, unsigned Size,
                const BitsOfField &Bits, ByteOrder Order, uint64_t *Values);
void scatterBits(const uint64_t *Values, size_t Count, unsigned Size,
                 const BitsOfField &Bits, ByteOrder Order, uint8_t *To,
                 size_t Stride);

} // namespace ferry

#endif
