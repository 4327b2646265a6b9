#include "heap/Heap.h"
#include "heap/Tails.h"

#include "control/Options.h"
#include "port/Memory.h"
#include "port/Process.h"

#include <cstdlib>
#include <cstring>

using namespace ferry;
using namespace ferry::heap;

constinit Heap heap::TheHeap;

namespace {

constexpr size_t LargeHeader = (sizeof(Slab) + 63) & ~size_t(63);

/// Alignment that malloc promises for memory of unknown use.
constexpr size_t AnyAlign = 16;
/// That of the cells of all bins.
constexpr size_t EachAlign = 8;

bool isUntyped(const __ferry_type *Type) {
  return !Type || Type->kind == __ferry_kind_Void || Type->size == 0;
}

/// Whether values that nobody wrote could be taken for something else: a pointer
/// to nowhere, a long that does not fit the other machine.
bool mustStartZero(const __ferry_type *Type) {
  if (Type && isTail(*Type))
    return true;
  return !isUntyped(Type) && Type->kind != __ferry_kind_Raw &&
         Type->kind != __ferry_kind_Char &&
         Type->kind != __ferry_kind_Float;
}

/// The class of sizes Size is in: strides 16, 32, ... 128, then four to a
/// doubling; sizes Min .. Stride - 1.
void sizeClass(size_t Size, size_t &Min, size_t &Stride) {
  if (Size < 128) {
    Min = Size & ~size_t(15);
    Stride = Min + 16;
    return;
  }
  size_t Quarter = std::bit_floor(Size) / 4;
  Min = Size / Quarter * Quarter;
  Stride = Min + Quarter;
}

/// Whether a slab is worth allocating from again: with an eighth of its cells
/// free the scan of its bits pays.
bool hasRoom(const Slab *S) { return S->Cells - S->LiveCells > S->Cells / 8; }

uint32_t unitsFor(size_t Stride) { return Stride <= 2048 ? 1 : 4; }

size_t roundUp(size_t Size, size_t Align) { return (Size + Align - 1) / Align * Align; }

/// \p Header: what stands in front of the object.
uint32_t largeUnits(size_t Size, size_t Header) {
  // One byte more: blocks never touch.
  return static_cast<uint32_t>((Size + 1 + Header + UnitSize - 1) >> UnitShift);
}

constexpr size_t MaxLarge = (~size_t(0) >> 2);

} // namespace

bool Heap::start() {
  return TheUnits.started() || TheUnits.start(control::testShift());
}

Bin *Heap::binFor(const __ferry_type *Type, size_t Size, const __ferry_alloc_site *Site,
                  size_t Align) {
  if (!start())
    return nullptr;
  size_t Element = isUntyped(Type) ? 1 : Type->size;
  bool Odd = Size % Element != 0;
  // Of cells that are so far apart, hardly any would share a slab.
  bool Large = Size > MaxSmall || Align > MaxSmall / 2;
  bool Exact = !Large && !Odd && !isUntyped(Type) && Size == Element;

  size_t Min, Stride;
  if (Large) {
    Min = MaxSmall + 1;
    Stride = MaxLarge;
  } else if (Exact) {
    bool AnyUse = Type->kind == __ferry_kind_Char || Type->kind == __ferry_kind_Raw;
    Min = Size;
    Stride = roundUp(Size + 1, AnyUse            ? AnyAlign
                               : Type->align > 8 ? Type->align
                                                 : 8);
    if (Stride < 16)
      Stride = 16;
  } else {
    sizeClass(Size, Min, Stride);
  }
  const __ferry_alloc_site *OddSite =
      Odd || Type == &__ferry_type_unasked ? Site : nullptr;

  size_t Hash = reinterpret_cast<uintptr_t>(Type) / 16 * 31 + Min * 17 + Align +
                reinterpret_cast<uintptr_t>(OddSite) / 8 + Exact;
  Bin *&Head = Table[(Hash ^ (Hash >> 10)) % TableSize];
  for (Bin *B = Head; B; B = B->NextInTable)
    if (B->Type == Type && B->MinSize == Min && B->isExact() == Exact &&
        B->OddSite == OddSite && B->Align == Align)
      return B;

  if (BinSpaceLeft < sizeof(Bin)) {
    size_t Bytes = port::pageSize() > 16384 ? port::pageSize() : 16384;
    void *Space = port::reserve(Bytes, nullptr);
    if (!Space || !port::commit(Space, Bytes))
      return nullptr;
    BinSpace = static_cast<char *>(Space);
    BinSpaceLeft = Bytes;
  }
  Bin *B = reinterpret_cast<Bin *>(BinSpace);
  BinSpace += sizeof(Bin);
  BinSpaceLeft -= sizeof(Bin);
  B->Type = Type;
  B->MinSize = Min;
  B->Span = Exact ? 0 : Stride - 1 - Min;
  B->Stride = Align && !Large ? roundUp(Stride, Align) : Stride;
  B->Align = Align;
  B->OddSite = OddSite;
  B->Site = Site;
  B->NextInTable = Head;
  Head = B;
  // An exact bin's Span is 0, and so would that of a class with one size be;
  // there is none.
  return B;
}

