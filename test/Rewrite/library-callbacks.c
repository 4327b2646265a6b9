// A function of libc that calls back is called by its instrumented version when what it
// calls can reach a poll: by name, or, where none is named, by type. Else, and where
// its address is taken, it stays the C library's.
//
// RUN: %rewrite %s -o %t.c
// RUN: FileCheck %s < %t.c
// RUN: %cc-strict -fsyntax-only %t.c
// RUN: %clang-strict -fsyntax-only %t.c
// With the C library's inline definition of bsearch:
// RUN: %rewrite %s -o %t.inline.c -- -O2
// RUN: FileCheck %s < %t.inline.c
// RUN: %cc-strict -O2 -fsyntax-only %t.inline.c
#include <stdlib.h>

// CHECK: static int __ferry_in_slow(
static int slow(const void *a, const void *b) {
  int d = 0;
  while (d < 2)
    d++;
  return d + *(const int *)a - *(const int *)b;
}
// CHECK: {{^}}static int fast(
static int fast(const void *a, const void *b) { return *(const int *)a - *(const int *)b; }

// CHECK: {{^}}void __ferry_in___ferry_qsort(void *, void *, size_t, size_t, __compar_fn_t);
// CHECK: void __ferry_in_named(
void named(int *v, size_t n) {
  // CHECK: __ferry_in___ferry_qsort((void *)(__ferry_fr + 1), v, n, sizeof *v, slow));
  qsort(v, n, sizeof *v, slow);
  // CHECK: {{^ *}}qsort(v, n, sizeof *v, fast);
  qsort(v, n, sizeof *v, fast);
}

// CHECK: {{^}}void never(
void never(int *v, size_t n) {
  // CHECK: {{^ *}}qsort(v, n, sizeof *v, &fast);
  qsort(v, n, sizeof *v, &fast);
}

// CHECK: {{^}}void *__ferry_in___ferry_bsearch(void *, const void *,
int *unnamed(int *v, size_t n, int up) {
  // CHECK: __ferry_in___ferry_bsearch((void *)(__ferry_fr + 1), &up, v, n, sizeof *v, up ? slow : fast)
  return bsearch(&up, v, n, sizeof *v, up ? slow : fast);
}

// CHECK: {{^}}void (*pointer(void))(
void (*pointer(void))(void *, size_t, size_t, int (*)(const void *, const void *)) {
  // CHECK: return qsort;
  return qsort;
}

// CHECK: __ferry_site_call, "__ferry_qsort",
// CHECK: {"qsort", (__ferry_code)qsort
int main(void) { return 0; }
