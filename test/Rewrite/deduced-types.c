// __auto_type becomes what it is: an initialiser that is written into has another type.
//
// RUN: %rewrite %s -o %t.c
// RUN: FileCheck %s < %t.c
// RUN: %cc-strict -fsyntax-only %t.c
// RUN: %clang-strict -Wno-gnu -fsyntax-only %t.c
signed char g(int);
static int grid[2][4];

// CHECK: int __ferry_in_f(
// CHECK: __typeof__(signed char) c = (
// CHECK: const __typeof__(int (*)[4]) p = &grid[c];
int f(int n) {
  __auto_type c = g(n);
  const __auto_type p = &grid[c];
  return c + g(n) + **p;
}
// CHECK: static int __ferry_re_f(
// CHECK: __typeof__(signed char) c = __ferry_at && !(__ferry_at == 1u) ? 0 : (
// CHECK: __typeof__(int (*)[4]) p = __ferry_at ? 0 : (&grid[c]);