void Heap::listPartial(Slab *S) {
  Bin *B = S->Owner;
  S->Previous = nullptr;
  S->Next = B->Partial;
  if (B->Partial)
    B->Partial->Previous = S;
  B->Partial = S;
  S->Listed = true;
}

void Heap::unlistPartial(Slab *S) {
  if (S->Previous)
    S->Previous->Next = S->Next;
  else
    S->Owner->Partial = S->Next;
  if (S->Next)
    S->Next->Previous = S->Previous;
  S->Listed = false;
}

bool Heap::nextWord(Bin *B) {
  Slab *S = B->Current;
  uint32_t Words = (S->Cells + 63) / 64;
  while (++B->Word < Words) {
    uint64_t Free = ~S->Live[B->Word];
    if (B->Word == Words - 1 && S->Cells % 64)
      Free &= (uint64_t(1) << (S->Cells % 64)) - 1;
    if (Free) {
      B->FreeBits = Free;
      return true;
    }
  }
  return false;
}

Slab *Heap::newSlab(Bin *B) {
  uint32_t Count = unitsFor(B->Stride);
  bool Zero;
  void *Start = TheUnits.take(Count, Zero);
  if (!Start)
    return nullptr;
  size_t Bytes = size_t(Count) << UnitShift;
  if (!Zero && mustStartZero(B->Type))
    std::memset(Start, 0, Bytes);
  // Header, a bit and perhaps a size for each cell, then the cells.
  bool Sized = !B->isExact();
  size_t Cells = (Bytes - sizeof(Slab)) / B->Stride;
  size_t Sizes, First;
  for (;; --Cells) {
    Sizes = sizeof(Slab) + (Cells + 63) / 64 * 8;
    First = Sizes + (Sized ? Cells * sizeof(uint32_t) : 0);
    size_t Align = B->Type && B->Type->align > AnyAlign ? B->Type->align : AnyAlign;
    First = roundUp(First, Align > B->Align ? Align : B->Align);
    if (First + Cells * B->Stride <= Bytes)
      break;
  }
  Slab *S = static_cast<Slab *>(Start);
  std::memset(Start, 0, Sizes);
  S->Owner = B;
  S->First = reinterpret_cast<uintptr_t>(Start) + First;
  S->Stride = B->Stride;
  S->Reciprocal = static_cast<uint32_t>(
      ((uint64_t(1) << 34) + B->Stride - 1) / B->Stride);
  S->Cells = static_cast<uint32_t>(Cells);
  S->Units = Count;
  S->Sizes = Sized ? reinterpret_cast<uint32_t *>(static_cast<char *>(Start) + Sizes)
                   : nullptr;
  return S;
}

void *Heap::allocateSlow(Bin *B, size_t Size) {
  if (B->MinSize > MaxSmall)
    return allocateLarge(B, Size);
  if (!B->Current || !nextWord(B)) {
    // What was freed in the current slab behind the scan's back is still there.
    if (B->Current && hasRoom(B->Current))
      listPartial(B->Current);
    if (Slab *S = B->Partial) {
      unlistPartial(S);
      B->Current = S;
    } else {
      Slab *Fresh = newSlab(B);
      if (!Fresh)
        return nullptr; // FreeBits is 0: the next call starts here again
      B->Current = Fresh;
    }
    B->Word = ~uint32_t(0);
    nextWord(B);
  }
  return allocateIn(B, Size);
}

void *Heap::allocateLarge(Bin *B, size_t Size) {
  if (Size > MaxLarge - UnitSize - B->Align)
    return nullptr;
  // Where units start decides how much of a larger alignment is needed.
  size_t Align = B->Align ? B->Align : 1;
  uint32_t Count = largeUnits(Size, roundUp(LargeHeader, Align));
  bool Zero;
  void *Start = TheUnits.take(Count, Zero);
  if (!Start)
    return nullptr;
  Slab *S = static_cast<Slab *>(Start);
  std::memset(Start, 0, LargeHeader);
  S->Owner = B;
  uintptr_t Address = reinterpret_cast<uintptr_t>(Start);
  S->First = roundUp(Address + LargeHeader, Align);
  S->Stride = (size_t(Count) << UnitShift) - (S->First - Address);
  S->LargeSize = Size;
  S->Cells = S->LiveCells = 1;
  S->Units = Count;
  S->Live[0] = 1;
  if (!Zero && mustStartZero(B->Type))
    std::memset(reinterpret_cast<void *>(S->First), 0, Size);
  return reinterpret_cast<void *>(S->First);
}

void *Heap::allocate(size_t Size, const __ferry_type *Type) {
  Bin *B = binFor(Type, Size, nullptr);
  return B ? allocateIn(B, Size) : nullptr;
}

