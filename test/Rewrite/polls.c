// A poll stands first in a loop's body, before a backward goto, at the entry of a
// recursive function, and in place of ferry_poll(). Live locals are stored on its
// slow path only.
//
// RUN: %rewrite %s -o %t.c -- -I%build/include
// RUN: FileCheck %s < %t.c
// RUN: %cc-strict -fsyntax-only %t.c
// RUN: %clang-strict -fsyntax-only %t.c
// RUN: %rewrite %s -o %t.explicit.c --polls=explicit -- -I%build/include
// RUN: FileCheck --check-prefix=EXPLICIT_CHECK %s < %t.explicit.c
#include <ferry/ferry.h>

static int depth(int n);
int loops(int n) {
  int s = 0;
  // CHECK-LABEL: int __ferry_in_loops(
  // CHECK: while (n > 0)
  // CHECK-NEXT: {{^}}  { if (__builtin_expect(__ferry_poll_requested, 0)) { __ferry_fr->n = n, __ferry_fr->s = s, __ferry_fr->site = &__ferry_sites_loops[0]; __ferry_poll(__ferry_fr); } s += n--; }
  while (n > 0)
    s += n--;
  // CHECK: do { if (__builtin_expect(__ferry_poll_requested, 0)) {{.*}}
  do {
    s--;
  } while (s > 100);
again:
  // CHECK: if (s < 10) { if (__builtin_expect(__ferry_poll_requested, 0)) { {{.*}} } goto again; }
  s++;
  // clang-format off
  if (s < 10) goto again;
  // clang-format on
  // An innermost counted loop without calls inside a polled one has none.
  for (int i = 0; i < n; i++) {
    // CHECK: for (int j = 0; j < i; j++)
    // CHECK-NEXT: {{^ *}}s += j;
    for (int j = 0; j < i; j++)
      s += j;
  }
  return s;
}

// EXPLICIT_CHECK-LABEL: int __ferry_in_asked(
// CHECK-LABEL: int __ferry_in_asked(
int asked(int n) {
  // EXPLICIT_CHECK: {{^}}  (__builtin_expect(__ferry_poll_requested, 0) ? (__ferry_fr->n = n, __ferry_fr->site = &__ferry_sites_asked[0], __ferry_poll(__ferry_fr)) : (void)0);
  ferry_poll();
  // EXPLICIT_CHECK: while (n > 5)
  // EXPLICIT_CHECK-NEXT: {{^ *}}n--;
  while (n > 5)
    n--;
  return n;
}

// CHECK: static int __ferry_in_depth(void *__ferry_place, int n) { {{.*}}if (__builtin_expect(__ferry_poll_requested, 0)) { {{.*}} } {
static int depth(int n) { return n ? depth(n - 1) + 1 : 0; }
int start(int n) { return depth(n); }
