//===- Memory.h - address space from the operating system -------*- C++ -*-===//
///
/// \file
/// Ranges of addresses are reserved first and get memory piece by piece, so that
/// a heap or a stack never has to move. Reserving costs nothing on a kernel;
/// under qemu-user it costs about 5 to 20 ms for each GiB, which is why callers
/// start small and extend (reservationIsCheap).
///
//===----------------------------------------------------------------------===//
#ifndef FERRY_PORT_MEMORY_H
#define FERRY_PORT_MEMORY_H

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace ferry::port {

size_t pageSize();

/// Addresses without access; null when there are none. `Hint` may be null.
void *reserve(size_t Bytes, void *Hint);
/// Reserves exactly [End, End + Bytes); false when something is there.
bool extendReservation(void *End, size_t Bytes);
/// Whether a GiB of addresses was had in no time.
bool reservationIsCheap();
/// Makes reserved pages readable and writable; they hold zeros.
bool commit(void *Start, size_t Bytes);
/// Gives the memory of committed pages back; they hold zeros again.
void discard(void *Start, size_t Bytes);
void release(void *Start, size_t Bytes);

/// The program's address space, for the question whether an address leads
/// anywhere.
class Mappings {
public:
  struct Range {
    uintptr_t Start, End;
    std::string Name;
  };
  /// False when the system does not tell.
  bool read();
  /// The range an address is in, or null.
  const Range *find(uintptr_t Address) const;

private:
  std::vector<Range> Ranges; ///< in order
};

/// The limit of the C stack in bytes; 0: none.
size_t stackLimit();

} // namespace ferry::port
#endif
