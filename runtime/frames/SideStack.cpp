#include "frames/SideStack.h"

#include "port/Memory.h"
#include "port/Process.h"

#include <algorithm>

using namespace ferry;
using namespace ferry::frames;

__thread struct __ferry_thread __ferry_thread;

namespace {

/// The calling thread's scratch area.
__thread SideStack Scratch;

size_t roundUp(size_t Bytes) {
  size_t Page = port::pageSize();
  return (Bytes + Page - 1) / Page * Page;
}

size_t wantedSize() {
  // Records hold live locals only, but temporaries keep slots of their own:
  // with four times the C stack's limit the C stack is full first.
  constexpr bool Wide = sizeof(void *) == 8;
  constexpr size_t MiB = 1 << 20;
  constexpr size_t Most = Wide ? size_t(1024) * MiB : 32 * MiB;
  size_t Limit = port::stackLimit();
  if (!Limit || Limit > Most)
    return Most;
  return roundUp(std::clamp(Limit * (Wide ? 4 : 2), MiB, Most));
}

} // namespace

bool frames::makeSideStack(SideStack &S, size_t Shift) {
  // Records are at most a few thousand bytes long: a guard of 64 KiB is never
  // jumped over.
  size_t Guard = std::max(port::pageSize(), size_t(65536));
  size_t Skip = roundUp(Shift * port::pageSize());
  for (size_t Bytes = wantedSize(); Bytes >= 65536; Bytes /= 2) {
    S.Bytes = Bytes + 2 * Guard + Skip;
    S.Start = port::reserve(S.Bytes, nullptr);
    if (!S.Start)
      continue;
    char *Base = static_cast<char *>(S.Start) + Guard + Skip;
    if (port::commit(Base, Bytes)) {
      size_t Odd = Shift % 256 * 16;
      S.Base = Base + Odd;
      S.Room = Bytes - Odd;
      return true;
    }
    port::release(S.Start, S.Bytes);
  }
  S = SideStack();
  return false;
}

void frames::freeSideStack(SideStack &S) {
  if (S.Start)
    port::release(S.Start, S.Bytes);
  S = SideStack();
}

void frames::useSideStack(const SideStack &S) {
  __ferry_thread.base = __ferry_thread.place = S.Base;
  __ferry_thread.callee = nullptr;
}

void frames::freeScratch() {
  freeSideStack(Scratch);
  __ferry_thread.scratch = nullptr;
}

void *__ferry_enter_closed(const char *Name) {
  struct __ferry_thread &T = __ferry_thread;
  if (!T.scratch) {
    if (!makeSideStack(Scratch, 0))
      port::die("no memory for the frames of '%s'", Name);
    T.scratch = Scratch.Base;
  }
  // The outermost call is the one that the capture waits for. Named first: a handler of
  // a signal may come in between.
  if (T.closed == 0)
    T.closed_by = Name;
  ++T.closed;
  return T.scratch;
}

void __ferry_leave_closed(void) {
  struct __ferry_thread &T = __ferry_thread;
  // A longjmp of foreign code may have opened more than it left.
  if (T.closed && --T.closed == 0)
    T.closed_by = nullptr;
}
