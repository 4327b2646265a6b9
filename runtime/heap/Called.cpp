//===- Called.cpp - what pointers to malloc lead to ------------------------===//
///
/// \file
/// Functions with the types of malloc, calloc and realloc, that ask what the memory is for
/// as the program's own allocators do (docs/design/0008-allocators.md). A call that says
/// nothing is one of a library: what it keeps in there nobody knows.
///
//===----------------------------------------------------------------------===//
#include "ferry/generated.h"

const __ferry_type __ferry_type_unasked = {
    __ferry_kind_Raw, 0, "memory of a library", 1, 1, nullptr, 0, nullptr, nullptr, nullptr, 0};

namespace {
__ferry_alloc_site Malloc{&__ferry_type_unasked, "malloc, through a pointer", nullptr};
__ferry_alloc_site Calloc{&__ferry_type_unasked, "calloc, through a pointer", nullptr};
__ferry_alloc_site Realloc{&__ferry_type_unasked, "realloc, through a pointer", nullptr};

/// \p Self: the function that asks. Nobody says anything to it by its name.
__ferry_taken take(__ferry_code Self, __ferry_alloc_site &Own) {
  constexpr unsigned OfNoName[] = {0, 2};
  return __ferry_take_called(OfNoName[0], OfNoName[1], Self, &Own);
}
} // namespace

void *__ferry_malloc_called(__ferry_size Size) {
  auto Self = reinterpret_cast<__ferry_code>(__ferry_malloc_called);
  return __ferry_malloc_as(Size, take(Self, Malloc));
}

void *__ferry_calloc_called(__ferry_size Count, __ferry_size Size) {
  auto Self = reinterpret_cast<__ferry_code>(__ferry_calloc_called);
  return __ferry_calloc_as(Count, Size, take(Self, Calloc));
}

void *__ferry_realloc_called(void *Old, __ferry_size Size) {
  auto Self = reinterpret_cast<__ferry_code>(__ferry_realloc_called);
  return __ferry_realloc_as(Old, Size, take(Self, Realloc));
}
