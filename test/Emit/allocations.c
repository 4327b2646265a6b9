// Each allocation says what it allocates: by sizeof, else by the pointer that the
// result becomes.
//
// RUN: %rewrite %s -o %t.c
// RUN: FileCheck %s < %t.c
// RUN: %cc-strict -c %t.c -o %t.o
// RUN: %clang-strict -fsyntax-only %t.c
#include <stdlib.h>
#include <string.h>

struct node {
  struct node *next;
  char *name;
};
struct wide {
  struct node base;
  int more;
};

void take(double *values, int n);

struct node *make(int n) {
  // CHECK: struct node *a = __ferry_malloc(sizeof(struct node), &__ferry_alloc_sites[0]);
  struct node *a = malloc(sizeof(struct node));
  // CHECK: a->next = __ferry_malloc(n * sizeof *a->next, &__ferry_alloc_sites[1]);
  a->next = malloc(n * sizeof *a->next);
  a->name = malloc(n + 1);
  int *counts = calloc(n, sizeof(int));
  // CHECK: counts = __ferry_realloc(counts, 2 * n * sizeof counts[0], &__ferry_alloc_sites[4]);
  counts = realloc(counts, 2 * n * sizeof counts[0]);
  // CHECK: char *copy = __ferry_strdup(a->name, &__ferry_alloc_sites[5]);
  char *copy = strdup(a->name);
  take(malloc(n * 8), n);
  struct node *b = malloc(sizeof(struct wide));
  void *raw = malloc(n * sizeof(short));
  // CHECK: __ferry_free(raw);
  free(raw);
  free(copy);
  free(counts);
  // CHECK: return b ? b : (struct node *)__ferry_calloc(1, 64, &__ferry_alloc_sites[9]);
  return b ? b : (struct node *)calloc(1, 64);
}

// What it is converted to later: the eleventh site.
// CHECK: short *later(
short *later(int n) {
  // CHECK: void *memory = __ferry_malloc(n, &__ferry_alloc_sites[10]);
  void *memory = malloc(n);
  if (!memory)
    return 0;
  memset(memory, 0, n);
  return (short *)memory;
}

// CHECK: void (*destroy)(void *) __ferry_apart(16) = __ferry_free;
void (*destroy)(void *) = free;

// CHECK:      static struct __ferry_alloc_site __ferry_alloc_sites[11] = {
// CHECK-NEXT: {&__ferry_type_struct_node, "allocations.c:{{[0-9]+}}:20", 0},
// CHECK-NEXT: {&__ferry_type_struct_node, "allocations.c:{{[0-9]+}}:13", 0},
// CHECK-NEXT: {&__ferry_type_char, {{.*}}
// CHECK-NEXT: {&__ferry_type_int, {{.*}}
// CHECK-NEXT: {&__ferry_type_int, {{.*}}
// CHECK-NEXT: {&__ferry_type_char, {{.*}}
// CHECK-NEXT: {&__ferry_type_double, {{.*}}
// CHECK-NEXT: {&__ferry_type_struct_wide, {{.*}}
// CHECK-NEXT: {&__ferry_type_short, {{.*}}
// CHECK-NEXT: {&__ferry_type_struct_node, {{.*}}
// CHECK-NEXT: {&__ferry_type_short, {{.*}}
