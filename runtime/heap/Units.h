//===- Units.h - the range of the heap, 64 KiB at a time --------*- C++ -*-===//
///
/// \file
/// Hands out runs of units. Free runs know their neighbours through the entries
/// at their two ends and are merged at once; they stand in lists by the power of
/// two of their length.
///
//===----------------------------------------------------------------------===//
#ifndef FERRY_HEAP_UNITS_H
#define FERRY_HEAP_UNITS_H

#include "heap/Slab.h"

namespace ferry::heap {

struct UnitEntry {
  uint32_t Owner;      ///< used: number of the slab's first unit, plus 1
  uint32_t Length;     ///< first and last unit of a free run: units in it
  uint32_t Next, Prev; ///< first unit of a free run: neighbours in list, plus 1
};

class Units {
public:
  /// Reserves the range. `Shift` moves it by so many units (for tests). False:
  /// no address space at all.
  bool start(size_t Shift);
  bool started() const { return Base != 0; }

  /// A run of `Count` units, owned by the slab at its start. Null: no memory.
  /// `Zero` says whether all of it holds zeros.
  void *take(uint32_t Count, bool &Zero);
  /// Gives units [From, From + Count) back; the slab's first ones may stay.
  void give(void *From, uint32_t Count);
  /// Makes the slab at `Start`, now `Old` units long, `New` units long where it
  /// stands, if what follows is free.
  bool extend(void *Start, uint32_t Old, uint32_t New);

  bool contains(uintptr_t Address) const { return Address - Base < Used; }
  /// The slab an address is in; null when it is in a free unit. `Address` is
  /// contained.
  Slab *slabOf(uintptr_t Address) const {
    uint32_t Owner = Table[(Address - Base) >> UnitShift].Owner;
    return Owner ? slabAt(Owner - 1) : nullptr;
  }

  /// Calls Each(Slab &) for all slabs, by address.
  template <typename Function> void forEach(Function Each) const {
    for (uint32_t U = 0, N = static_cast<uint32_t>(Used >> UnitShift); U < N;) {
      if (Table[U].Owner) {
        Slab *S = slabAt(U);
        uint32_t Length = S->Units;
        Each(*S);
        U += Length;
      } else {
        U += Table[U].Length;
      }
    }
  }

  uintptr_t base() const { return Base; }
  size_t used() const { return Used; }

private:
  Slab *slabAt(uint32_t Unit) const {
    return reinterpret_cast<Slab *>(Base + (uintptr_t(Unit) << UnitShift));
  }
  bool grow(size_t Bytes);
  void own(uint32_t First, uint32_t From, uint32_t Count);
  void link(uint32_t Unit, uint32_t Count);
  void unlink(uint32_t Unit);
  void addFree(uint32_t Unit, uint32_t Count);

  uintptr_t Base = 0;
  size_t Used = 0;      ///< bytes handed out at some time: the rest is fresh
  size_t Committed = 0; ///< bytes that can be touched
  size_t Reserved = 0;
  size_t Limit = 0;     ///< bytes that Table has entries for
  UnitEntry *Table = nullptr;
  uint32_t Lists[32] = {};
};

} // namespace ferry::heap
#endif
