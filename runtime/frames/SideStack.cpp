#include "frames/SideStack.h"

#include "port/Memory.h"
#include "port/Process.h"

#include <algorithm>

using namespace ferry;

__thread struct __ferry_thread __ferry_thread;

namespace {

/// What startThread took, to give it back.
struct Area {
  void *Start;
  size_t Bytes;
};
__thread Area Stack, Scratch;

size_t roundUp(size_t Bytes) {
  size_t Page = port::pageSize();
  return (Bytes + Page - 1) / Page * Page;
}

/// A committed area between two guards; null: no memory.
void *makeArea(Area &A, size_t Bytes, size_t Shift) {
  size_t Guard = std::max(port::pageSize(), size_t(65536));
  size_t Skip = roundUp(Shift * port::pageSize());
  // Records are at most a few thousand bytes long: a guard of 64 KiB is never
  // jumped over.
  for (; Bytes >= 65536; Bytes /= 2) {
    A.Bytes = Bytes + 2 * Guard + Skip;
    A.Start = port::reserve(A.Bytes, nullptr);
    if (!A.Start)
      continue;
    char *Base = static_cast<char *>(A.Start) + Guard + Skip;
    if (port::commit(Base, Bytes))
      return Base + Shift % 256 * 16;
    port::release(A.Start, A.Bytes);
    A.Start = nullptr;
  }
  return nullptr;
}

} // namespace

size_t frames::sideStackSize() {
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

size_t frames::sideStackRoom() {
  size_t Guard = std::max(port::pageSize(), size_t(65536));
  return static_cast<size_t>(static_cast<char *>(Stack.Start) + Stack.Bytes -
                             Guard - static_cast<char *>(__ferry_thread.base));
}

bool frames::startThread(size_t Shift) {
  if (__ferry_thread.base)
    return true;
  __ferry_thread.base = makeArea(Stack, sideStackSize(), Shift);
  __ferry_thread.place = __ferry_thread.base;
  return __ferry_thread.base != nullptr;
}

void frames::endThread() {
  if (Stack.Start)
    port::release(Stack.Start, Stack.Bytes);
  if (Scratch.Start)
    port::release(Scratch.Start, Scratch.Bytes);
  Stack = Scratch = Area();
  __ferry_thread.base = __ferry_thread.scratch = nullptr;
}

bool frames::isOnSideStack(uintptr_t Address) {
  auto In = [Address](const Area &A) {
    return Address - reinterpret_cast<uintptr_t>(A.Start) < A.Bytes;
  };
  return In(Stack) || In(Scratch);
}

void *__ferry_enter_closed(const char *Name) {
  struct __ferry_thread &T = __ferry_thread;
  if (!T.scratch) {
    T.scratch = makeArea(Scratch, frames::sideStackSize(), 0);
    if (!T.scratch)
      port::die("no memory for the frames of '%s'", Name);
  }
  // The outermost call is the one that the capture waits for.
  if (T.closed++ == 0)
    T.closed_by = Name;
  return T.scratch;
}

void __ferry_leave_closed(void) {
  struct __ferry_thread &T = __ferry_thread;
  if (--T.closed == 0)
    T.closed_by = nullptr;
}
