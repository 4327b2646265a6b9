// The re-entry form goes forward to its site: runs are skipped, conditions forced,
// loops entered at their head, initialisers not evaluated.
//
// RUN: %rewrite %s -o %t.c
// RUN: FileCheck %s < %t.c
// RUN: %cc-strict -fsyntax-only %t.c
// RUN: %clang-strict -fsyntax-only %t.c
int f(int), g(int);

// CHECK-LABEL: static int __ferry_re_statements(
int statements(int n) {
  // CHECK: int a = __ferry_at ? 0 : (n * 2);
  int a = n * 2;
  // CHECK: int c = __ferry_at && !(__ferry_at == 1u) ? 0 : (
  const int c = f(a);
  // CHECK: if (!__ferry_at) { a++;
  a++;
  a *= 3;
  // CHECK: a *= 3; }
  // CHECK: { if ((!__ferry_at || (__ferry_at - 2u <= 1u))) { if (((__ferry_at == 2u) || ((!(__ferry_at == 3u) && (a > 5)))))
  if (a > 5)
    f(a);
  else
    g(a);
  // CHECK: while (((__ferry_at - 5u <= 1u) || (
  while (f(n))
    g(n--);
  // CHECK: for ((!__ferry_at ? (void)(a = 0) : (void)0); ((__ferry_at - 7u <= 2u) || (a < 3)); (!__ferry_at ? (void)(a++) : (void)0), (
  for (a = 0; a < 3; a++, f(a))
    g(a);
  // CHECK: if (__ferry_at - 10u <= 1u) goto __ferry_into_1; switch (n) { __ferry_into_1:;
  switch (n) {
  case 1:
    f(1);
    break;
  default:
    g(2);
  }
  return a + c;
}

// CHECK-LABEL: static int __ferry_re_expressions(
int expressions(int n) {
  // CHECK: return ((__ferry_at == 2u) || (({{.*}}))) && (
  return f(n) && g(n);
}

// CHECK-LABEL: static int __ferry_re_arrives(
// The site binds what stands in memory, then loads what is kept by value.
// CHECK: (__ferry_at == 1u) ? (__ferry_at = 0, __ferry_fr->array = &array, __ferry_refill(__ferry_fr), n = __ferry_fr->n, ((__ferry_result_arrives_1)__ferry_reenter(__ferry_fr, (void *)(__ferry_fr + 1)))((void *)(__ferry_fr + 1))) :
int arrives(int n) {
  int array[3] = {1, 2, n};
  f(array[n]);
  return array[0] + n;
}
