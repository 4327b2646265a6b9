#include "heap/Units.h"

#include "port/Memory.h"

#include <bit>
#include <cstring>

using namespace ferry;
using namespace ferry::heap;

namespace {
constexpr size_t GiB = size_t(1) << 30;
constexpr size_t FirstCommit = 1 << 20;
/// Only runs at least this long are worth giving back to the system.
constexpr uint32_t DiscardUnits = 16;

/// Of a run of at least one unit.
unsigned listOf(uint32_t Count) { return std::bit_width(Count | 1) - 1; }
} // namespace

bool Units::start(size_t Shift) {
  // The table is sized for all that the range may grow to; the range itself
  // starts small where reserving costs time.
  bool Wide = sizeof(void *) == 8;
  size_t Sizes[8];
  unsigned Count = 0;
#if __SIZEOF_POINTER__ == 8
  if (port::reservationIsCheap())
    for (size_t G : {256, 64, 16, 4})
      Sizes[Count++] = G * GiB;
#else
  Sizes[Count++] = GiB + GiB / 2;
#endif
  for (size_t Divisor : {1, 2, 4, 16})
    Sizes[Count++] = GiB / Divisor;

  size_t Skip = Shift << UnitShift;
  for (unsigned I = 0; I < Count && !Base; ++I) {
    // One unit more, to start at a multiple of the unit.
    void *Got = port::reserve(Sizes[I] + UnitSize + Skip, nullptr);
    if (!Got)
      continue;
    Base = (reinterpret_cast<uintptr_t>(Got) + Skip + UnitSize - 1) &
           ~(UnitSize - 1);
    Reserved = Sizes[I];
  }
  if (!Base)
    return false;
  Limit = Wide ? (Reserved > 16 * size_t(GiB) ? Reserved : Reserved * 16)
               : ~size_t(0) / 2 + 1;
  if (Limit < Reserved)
    Limit = Reserved;
  size_t TableBytes = (Limit >> UnitShift) * sizeof(UnitEntry);
  void *Got = port::reserve(TableBytes, nullptr);
  if (!Got || !port::commit(Got, TableBytes)) {
    port::release(reinterpret_cast<void *>(Base), Reserved);
    Base = 0;
    return false;
  }
  Table = static_cast<UnitEntry *>(Got);
  return true;
}

bool Units::grow(size_t Bytes) {
  size_t Wanted = Used + Bytes;
  if (Wanted < Used)
    return false;
  if (Wanted > Reserved) {
    if (Wanted > Limit)
      return false;
    size_t More = Reserved; // doubles
    if (Reserved + More < Wanted)
      More = Wanted - Reserved;
    if (Reserved + More > Limit)
      More = Limit - Reserved;
    void *End = reinterpret_cast<void *>(Base + Reserved);
    if (!port::extendReservation(End, More)) {
      More = Wanted - Reserved;
      if (!port::extendReservation(End, More))
        return false;
    }
    Reserved += More;
  }
  if (Wanted > Committed) {
    // An eighth more than is needed: few system calls, little waste.
    size_t More = Wanted - Committed;
    size_t Generous = Committed / 8 > FirstCommit ? Committed / 8 : FirstCommit;
    Generous = (Generous + UnitSize - 1) & ~(UnitSize - 1);
    if (More < Generous && Committed + Generous <= Reserved)
      More = Generous;
    if (!port::commit(reinterpret_cast<void *>(Base + Committed), More))
      return false;
    Committed += More;
  }
  return true;
}

void Units::own(uint32_t First, uint32_t From, uint32_t Count) {
  for (uint32_t U = From; U < From + Count; ++U)
    Table[U].Owner = First + 1;
}

void Units::link(uint32_t Unit, uint32_t Count) {
  uint32_t &Head = Lists[listOf(Count)];
  Table[Unit].Owner = Table[Unit + Count - 1].Owner = 0;
  Table[Unit].Length = Table[Unit + Count - 1].Length = Count;
  Table[Unit].Prev = 0;
  Table[Unit].Next = Head;
  if (Head)
    Table[Head - 1].Prev = Unit + 1;
  Head = Unit + 1;
}

void Units::unlink(uint32_t Unit) {
  UnitEntry &E = Table[Unit];
  if (E.Prev)
    Table[E.Prev - 1].Next = E.Next;
  else
    Lists[listOf(E.Length)] = E.Next;
  if (E.Next)
    Table[E.Next - 1].Prev = E.Prev;
}

void Units::addFree(uint32_t Unit, uint32_t Count) {
  uint32_t End = static_cast<uint32_t>(Used >> UnitShift);
  for (uint32_t U = Unit; U < Unit + Count; ++U)
    Table[U].Owner = 0;
  if (Unit + Count < End && !Table[Unit + Count].Owner) {
    uint32_t Other = Table[Unit + Count].Length;
    unlink(Unit + Count);
    Count += Other;
  }
  if (Unit && !Table[Unit - 1].Owner) {
    uint32_t Other = Table[Unit - 1].Length;
    unlink(Unit - Other);
    Unit -= Other;
    Count += Other;
  }
  link(Unit, Count);
}

void *Units::take(uint32_t Count, bool &Zero) {
  // In the list of its own power of two a run may be too short; look at some.
  for (unsigned L = listOf(Count); L < 32; ++L) {
    unsigned Looked = 0;
    for (uint32_t At = Lists[L]; At && Looked < 32;
         At = Table[At - 1].Next, ++Looked) {
      uint32_t Unit = At - 1, Length = Table[Unit].Length;
      if (Length < Count)
        continue;
      unlink(Unit);
      if (Length > Count)
        link(Unit + Count, Length - Count);
      own(Unit, Unit, Count);
      Zero = false;
      return slabAt(Unit);
    }
  }
  size_t Bytes = size_t(Count) << UnitShift;
  if (Bytes >> UnitShift != Count || !grow(Bytes))
    return nullptr;
  uint32_t Unit = static_cast<uint32_t>(Used >> UnitShift);
  Used += Bytes;
  own(Unit, Unit, Count);
  Zero = true;
  return slabAt(Unit);
}

void Units::give(void *From, uint32_t Count) {
  if (!Count)
    return;
  if (Count >= DiscardUnits)
    port::discard(From, size_t(Count) << UnitShift);
  addFree(static_cast<uint32_t>(
              (reinterpret_cast<uintptr_t>(From) - Base) >> UnitShift),
          Count);
}

bool Units::extend(void *Start, uint32_t Old, uint32_t New) {
  uint32_t First = static_cast<uint32_t>(
      (reinterpret_cast<uintptr_t>(Start) - Base) >> UnitShift);
  uint32_t Behind = First + Old, More = New - Old;
  if (size_t(Behind) << UnitShift == Used) {
    size_t Bytes = size_t(More) << UnitShift;
    if (Bytes >> UnitShift != More || !grow(Bytes))
      return false;
    Used += Bytes;
  } else {
    if (Table[Behind].Owner || Table[Behind].Length < More)
      return false;
    uint32_t Length = Table[Behind].Length;
    unlink(Behind);
    if (Length > More)
      link(Behind + More, Length - More);
  }
  own(First, Behind, More);
  return true;
}
