// A va_list in memory has Ferry's form by the words of its declarations; functions that use
// one are capturable, and have no text of the user's for callers with `...`.
//
// RUN: %rewrite %s -o %t.c
// RUN: FileCheck %s < %t.c
// RUN: %cc-strict -fsyntax-only %t.c
// RUN: %clang-strict -fsyntax-only %t.c
// RUN: %rewrite %s -o %t.plain.c --polls=explicit -- -DPLAIN
// RUN: FileCheck %s --check-prefix=CHECK-PLAIN < %t.plain.c
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

typedef va_list arguments, *arguments_at;
// CHECK: {{^}}struct state { int n; __ferry_list ap, *at; __ferry_list two[2]; __typeof__(struct __ferry_list *) first, *more; int (*take)(va_list); };
// CHECK-PLAIN: {{^}}struct state { int n; va_list ap, *at; arguments two[2]; arguments_at first, *more; int (*take)(va_list); };
struct state { int n; va_list ap, *at; arguments two[2]; arguments_at first, *more; int (*take)(va_list); };
#ifndef PLAIN
// CHECK: {{^}}__ferry_list shared __ferry_apart(32);
va_list shared;
// CHECK: {{^}}static struct state all;
static struct state all;
#endif

// It reaches no poll.
// CHECK: int __ferry_in_next(void *__ferry_place, struct state *s) {
// CHECK: return ((int)__ferry_list_integer(&(s -> ap)));
// CHECK-PLAIN: {{^}}static int next(struct state *s) {
// CHECK-PLAIN-NEXT: return va_arg(s->ap, int);
static int next(struct state *s) {
  return va_arg(s->ap, int);
}
// CHECK: int __ferry_in_start(void *__ferry_place, int n, void *__ferry_passed __attribute__((unused))) {
int start(int n, ...) {
  // CHECK: {{^}}  struct state s __ferry_apart(16) = {0};
  struct state s;
  s.n = n;
  // CHECK: {{^}}  ((void)n, __ferry_list_start(&(s . ap), __ferry_passed));
  va_start(s.ap, n);
  // CHECK: {{^}}  ((void)((s . two [ 1 ]) = (s . ap)));
  va_copy(s.two[1], s.ap);
  s.at = &s.ap;
  // CHECK: n = __ferry_t2 + (__extension__ ({ struct __ferry_native __ferry_l; __ferry_list_native(&__ferry_l, &(*s . at)); vprintf("%d", __ferry_l.list); }))
  n = next(&s) + vprintf("%d", *s.at);
  // CHECK: {{^}}  ((void)((s . two [ 1 ]).of = 0));
  va_end(s.two[1]);
  va_end(*s.at);
  return n;
}
// CHECK: {{^}}int start(int n, ...) {
// CHECK: return __ferry_in_start(__ferry_place, n, __ferry_passed);
// CHECK-NEXT: __ferry_no_list("start");
// CHECK-NEXT: }

#ifndef PLAIN
// One that only passes a list on has its own text as well.
int use(struct state *, va_list);
// CHECK: {{^}}int pass(struct state *s, ...) {
// CHECK: {{^}}va_list ap
int pass(struct state *s, ...) {
  va_list ap;
  va_start(ap, s);
  int n = use(s, ap);
  va_end(ap);
  return n;
}

int heap(int n, ...) {
  // CHECK: __ferry_list *p = __ferry_malloc(sizeof(__ferry_list), &__ferry_alloc_sites[0]);
  va_list *p = malloc(sizeof(va_list));
  va_start(*p, n);
  n = va_arg(*p, int);
  va_end(*p);
  free(p);
  return n;
}
// CHECK-DAG: {"ap", &__ferry_type_struct___ferry_list, __builtin_offsetof(struct state, ap)}
// CHECK-DAG: {"at", &__ferry_type_p_struct___ferry_list, __builtin_offsetof(struct state, at)}
// CHECK-DAG: {"two", &__ferry_type_a2_struct___ferry_list, __builtin_offsetof(struct state, two)}
// CHECK-DAG: {"first", &__ferry_type_p_struct___ferry_list, __builtin_offsetof(struct state, first)}
// CHECK-DAG: {"more", &__ferry_type_p_p_struct___ferry_list, __builtin_offsetof(struct state, more)}
// CHECK-DAG: {"variable-arguments-memory.c:all", &__ferry_type_struct_state, {{.*}}all
// CHECK-DAG: {"shared", &__ferry_type_struct___ferry_list, {{.*}}shared
#endif
