// An asm statement stays as it is in both forms; what it may change is stored before
// the next site, and skipped on the way to it.
//
// RUN: %rewrite %s -o %t.c
// RUN: FileCheck %s < %t.c
// RUN: %cc-strict -fsyntax-only %t.c
// RUN: %clang-strict -fsyntax-only %t.c

int f(int);

// CHECK: int __ferry_in_g(
int g(int n) {
  int m;
  // CHECK: __ferry_fr->n = n, {{.*}}__ferry_in_f(
  f(n);
  // CHECK: {{^}}  __asm__("# %0 %1" : "+r"(n), "=r"(m));
  __asm__("# %0 %1" : "+r"(n), "=r"(m));
  // CHECK: __ferry_fr->n = n, __ferry_fr->m = m, {{.*}}__ferry_in_f(
  f(n);
  return n + m;
}
// CHECK: __ferry_re_g(
// CHECK: if (!__ferry_at) { __asm__("# %0 %1" : "+r"(n), "=r"(m)); }

// Calls come out of the operands.
int *place(int);
// CHECK: int __ferry_in_operands(
int operands(int n) {
  // CHECK: {{^}}  { __ferry_t1 = ({{.*}}__ferry_in_place((void *)(__ferry_fr + 1), n))), __ferry_t2 = ({{.*}}__ferry_in_f((void *)(__ferry_fr + 1), 1))), (void)0; __asm__("# %0 %1" : "+r"(*__ferry_t1) : "r"(__ferry_t2 + n)); }
  __asm__("# %0 %1" : "+r"(*place(n)) : "r"(f(1) + n));
  return n;
}
// CHECK: __ferry_re_operands(
// CHECK: { if ((!__ferry_at || (__ferry_at - 1u <= 1u))) { { ((!__ferry_at || (__ferry_at == 1u)) ? (void)(__ferry_t1 =
