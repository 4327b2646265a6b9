// Calls that can reach a poll come first, left to right, arguments before their
// call; a call through a pointer publishes its place; an argument that changes a
// local is evaluated before the local is stored.
//
// RUN: %rewrite %s -o %t.c
// RUN: FileCheck %s < %t.c
// RUN: %cc-strict -fsyntax-only %t.c
// RUN: %clang-strict -fsyntax-only %t.c

int f(int), g(int);
extern int (*fp)(int);

int in_order(int x) {
  // CHECK: return (__ferry_t1 = ({{.*}}__ferry_in_g((void *)(__ferry_fr + 1), x))), __ferry_t2 = ({{.*}}__ferry_in_f((void *)(__ferry_fr + 1), __ferry_t1))), __ferry_t3 = ({{.*}}__ferry_in_g((void *)(__ferry_fr + 1), 2))), x + __ferry_t2 * __ferry_t3);
  return x + f(g(x)) * g(2);
}

int in_place(int x) {
  int y;
  // The whole of an expression, and what is assigned to a variable, needs no
  // temporary.
  // CHECK: {{^}}  y = (__ferry_fr->x = x, __ferry_fr->site = &__ferry_sites_in_place[0], __ferry_in_f((void *)(__ferry_fr + 1), x));
  y = f(x);
  // CHECK: {{^}}  x += {{.*}}
  // CHECK-NOT: __ferry_t
  // CHECK: return (__ferry_fr->site = &__ferry_sites_in_place[1], __ferry_in_g((void *)(__ferry_fr + 1), x + y));
  x += y;
  return g(x + y);
}

int shortcut(int x) {
  // CHECK: if (x && ({{.*}}__ferry_in_f({{.*}}x)))
  if (x && f(x))
    return 1;
  // CHECK: (__ferry_t{{[0-9]}} = (x ? ({{.*}}__ferry_in_f({{.*}}1)) : ({{.*}}__ferry_in_g({{.*}}2))), (__ferry_t{{[0-9]}}) + 1)
  return (x ? f(1) : g(2)) + 1;
}

int pointer(int x) {
  // CHECK: (__ferry_p1 = (fp), __ferry_fr->x = x, __ferry_fr->site = &__ferry_sites_pointer[0], __ferry_publish((void *)(__ferry_fr + 1), (__ferry_code)__ferry_p1), __ferry_p1(x))
  int y = fp(x);
  // CHECK: __ferry_a2 = (x++), __ferry_fr->x = x, {{.*}}__ferry_in_f((void *)(__ferry_fr + 1), __ferry_a2)
  y = f(x++);
  return x + (int)sizeof f(y);
}

void list(int n) {
  // CHECK: int k = 3, *__ferry_d1 __attribute__((unused)) = (__ferry_t1 = ({{.*}}), __ferry_t2 = ({{.*}}), (void *)0), a[{{.*}}] __ferry_apart(16) = {__ferry_t1, k, __ferry_t2};
  int k = 3, a[] = {f(n), k, g(n)};
  f(a[0] + a[2]);
}
