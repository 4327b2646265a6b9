// The caller's block in place of `...`, a list of Ferry's in place of va_list; a list of
// the machine's for the C library, and in the external form.
//
// RUN: %rewrite %s -o %t.c
// RUN: FileCheck %s < %t.c
// RUN: %cc-strict -fsyntax-only %t.c
// RUN: %clang-strict -fsyntax-only %t.c
#include <stdarg.h>
#include <stdio.h>

struct pair { int left; double right; };
int work(int);
extern int (*fp)(const char *, ...);
extern int (*lp)(int, va_list);

// CHECK: {{^}}int __ferry_in_sum(void *, int, void *);
// CHECK: {{^}}int __ferry_in_sum(void *__ferry_place, int n, void *__ferry_passed __attribute__((unused))) {
int sum(int n, ...) {
  // CHECK: {{^}}  __ferry_list ap __ferry_apart(32) = {0}, again __ferry_apart(32) = {0};
  va_list ap, again;
  // CHECK: {{^}}  ((void)n, __ferry_list_start(&(ap), __ferry_passed));
  va_start(ap, n);
  // CHECK: {{^}}  ((void)((again) = (ap)));
  va_copy(again, ap);
  // CHECK: __ferry_in_work((void *)(__ferry_fr + 1), ((int)__ferry_list_integer(&(ap)))
  // CHECK-SAME: n = __ferry_t2 + (int)(*(__typeof__(struct pair) *)__ferry_list_bytes(&(ap), sizeof(struct pair))).right);
  n = work(va_arg(ap, int)) + (int)va_arg(ap, struct pair).right;
  // CHECK: n += *((char *)__ferry_list_pointer(&(ap))) + (__extension__ ({ struct __ferry_native __ferry_l; __ferry_list_native(&__ferry_l, &(again)); vprintf("%d", __ferry_l.list); }));
  n += *va_arg(ap, char *) + vprintf("%d", again);
  // CHECK: {{^}}  ((void)&(ap));
  va_end(ap);
  return n;
}
// CHECK: {{^}}int sum(int n, ...) {
// CHECK-NEXT: void *__ferry_passed = 0;
// CHECK-NEXT: void *__ferry_place = __ferry_enter_list((__ferry_code)sum, &__ferry_passed);
// CHECK-NEXT: if (__ferry_place)
// CHECK-NEXT: return __ferry_in_sum(__ferry_place, n, __ferry_passed);
// CHECK: {{^}}va_list ap
// CHECK: n = work(va_arg(ap, int)) + (int)va_arg(ap, struct pair). right;
// CHECK: static int __ferry_re_sum(void *__ferry_place) {{.*}} void *__ferry_passed = 0;
// What nobody starts again is not live.
// CHECK: {{^}}__ferry_list ap __ferry_apart(32) = {0}
// CHECK: __ferry_at = 0, __ferry_fr->ap = &ap, __ferry_fr->again = &again, __ferry_refill(__ferry_fr), (

int restart(int n, ...) {
  va_list ap;
  // CHECK: __ferry_fr->n = n, __ferry_fr->__ferry_passed = __ferry_passed, __ferry_fr->site = {{.*}}__ferry_in_work((void *)(__ferry_fr + 1), n)
  n += work(n);
  va_start(ap, n);
  n += va_arg(ap, int);
  va_end(ap);
  return n;
}

// CHECK: {{^}}int __ferry_in_down(void *__ferry_place, __ferry_list *at, __ferry_list __ferry_p_ap) {{.*}} struct __ferry_list ap __ferry_apart(32) = __ferry_p_ap;
int down(va_list *at, va_list ap) {
  // CHECK: int n = {{.*}}((int)__ferry_list_integer(&(* at)))
  int n = work(va_arg(*at, int));
  // CHECK: __ferry_list_native(&__ferry_l2, &(ap)), {{.*}}__ferry_publish_list((void *)(__ferry_fr + 1), (__ferry_code)__ferry_p1, &(ap)), __ferry_p1(2, __ferry_l2.list)
  return n + lp(2, ap);
}
// Two lists: nobody publishes them.
// CHECK: {{^}}int down(va_list *at, va_list ap) {
// CHECK-NEXT: (void)__ferry_enter((__ferry_code)down);

int by_value(int n, va_list ap) { return work(n) + va_arg(ap, int); }
// CHECK: {{^}}int by_value(int n, va_list ap) {
// CHECK: __ferry_enter_list((__ferry_code)by_value, &__ferry_passed);
// CHECK: return __ferry_in_by_value(__ferry_place, n, *(__ferry_list *)__ferry_passed);

// CHECK: struct __ferry_arguments_calls_1 { __ferry_code what; int a1; double a2; struct pair a3; char *a4; };
// CHECK-NEXT: static const struct __ferry_type *__ferry_arguments_calls_1(void) { return &__ferry_type_struct___ferry_arguments_calls_1; }
// CHECK-NOT: struct __ferry_arguments_calls_2
int calls(int n, float f) {
  struct pair p = {n, 2};
  // CHECK: __ferry_v1[0].what = (__ferry_code)__ferry_arguments_calls_1, __ferry_v1[0].a1 = (n + 1), __ferry_v1[0].a2 = (f), __ferry_v1[0].a3 = (p), __ferry_v1[0].a4 = ({{.*}}), __ferry_fr->n = n, __ferry_fr->__ferry_v1 = &__ferry_v1[0], __ferry_fr->site = &__ferry_sites_calls[0], __ferry_in_sum((void *)(__ferry_fr + 1), n, &__ferry_v1[0])
  // CHECK-SAME: __ferry_in_sum((void *)(__ferry_fr + 1), n, (void *)0)
  int s = sum(n, n + 1, f, p, "text") + sum(n);
  // CHECK: __ferry_publish_list((void *)(__ferry_fr + 1), (__ferry_code)__ferry_p1, &__ferry_v{{[0-9]}}[0]), __ferry_p1({{.*}}, __ferry_v{{[0-9]}}[0].a1)
  // CHECK-SAME: &__ferry_v{{[0-9]}}[0]), __ferry_p2({{[^,]*}})
  return s + fp("x", n) + fp("y");
}
// CHECK: {"variable-arguments.c:__ferry_arguments_calls_1", (__ferry_code)__ferry_arguments_calls_1}
