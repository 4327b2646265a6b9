// Allocations whose type is not known, or that contradict themselves.
//
// RUN: %exits 1 %rewrite %s -o %t.c 2> %t.err
// RUN: FileCheck %s < %t.err
// RUN: test ! -e %t.c
#include <stdlib.h>

struct a {
  int x;
};
struct b {
  double y;
};
union u {
  int i;
  void *p;
};

void *unknown(size_t n) {
  // CHECK: allocations.c:[[#@LINE+1]]:10: error: what 'malloc' allocates here is not known; {{.*}} [-Wferry-untyped-allocation]
  return malloc(n + 8);
}
struct a *mismatch(void) {
  // CHECK: allocations.c:[[#@LINE+1]]:10: error: 'malloc' allocates 'struct b' here, but the result becomes a pointer to 'struct a' [-Wferry-allocation-type]
  return malloc(sizeof(struct b));
}
void *two(int n) {
  // CHECK: allocations.c:[[#@LINE+1]]:10: error: what 'malloc' allocates here is not known
  return malloc(sizeof(struct a) + n * sizeof(struct b));
}
int keeps(void *);
int *later(size_t n, int what) {
  // CHECK: allocations.c:[[#@LINE+1]]:18: error: what 'malloc' allocates here is not known
  void *passed = malloc(n);
  int *of = passed;
  // CHECK: allocations.c:[[#@LINE+1]]:16: error: what 'malloc' allocates here is not known
  void *both = malloc(n);
  of += *(int *)both + *(short *)both;
  // CHECK: allocations.c:[[#@LINE+1]]:18: error: what 'malloc' allocates here is not known
  void *letter = malloc(n);
  of += *(char *)letter;
  // CHECK: allocations.c:[[#@LINE+1]]:18: error: what 'malloc' allocates here is not known
  void *number = malloc(n);
  of += *(int *)number + (int)(size_t)number;
  // CHECK: allocations.c:[[#@LINE+1]]:17: error: what 'malloc' allocates here is not known
  void *often = malloc(n), *behind;
  if (what)
    // CHECK: allocations.c:[[#@LINE+1]]:13: error: what 'malloc' allocates here is not known
    often = malloc(n);
  of += *(int *)often;
  // CHECK: allocations.c:[[#@LINE+1]]:12: error: what 'malloc' allocates here is not known
  behind = malloc(n);
  of += *((int *)behind + 1) + *(int *)(behind + 2);
  // CHECK: allocations.c:[[#@LINE+1]]:16: error: 'malloc' allocates 'struct a' and more here
  void *rest = malloc(sizeof(struct a) + n);
  of += ((struct a *)rest)->x;
  // CHECK: allocations.c:[[#@LINE+1]]:16: error: what 'malloc' allocates here is not known
  void *kept = malloc(n), **at = &kept;
  of += *(int *)kept + (at != 0);
  void *good = malloc(n);
  if (good && what)
    of = good;
  return of + keeps(passed);
}
struct text {
  int length;
  char first[8];
};
struct text *hack(int n) {
  // CHECK: allocations.c:[[#@LINE+1]]:10: error: 'malloc' allocates 'struct text' and more here, and nothing says what the rest is; use a pointer to a second block [-Wferry-allocation-type]
  return malloc(sizeof(struct text) + n);
}
struct text *less(int n) {
  // CHECK: allocations.c:[[#@LINE+1]]:10: error: 'malloc' allocates 'struct text' and more here
  return malloc(sizeof(struct text) - 1 + n * sizeof(char));
}
struct text *offset(struct text *old, int n) {
  // CHECK: allocations.c:[[#@LINE+1]]:10: error: 'realloc' allocates 'struct text' and more here
  return realloc(old, __builtin_offsetof(struct text, first) + n);
}
// Arrays at the end, with something else behind them, or twice.
struct open {
  int length;
  char data[];
};
struct open *floats(int n) {
  // CHECK: allocations.c:[[#@LINE+1]]:10: error: 'malloc' allocates 'struct open' and more here
  return malloc(sizeof(struct open) + n * sizeof(float));
}
struct open *twice(int n) {
  // CHECK: allocations.c:[[#@LINE+1]]:10: error: 'malloc' allocates 'struct open' and more here
  return malloc(2 * sizeof(struct open) + n);
}
struct last {
  int count, numbers[1];
};
struct last *untyped(int n) {
  // CHECK: allocations.c:[[#@LINE+1]]:10: error: 'malloc' allocates 'struct last' and more here
  return malloc(sizeof(struct last) + n);
}
// Of many, or of one with elements behind it?
struct last *computed(size_t size) {
  // CHECK: allocations.c:[[#@LINE+1]]:10: error: 'malloc' allocates 'struct last' and more here
  return malloc(size);
}
struct last *many(int n) { return malloc(n * sizeof(struct last)); }
struct last *typed(int n) { return malloc(sizeof(struct last) + n * sizeof(int)); }
struct open *tail(int n) { return malloc(sizeof(struct open) + n); }
struct a *header(int n) {
  // CHECK: allocations.c:[[#@LINE+1]]:10: error: 'calloc' allocates 'struct a' and more here
  return calloc(1, sizeof(struct a) + n * sizeof(struct b));
}
struct a *fine(int n) { return malloc(sizeof(struct a) + (n + 1) * sizeof(struct a)); }
char *bytes(int n) { return malloc(sizeof(struct a) + n); }
void *elements(size_t size, size_t n) {
  // CHECK: allocations.c:[[#@LINE+1]]:10: error: what 'malloc' allocates here is not known
  return malloc(sizeof(char) * size + n);
}
char *characters(size_t n) { return malloc(sizeof(char) * n); }
void *member(void) {
  // CHECK: allocations.c:[[#@LINE+1]]:10: error: memory of 'malloc' has type 'union u'
  return malloc(sizeof(union u));
}
void *known(size_t n) { return n ? (void *)&known : 0; }
// CHECK: allocations.c:[[#@LINE+1]]:29: error: the address of 'malloc' is taken, {{.*}} [-Wferry-allocator-address]
void *(*get[])(size_t n) = {malloc, known};
// CHECK: allocations.c:[[#@LINE+1]]:25: error: the address of 'realloc' is taken, {{.*}} [-Wferry-allocator-address]
void *again = (void *)(&realloc);
// CHECK: allocations.c:[[#@LINE+1]]:34: error: the address of 'strdup' is taken, {{.*}} [-Wferry-allocator-address]
char *(*letters)(const char *) = strdup;
int *part(union u *of) {
  of->p = 0;
  return &of->i;
}
