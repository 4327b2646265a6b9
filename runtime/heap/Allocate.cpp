//===- Allocate.cpp - the heap's entry points -----------------------------===//
///
/// \file
/// What calls to malloc and the others became. With one thread no lock is taken;
/// libc knows when there are more.
///
//===----------------------------------------------------------------------===//
#include "heap/Heap.h"
#include "port/Memory.h"
#include "port/Process.h"

#include <bit>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <malloc.h>

using namespace ferry;
using namespace ferry::heap;

__thread struct __ferry_wanted __ferry_wanted;

namespace {
constinit port::SpinLock Spin;

void *orNoMemory(void *Block) {
  if (__builtin_expect(!Block, 0))
    errno = ENOMEM;
  return Block;
}
} // namespace

HeapLock::HeapLock() : Taken(!port::hasOneThread()) {
  if (__builtin_expect(Taken, 0))
    Spin.lock();
}
HeapLock::~HeapLock() {
  if (__builtin_expect(Taken, 0))
    Spin.unlock();
}

void *__ferry_malloc(__ferry_size Size, __ferry_alloc_site *Site) {
  HeapLock Held;
  return orNoMemory(TheHeap.allocate(Size, Site));
}

void *__ferry_calloc(__ferry_size Count, __ferry_size Size,
                     __ferry_alloc_site *Site) {
  __ferry_size Bytes;
  if (__builtin_mul_overflow(Count, Size, &Bytes)) {
    errno = ENOMEM;
    return nullptr;
  }
  HeapLock Held;
  return orNoMemory(TheHeap.allocateZero(Bytes, Site));
}

void *__ferry_realloc(void *Old, __ferry_size Size, __ferry_alloc_site *Site) {
  HeapLock Held;
  void *New = TheHeap.reallocate(Old, Size, Site);
  return Old && Size == 0 ? New : orNoMemory(New);
}

void *__ferry_reallocarray(void *Old, __ferry_size Count, __ferry_size Size,
                           __ferry_alloc_site *Site) {
  __ferry_size Bytes;
  if (__builtin_mul_overflow(Count, Size, &Bytes)) {
    errno = ENOMEM;
    return nullptr;
  }
  return __ferry_realloc(Old, Bytes, Site);
}

/// \p Own: the C library's. What it makes of a number that is no power of two is another
/// thing in each version: it is asked.
static void *allocateAligned(void *(*Own)(size_t, size_t), __ferry_size Align,
                             __ferry_size Size, __ferry_alloc_site *Site) {
  if (!std::has_single_bit(Align)) {
    void *Block = Own(Align, Size);
    if (!Block)
      return nullptr;
    std::free(Block);
    Align = std::bit_ceil(Align);
  }
  HeapLock Held;
  return orNoMemory(TheHeap.allocateAligned(Align, Size, Site));
}

void *__ferry_aligned_alloc(__ferry_size Align, __ferry_size Size,
                            __ferry_alloc_site *Site) {
  return allocateAligned(::aligned_alloc, Align, Size, Site);
}

void *__ferry_memalign(__ferry_size Align, __ferry_size Size, __ferry_alloc_site *Site) {
  return allocateAligned(::memalign, Align, Size, Site);
}

int __ferry_posix_memalign(void **Block, __ferry_size Align, __ferry_size Size,
                           __ferry_alloc_site *Site) {
  if (Align % sizeof(void *) != 0 || !std::has_single_bit(Align))
    return EINVAL;
  HeapLock Held;
  void *New = TheHeap.allocateAligned(Align, Size, Site);
  if (!New)
    return ENOMEM;
  // The program's variable is a pointer of any type.
  std::memcpy(Block, &New, sizeof New);
  return 0;
}

void *__ferry_valloc(__ferry_size Size, __ferry_alloc_site *Site) {
  HeapLock Held;
  return orNoMemory(TheHeap.allocateAligned(port::pageSize(), Size, Site));
}

char *__ferry_strdup(const char *Text, __ferry_alloc_site *Site) {
  size_t Size = std::strlen(Text) + 1;
  HeapLock Held;
  void *Block = orNoMemory(TheHeap.allocate(Size, Site));
  return Block ? static_cast<char *>(std::memcpy(Block, Text, Size)) : nullptr;
}

void *__ferry_alloca(__ferry_size Size, void **Stack, __ferry_alloc_site *Site,
                     __ferry_alloc_site *NodeSite) {
  HeapLock Held;
  void *Block = TheHeap.allocate(Size, Site);
  auto *Node = static_cast<void **>(
      Block ? TheHeap.allocate(2 * sizeof(void *), NodeSite) : nullptr);
  // As when a stack overflows: nobody looks at what alloca returns.
  if (!Node)
    port::die("no memory for %zu bytes of alloca", static_cast<size_t>(Size));
  Node[0] = *Stack;
  Node[1] = Block;
  *Stack = Node;
  return Block;
}

void __ferry_free_stack(void *Node) {
  HeapLock Held;
  while (Node) {
    void *Before = static_cast<void **>(Node)[0];
    TheHeap.free(static_cast<void **>(Node)[1]);
    TheHeap.free(Node);
    Node = Before;
  }
}

void __ferry_free(void *Block) {
  if (!Block)
    return;
  HeapLock Held;
  TheHeap.free(Block);
}
