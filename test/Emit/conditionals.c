// Inside a rewritten function only what was analysed is written; outside, blocks
// that are not active stay as they are. Asking for the compiler is warned about.
//
// RUN: %rewrite %s -o %t.c 2> %t.err
// RUN: FileCheck %s < %t.c
// RUN: FileCheck %s --check-prefix=ERRCHECK < %t.err
// RUN: %cc-strict -c %t.c -o %t.o
// RUN: %clang-strict -fsyntax-only %t.c

int count(int n) {
  // CHECK: int __ferry_in_count(void *__ferry_place, int n)
  int s = 0;
// ERRCHECK: conditionals.c:[[#@LINE+1]]:1: warning: 'count' asks which compiler it is; {{.*}} [-Wferry-compiler-identity]
#if __GNUC__ >= 9
  s += 1000; // only GCC would read this
#else
  // CHECK-NOT: #if
  // CHECK-NOT: #else
  // CHECK-NOT: 1000
  // CHECK: {{^}}  s += 1;
  s += 1;
#endif
#ifdef NOTHING
  this is no C
#elif 1
  for (int i = 0; i < n; i++)
#endif
    s += i;
  // CHECK: return s;
  return s;
}

// Comments in front of a directive and in it do not hide where it begins.
int quoted(int n) {
  // CHECK: int __ferry_in_quoted(
  int c = 0; /* a comment */
#ifdef NOTHING
  c = n->nothing;
#endif
  /* one
  */ # /* two */ \
    ifndef NOTHING /* three
  */
  // CHECK: {{^}}  c += n;
  c += n;
#else
  // CHECK-NOT: nothing;
  c = n->nothing;
#endif
#define QUOTE '"' /* a quote that opens no string
  in a comment that goes on */
  while (c < QUOTE)
    c++;
  // CHECK: return c;
  return c;
}

// CHECK: #if __GNUC__ >= 9
#if __GNUC__ >= 9
// CHECK: {{^}}int plain(void) { return 9; }
int plain(void) { return 9; }
#else
int plain(void) { return 4; }
// CHECK: #endif
#endif

#ifndef NOTHING
int last(int n) {
  // CHECK: return n;
  return n;
}
#endif
// ERRCHECK-NOT: warning