void *Heap::allocateAligned(size_t Align, size_t Size, __ferry_alloc_site *Site) {
  if (Align > MaxAlign)
    return nullptr;
  if (Align <= EachAlign)
    return allocate(Size, Site);
  // The site does not remember the bin: malloc may be called for it, too.
  Bin *B = binFor(Site->type, Size, Site, Align);
  return B ? allocateIn(B, Size) : nullptr;
}

void *Heap::allocateZero(size_t Size, __ferry_alloc_site *Site) {
  size_t Before = TheUnits.used();
  void *Block = allocate(Size, Site);
  if (!Block)
    return nullptr;
  // Units that were never used before are zero; large objects get whole ones.
  if (Size > MaxSmall && TheUnits.used() != Before)
    return Block;
  std::memset(Block, 0, Size);
  return Block;
}

Found Heap::find(uintptr_t Address) const {
  Found F;
  F.In = TheUnits.slabOf(Address);
  if (!F.In || Address < F.In->First)
    return F;
  size_t Cell = F.In->cellAt(Address - F.In->First);
  if (Cell >= F.In->Cells)
    return F;
  F.Cell = static_cast<uint32_t>(Cell);
  F.Start = F.In->cellAddress(Cell);
  F.Live = F.In->isLive(F.Cell);
  F.Size = F.Live ? F.In->objectSize(F.Cell) : 0;
  return F;
}

void Heap::retire(Slab *S) {
  if (S->Listed)
    unlistPartial(S);
  TheUnits.give(S, S->Units);
}

void Heap::free(void *Block) {
  uintptr_t Address = reinterpret_cast<uintptr_t>(Block);
  if (!TheUnits.contains(Address)) {
    std::free(Block);
    return;
  }
  Slab *S = TheUnits.slabOf(Address);
  size_t Cell = S ? S->cellAt(Address - S->First) : 0;
  if (!S || Address < S->First || Cell >= S->Cells ||
      S->cellAddress(Cell) != Address)
    port::die("free(%p): no allocation returned this pointer", Block);
  uint64_t Bit = uint64_t(1) << (Cell % 64);
  if (!(S->Live[Cell / 64] & Bit))
    port::die("free(%p): this block is free already", Block);
  S->Live[Cell / 64] &= ~Bit;
  --S->LiveCells;
  if (S->isLarge()) {
    TheUnits.give(S, S->Units);
    return;
  }
  if (S == S->Owner->Current)
    return;
  if (S->LiveCells == 0)
    retire(S);
  else if (!S->Listed && hasRoom(S))
    listPartial(S);
}

bool Heap::resizeLarge(Slab *S, size_t Size) {
  if (Size > MaxLarge - UnitSize - S->Owner->Align)
    return false;
  size_t Header = S->First - reinterpret_cast<uintptr_t>(S);
  uint32_t Count = largeUnits(Size, Header);
  if (Count > S->Units && !TheUnits.extend(S, S->Units, Count))
    return false;
  if (Count < S->Units)
    TheUnits.give(reinterpret_cast<char *>(S) + (size_t(Count) << UnitShift),
                  S->Units - Count);
  if (Size > S->LargeSize && mustStartZero(S->Owner->Type))
    std::memset(reinterpret_cast<char *>(S->First) + S->LargeSize, 0,
                Size - S->LargeSize);
  S->Units = Count;
  S->Stride = (size_t(Count) << UnitShift) - Header;
  S->LargeSize = Size;
  return true;
}

void *Heap::reallocate(void *Old, size_t Size, __ferry_alloc_site *Site) {
  if (!Old)
    return allocate(Size, Site);
  uintptr_t Address = reinterpret_cast<uintptr_t>(Old);
  if (!TheUnits.contains(Address))
    return std::realloc(Old, Size);
  Found F = find(Address);
  if (!F.In || F.Start != Address || !F.Live)
    port::die("realloc(%p): no allocation returned this pointer", Old);
  if (Size == 0) {
    free(Old);
    return nullptr;
  }
  Bin *B = F.In->Owner;
  // Who says no type leaves the block what it was. What is behind a struct has a size
  // that must be known.
  bool Stays = Site->type && Site->type->kind == __ferry_kind_Raw && !isUntyped(B->Type) &&
               !isTail(*B->Type);
  bool SameType = Stays || B->Type == Site->type;
  size_t Element = isUntyped(B->Type) ? 1 : B->Type->size;
  bool Odd = Size % Element != 0;
  if (SameType && !B->OddSite && !Odd) {
    if (F.In->isLarge()) {
      if (Size > MaxSmall && resizeLarge(F.In, Size))
        return Old;
    } else if (B->takes(Size)) {
      if (F.In->Sizes)
        F.In->Sizes[F.Cell] = static_cast<uint32_t>(Size);
      return Old;
    }
  }
  if (Stays)
    B = binFor(B->Type, Size, Site);
  void *New = !Stays ? allocate(Size, Site) : B ? allocateIn(B, Size) : nullptr;
  if (!New)
    return nullptr;
  std::memcpy(New, Old, Size < F.Size ? Size : F.Size);
  free(Old);
  return New;
}
