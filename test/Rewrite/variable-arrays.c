// An array of variable length is a pointer to memory that ends with its scope; lengths
// are stored as what the types say, and come first in the re-entry form. A parameter
// stays what it is. Memory of alloca is noted in a list.
//
// RUN: %rewrite %s -o %t.c
// RUN: FileCheck %s < %t.c
// RUN: %cc-strict -fsyntax-only %t.c
// RUN: %clang-strict -fsyntax-only %t.c

int g(int);

// CHECK: unsigned long __ferry_n1;
// CHECK: double __ferry_in_parameter(void *, int n, double a[n][n]);
// CHECK: double __ferry_in_parameter(void *__ferry_place, int n, double a[n][n]) {
double parameter(int n, double a[n][n]) {
  // CHECK: __ferry_fr->a = (void *)a, __ferry_fr->__ferry_n1 = sizeof((*a)) / sizeof((*a)[0]), __ferry_fr->site
  g(n);
  return a[1][1];
}
// CHECK: double parameter(int n, double a[n][n]) {
// CHECK: static double __ferry_re_parameter(void *__ferry_place)
// CHECK-SAME: unsigned long __ferry_n1 = __ferry_length(__ferry_fr, "__ferry_n1"); {{.*}}double (*a)[__ferry_n1] = 0;
// CHECK: a = (void *)__ferry_fr->a

// CHECK: int __ferry_in_local(
int local(int n) {
  // CHECK: int (*a)[n] __ferry_array = 0, *__ferry_d_a __attribute__((unused)) = (a = __ferry_malloc(sizeof *a, &__ferry_alloc_sites[{{[0-9]+}}]), (void *)0), *end = (*a) + n;
  int a[n], *end = a + n;
  // CHECK: __ferry_t2 = ({{.*}}__ferry_in_g({{.*}}, (*a)[0] = __ferry_t2
  a[0] = g(n);
  // CHECK: sizeof (*a)
  return end[-1] + (int)sizeof a;
}
// CHECK: int (*a)[__ferry_at ? __ferry_n1 : (unsigned long)(n)] __ferry_array = 0, {{.*}}(a = __ferry_at ? 0 : __ferry_malloc(

int stack(int n) {
  // CHECK: void *__ferry_stack __ferry_stacked = 0;
  // CHECK: int *p = __ferry_alloca(sizeof(int) * (unsigned)n, &__ferry_stack, {{.*}}, {{.*}});
  int *p = __builtin_alloca(sizeof(int) * (unsigned)n);
  p[0] = g(n);
  return p[0];
}

// Calls in lengths come in front of the declarator, all into temporaries.
// CHECK: int __ferry_in_lengths(
int lengths(int n) {
  // CHECK: int *__ferry_d1 __attribute__((unused)) = (__ferry_t4 = ({{.*}}__ferry_in_g((void *)(__ferry_fr + 1), n))), __ferry_t5 = ({{.*}}__ferry_in_g((void *)(__ferry_fr + 1), 2))), (void *)0), (*a)[__ferry_t4][__ferry_t5 + n] __ferry_array = 0,
  int a[g(n)][g(2) + n];
  // CHECK: void *__ferry_d3 __attribute__((unused)) = (__ferry_t6 = ({{.*}}__ferry_in_g((void *)(__ferry_fr + 1), 3))), (void *)0); typedef int row[__ferry_t6];
  typedef int row[g(3)];
  a[0][0] = g(4);
  return (int)sizeof(row) + a[0][0];
}
// CHECK: int *__ferry_d1 __attribute__((unused)) = (((!__ferry_at || (__ferry_at == 1u)) ? (void)(__ferry_t4 =
// CHECK-SAME: (*a)[__ferry_at ? __ferry_n1 : (unsigned long)(__ferry_t4)][__ferry_at ? __ferry_n2 : (unsigned long)(__ferry_t5 + n)] __ferry_array = 0

// What the length of a parameter does is done once.
// CHECK: int __ferry_in_counted(void *, int i, int *a);
// CHECK: int __ferry_in_counted(void *__ferry_place, int i, int a[]) {
// CHECK-SAME: (void)(i++); {
int counted(int i, int a[i++]) {
  return g(i) + a[0];
}
// CHECK: int counted(int i, int *a) {
