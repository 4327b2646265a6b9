//===- Slab.h - objects of one type side by side ----------------*- C++ -*-===//
///
/// \file
/// The heap is one reserved range, cut into units of 64 KiB. A slab is a run of
/// units that holds equal cells for objects of one type; a large object is a slab
/// of one cell. There is no header per object:
///
///   address -> unit -> slab -> cell       a subtraction, a load, a multiplication
///
///   +-------+------+------+------+-----+------+
///   | Slab  | cell | cell | cell | ... | cell |     one or four units; more
///   +-------+------+------+------+-----+------+     for one large object
///             <-Stride->
///
/// Words:
///   unit    64 KiB of the range; UnitEntry says which slab it belongs to
///   bin     all slabs of one type and size (or class of sizes)
///   exact   a bin whose objects are all of one size: no size is kept per cell
///   aligned a bin whose cells stand at multiples of what the program asked for
///
/// Invariants:
///  * Stride > size of every object in it: blocks never touch, so an address that
///    is one past the end of an object is not the start of another;
///  * Live has a bit per cell, set exactly while the program owns the cell;
///  * a cell only ever held values of its bin's type since it was zero, so what
///    the program did not initialise is never a pointer to somewhere foreign.
///
//===----------------------------------------------------------------------===//
#ifndef FERRY_HEAP_SLAB_H
#define FERRY_HEAP_SLAB_H

#include "ferry/generated.h"

#include <cstddef>
#include <cstdint>

namespace ferry::heap {

inline constexpr unsigned UnitShift = 16;
inline constexpr size_t UnitSize = size_t(1) << UnitShift;
/// No larger alignment is to be had.
inline constexpr size_t MaxAlign = size_t(1) << 28;
/// Larger objects are slabs of their own.
inline constexpr size_t MaxSmall = 32 * 1024;

struct Bin;

struct Slab {
  Bin *Owner;
  Slab *Next, *Previous; ///< in Owner's list of slabs with free cells
  uintptr_t First;       ///< address of cell 0
  size_t Stride;
  size_t LargeSize;      ///< the object's bytes in a slab of one large object
  uint32_t Reciprocal;   ///< 2^34 / Stride, rounded up; 0 in large ones
  uint32_t Cells, LiveCells;
  uint32_t Units;
  bool Listed;
  uint32_t *Sizes;       ///< bytes of each object, or null: Owner->MaxSize
  uint64_t Live[1];      ///< a bit per cell; more of them follow

  bool isLarge() const { return Reciprocal == 0; }
  bool isLive(uint32_t Cell) const { return Live[Cell / 64] >> (Cell % 64) & 1; }
  /// The cell an offset from First lies in; Cells or more behind the last one.
  size_t cellAt(size_t Offset) const {
    if (isLarge())
      return Offset < Stride ? 0 : 1;
    return static_cast<size_t>((uint64_t(Offset) * Reciprocal) >> 34);
  }
  uintptr_t cellAddress(size_t Cell) const { return First + Cell * Stride; }
  size_t objectSize(uint32_t Cell) const;
};

struct Bin {
  /// Hot: what an allocation touches.
  uint64_t FreeBits;     ///< cells of word Word of Current that are free
  Slab *Current;
  uint32_t Word;
  size_t MinSize, Span;  ///< takes sizes MinSize .. MinSize + Span
  size_t Stride;
  size_t Align;          ///< that the program asked for; 0: what malloc promises
  const __ferry_type *Type;
  Slab *Partial;         ///< slabs with free cells, but for Current
  Bin *NextInTable;
  /// Set in bins of objects that can't be captured, as they are no whole number of
  /// elements or nobody said what they are: their own allocation site, for the message.
  const __ferry_alloc_site *OddSite;
  /// Where the first object came from.
  const __ferry_alloc_site *Site;

  bool takes(size_t Size) const { return Size - MinSize <= Span; }
  bool isExact() const { return Span == 0; }
  size_t maxSize() const { return MinSize + Span; }
};

inline size_t Slab::objectSize(uint32_t Cell) const {
  if (isLarge())
    return LargeSize;
  return Sizes ? Sizes[Cell] : Owner->MinSize;
}

} // namespace ferry::heap
#endif
