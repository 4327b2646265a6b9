#include "port/Memory.h"

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

#ifndef MAP_FIXED_NOREPLACE
#define MAP_FIXED_NOREPLACE 0x100000
#endif

using namespace ferry;

size_t port::pageSize() {
  static const size_t Size = static_cast<size_t>(sysconf(_SC_PAGESIZE));
  return Size;
}

void *port::reserve(size_t Bytes, void *Hint) {
  void *Got = mmap(Hint, Bytes, PROT_NONE,
                   MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  return Got == MAP_FAILED ? nullptr : Got;
}

bool port::extendReservation(void *End, size_t Bytes) {
  void *Got = mmap(End, Bytes, PROT_NONE,
                   MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE |
                       MAP_FIXED_NOREPLACE,
                   -1, 0);
  if (Got == MAP_FAILED)
    return false;
  // Kernels older than 4.17 take the address as a hint.
  if (Got != End) {
    munmap(Got, Bytes);
    return false;
  }
  return true;
}

bool port::reservationIsCheap() {
  constexpr size_t Probe = size_t(1) << 30;
  timespec Before, After;
  clock_gettime(CLOCK_MONOTONIC, &Before);
  void *Got = reserve(Probe, nullptr);
  clock_gettime(CLOCK_MONOTONIC, &After);
  if (!Got)
    return false;
  release(Got, Probe);
  int64_t Nanoseconds = (After.tv_sec - Before.tv_sec) * int64_t(1000000000) +
                        (After.tv_nsec - Before.tv_nsec);
  return Nanoseconds < 1000000;
}

bool port::commit(void *Start, size_t Bytes) {
  return mprotect(Start, Bytes, PROT_READ | PROT_WRITE) == 0;
}

void port::discard(void *Start, size_t Bytes) {
  // MADV_DONTNEED is a no-op in qemu-user before 8.0: the pages would keep what
  // they hold. A fresh mapping in their place holds zeros everywhere.
  mmap(Start, Bytes, PROT_READ | PROT_WRITE,
       MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE | MAP_FIXED, -1, 0);
}

void port::release(void *Start, size_t Bytes) { munmap(Start, Bytes); }

bool port::Mappings::read() {
  Ranges.clear();
  int File = open("/proc/self/maps", O_RDONLY | O_CLOEXEC);
  if (File < 0)
    return false;
  std::string Text;
  char Piece[4096];
  ssize_t Got;
  while ((Got = ::read(File, Piece, sizeof Piece)) != 0) {
    if (Got < 0 && errno == EINTR)
      continue;
    if (Got < 0)
      break;
    Text.append(Piece, static_cast<size_t>(Got));
  }
  close(File);
  size_t At = 0;
  while (At < Text.size()) {
    size_t Line = Text.find('\n', At);
    if (Line == std::string::npos)
      Line = Text.size();
    char *Next = nullptr;
    Range R;
    R.Start = static_cast<uintptr_t>(strtoull(&Text[At], &Next, 16));
    if (*Next == '-') {
      R.End = static_cast<uintptr_t>(strtoull(Next + 1, &Next, 16));
      // Pages without access, " ---p", lead nowhere.
      bool Access = strncmp(Next, " ---", 4) != 0;
      size_t Name = Text.find_first_of("/[", At);
      if (Name != std::string::npos && Name < Line)
        R.Name = Text.substr(Name, Line - Name);
      if (Access)
        Ranges.push_back(std::move(R));
    }
    At = Line + 1;
  }
  std::sort(Ranges.begin(), Ranges.end(),
            [](const Range &A, const Range &B) { return A.Start < B.Start; });
  return !Ranges.empty();
}

const port::Mappings::Range *port::Mappings::find(uintptr_t Address) const {
  auto After = std::upper_bound(
      Ranges.begin(), Ranges.end(), Address,
      [](uintptr_t A, const Range &R) { return A < R.Start; });
  if (After == Ranges.begin())
    return nullptr;
  const Range &R = *(After - 1);
  return Address < R.End ? &R : nullptr;
}

size_t port::stackLimit() {
  rlimit Limit;
  if (getrlimit(RLIMIT_STACK, &Limit) != 0 || Limit.rlim_cur == RLIM_INFINITY)
    return 0;
  return static_cast<size_t>(
      std::min<rlim_t>(Limit.rlim_cur, ~size_t(0) / 2));
}
