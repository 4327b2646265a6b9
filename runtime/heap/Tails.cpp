//===- Tails.cpp - the heap's entry points for structs with a tail --------===//
#include "heap/Tails.h"

#include <cstring>

using namespace ferry;
using namespace ferry::heap;

size_t heap::sizeWithTail(const __ferry_type &Tail, size_t Size, bool BehindStruct) {
  const __ferry_field &Array = tailField(Tail);
  if (BehindStruct) {
    size_t Behind = Array.offset + Array.type->size; // up to the padding
    size_t Padding = Tail.element->size - Behind;
    Size = Size > Padding ? Size - Padding : 0;
  }
  size_t Count = tailCount(Tail, Size) + Tail.count, Bytes;
  if (__builtin_mul_overflow(Count, Array.type->element->size, &Bytes) ||
      __builtin_add_overflow(Bytes, Array.offset, &Bytes))
    return ~size_t(0);
  return Bytes;
}

/// Nobody will write to the elements that nobody asked for.
static void clearMore(void *Block, const __ferry_type &Tail, size_t Size) {
  size_t More = Tail.count * tailField(Tail).type->element->size;
  if (Block)
    std::memset(static_cast<char *>(Block) + Size - More, 0, More);
}

void *__ferry_malloc_tail(__ferry_size Size, __ferry_alloc_site *Site,
                          int BehindStruct) {
  size_t Whole = sizeWithTail(*Site->type, Size, BehindStruct);
  void *Block = __ferry_malloc(Whole, Site);
  clearMore(Block, *Site->type, Whole);
  return Block;
}

void *__ferry_calloc_tail(__ferry_size Count, __ferry_size Size,
                          __ferry_alloc_site *Site, int BehindStruct) {
  __ferry_size Bytes;
  if (__builtin_mul_overflow(Count, Size, &Bytes))
    Bytes = ~__ferry_size(0);
  return __ferry_calloc(1, sizeWithTail(*Site->type, Bytes, BehindStruct), Site);
}

void *__ferry_realloc_tail(void *Old, __ferry_size Size, __ferry_alloc_site *Site,
                           int BehindStruct) {
  if (Old && Size == 0)
    return __ferry_realloc(Old, 0, Site);
  return __ferry_realloc(Old, sizeWithTail(*Site->type, Size, BehindStruct), Site);
}

void *__ferry_reallocarray_tail(void *Old, __ferry_size Count, __ferry_size Size,
                                __ferry_alloc_site *Site, int BehindStruct) {
  __ferry_size Bytes;
  if (__builtin_mul_overflow(Count, Size, &Bytes))
    Bytes = ~__ferry_size(0);
  return __ferry_realloc_tail(Old, Bytes, Site, BehindStruct);
}

void *__ferry_aligned_alloc_tail(__ferry_size Align, __ferry_size Size,
                                 __ferry_alloc_site *Site, int BehindStruct) {
  size_t Whole = sizeWithTail(*Site->type, Size, BehindStruct);
  void *Block = __ferry_aligned_alloc(Align, Whole, Site);
  clearMore(Block, *Site->type, Whole);
  return Block;
}

void *__ferry_memalign_tail(__ferry_size Align, __ferry_size Size,
                            __ferry_alloc_site *Site, int BehindStruct) {
  size_t Whole = sizeWithTail(*Site->type, Size, BehindStruct);
  void *Block = __ferry_memalign(Align, Whole, Site);
  clearMore(Block, *Site->type, Whole);
  return Block;
}

int __ferry_posix_memalign_tail(void **Block, __ferry_size Align, __ferry_size Size,
                                __ferry_alloc_site *Site, int BehindStruct) {
  size_t Whole = sizeWithTail(*Site->type, Size, BehindStruct);
  void *New;
  int Error = __ferry_posix_memalign(&New, Align, Whole, Site);
  if (Error)
    return Error;
  clearMore(New, *Site->type, Whole);
  std::memcpy(Block, &New, sizeof New);
  return 0;
}
