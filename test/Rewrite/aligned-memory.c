// Memory at multiples of a number is typed like that of malloc; that of posix_memalign by
// the pointer that it writes, or by what becomes of that.
//
// RUN: %rewrite %s -o %t.c
// RUN: FileCheck %s < %t.c
// RUN: %cc-strict -fsyntax-only %t.c
// RUN: %clang-strict -fsyntax-only %t.c
#define _GNU_SOURCE
#include <malloc.h>
#include <stdlib.h>

struct node {
  struct node *next;
  long value;
};
struct text {
  int length;
  char bytes[];
};

struct node *node(void) {
  struct node *n;
  // CHECK: if (__ferry_posix_memalign((void **)&n, 64, sizeof *n, &__ferry_alloc_sites[0]))
  if (posix_memalign((void **)&n, 64, sizeof *n))
    return 0;
  return n;
}

long later(size_t count) {
  void *memory;
  // CHECK: if (__ferry_posix_memalign(&memory, 64, count * 8, &__ferry_alloc_sites[1]))
  if (posix_memalign(&memory, 64, count * 8))
    return 0;
  struct node *n = memory;
  n->value = 1;
  long value = n->value;
  free(memory);
  return value;
}

double *numbers(size_t count) {
  // CHECK: return __ferry_aligned_alloc(32, count * sizeof(double), &__ferry_alloc_sites[2]);
  return aligned_alloc(32, count * sizeof(double));
}

struct text *text(size_t count) {
  struct text *t;
  // CHECK: if (__ferry_posix_memalign_tail((void **)&t, 64, sizeof *t + count, &__ferry_alloc_sites[3], 1))
  if (posix_memalign((void **)&t, 64, sizeof *t + count))
    return 0;
  // CHECK: return t ? t : __ferry_memalign_tail(128, sizeof(struct text) + 8, &__ferry_alloc_sites[4], 1);
  return t ? t : memalign(128, sizeof(struct text) + 8);
}

char *page(void) {
  // CHECK: return __ferry_valloc(100, &__ferry_alloc_sites[5]);
  return valloc(100);
}

// CHECK: __ferry_alloc_sites[6] = {
// CHECK-NEXT: {&__ferry_type_struct_node,
// CHECK-NEXT: {&__ferry_type_struct_node,
// CHECK-NEXT: {&__ferry_type_double,
// CHECK-NEXT: {&__ferry_type_struct_text_tail,
// CHECK-NEXT: {&__ferry_type_struct_text_tail,
// CHECK-NEXT: {&__ferry_type_char,
