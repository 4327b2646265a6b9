//===- Heap.h - the typed heap ----------------------------------*- C++ -*-===//
///
/// \file
/// Slabs by type and size (Slab.h) in one range of units (Units.h).
///
/// An object of exactly one element goes into a bin of exactly that size: list
/// nodes stand as close as they can. Anything else goes into a bin of a class of
/// sizes, four classes to a doubling. An allocation site remembers the bin that it
/// used last, so that the usual allocation is a comparison and a bit scan.
///
/// Refused, with a line that names the block and abort() as libc does: freeing
/// twice, freeing what no allocation returned. A block that libc allocated is
/// passed on to libc.
///
//===----------------------------------------------------------------------===//
#ifndef FERRY_HEAP_HEAP_H
#define FERRY_HEAP_HEAP_H

#include "heap/Units.h"
#include "port/Undisturbed.h"

#include <bit>

namespace ferry::heap {

/// What stands at an address in the range of the heap.
struct Found {
  Slab *In = nullptr; ///< null: in no slab
  uint32_t Cell = 0;
  uintptr_t Start = 0;
  size_t Size = 0;    ///< of the object, if Live
  bool Live = false;
};

class Heap {
public:
  /// Reserves the range, unless that was done. False: no address space.
  bool start();

  void *allocate(size_t Size, __ferry_alloc_site *Site) {
    Bin *B = static_cast<Bin *>(Site->cache);
    if (__builtin_expect(!B || !B->takes(Size), 0)) {
      B = binFor(Site->type, Size, Site);
      if (!B)
        return nullptr;
      Site->cache = B;
    }
    return allocateIn(B, Size);
  }
  /// As malloc; `Type` may be null (untyped bytes).
  void *allocate(size_t Size, const __ferry_type *Type);
  void *allocateIn(Bin *B, size_t Size) {
    if (__builtin_expect(B->FreeBits == 0, 0))
      return allocateSlow(B, Size);
    Slab *S = B->Current;
    unsigned Bit = static_cast<unsigned>(std::countr_zero(B->FreeBits));
    B->FreeBits &= B->FreeBits - 1;
    S->Live[B->Word] |= uint64_t(1) << Bit;
    ++S->LiveCells;
    uint32_t Cell = B->Word * 64 + Bit;
    if (S->Sizes)
      S->Sizes[Cell] = static_cast<uint32_t>(Size);
    return reinterpret_cast<void *>(S->cellAddress(Cell));
  }
  void *allocateZero(size_t Size, __ferry_alloc_site *Site);
  /// At a multiple of \p Align, a power of two.
  void *allocateAligned(size_t Align, size_t Size, __ferry_alloc_site *Site);
  void *reallocate(void *Old, size_t Size, __ferry_alloc_site *Site);
  void free(void *Block);

  /// The bin for objects of a type, size and alignment (Bin::Align); null: no memory.
  Bin *binFor(const __ferry_type *Type, size_t Size, const __ferry_alloc_site *Site,
              size_t Align = 0);

  bool contains(uintptr_t Address) const { return TheUnits.contains(Address); }
  Found find(uintptr_t Address) const;
  template <typename Function> void forEachSlab(Function Each) const {
    TheUnits.forEach(Each);
  }
  uintptr_t base() const { return TheUnits.base(); }
  size_t used() const { return TheUnits.used(); }

private:
  void *allocateSlow(Bin *B, size_t Size);
  void *allocateLarge(Bin *B, size_t Size);
  bool nextWord(Bin *B);
  Slab *newSlab(Bin *B);
  void retire(Slab *S);
  void listPartial(Slab *S);
  void unlistPartial(Slab *S);
  bool resizeLarge(Slab *S, size_t Size);

  static constexpr unsigned TableSize = 1024;
  Units TheUnits;
  Bin *Table[TableSize] = {};
  char *BinSpace = nullptr; ///< bins are cut from this
  size_t BinSpaceLeft = 0;
};

extern Heap TheHeap;

/// Held while a thread is in the heap, if there are threads.
class HeapLock {
  port::Undisturbed Quiet;
  bool Taken;

public:
  HeapLock();
  ~HeapLock();
  HeapLock(const HeapLock &) = delete;
};

} // namespace ferry::heap
#endif
