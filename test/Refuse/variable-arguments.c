// A va_list where it is not carried is refused where it stands; beside it what is.
//
// RUN: %exits 1 %rewrite %s -o %t.c 2> %t.err
// RUN: FileCheck %s < %t.err
// RUN: %rewrite %s -o %t.plain.c --polls=explicit -- -DPLAIN
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#ifdef PLAIN
static int poll(int n) { return n; }
#else
static int poll(int n) {
  while (n > 5)
    n--;
  return n;
}
#endif

struct holder { va_list *list; };
typedef va_list *list_pointer;
#ifndef PLAIN
union either {
  int n;
  // CHECK: :[[@LINE+1]]:11: error: member 'list' of a union is a va_list, {{.*}} [-Wferry-variadic]
  va_list list;
  // CHECK: :[[@LINE+1]]:43: error: member 'holder' of a union is a va_list, {{.*}} [-Wferry-variadic]
  struct { struct { va_list list; } in; } holder;
  // CHECK: :[[@LINE+1]]:12: error: member 'pointer' of a union is a va_list, {{.*}} [-Wferry-variadic]
  va_list *pointer;
};
#endif
extern int (*by_address)(va_list *), (*by_two)(va_list, va_list);
extern int (*by_value)(va_list);

int good(int n, ...) {
  va_list ap, again, many[2], *at = &many[0];
  va_start(ap, n);
  va_copy(again, ap);
  va_copy(*at, ap);
  // CHECK-NOT: 'good'
  n = vprintf("%d", again) + va_arg(*at, int) + by_value(ap);
  va_end(ap);
  return poll(n);
}
int copied(int n, ...) {
  va_list ap, again;
  va_start(ap, n);
  // CHECK-NOT: 'copied'
  memcpy(&again, &ap, sizeof ap);
  va_end(ap);
  return poll(n);
}
int in_struct(struct holder *h, list_pointer list) {
  // CHECK-NOT: 'in_struct'
  return va_arg(*h->list, int) + va_arg(*list, int) + poll(2);
}
int bytes(int n, ...) {
  va_list ap;
  va_start(ap, n);
  // CHECK: :[[@LINE+1]]:8: error: what is converted here in 'bytes' is a va_list, or leads to one, {{.*}} [-Wferry-variadic]
  n = *(char *)&ap;
  // CHECK: :[[@LINE+1]]:14: error: what is converted here in 'bytes' is a va_list, {{.*}} [-Wferry-variadic]
  n += (int)((unsigned long)&ap & 7);
  va_end(ap);
  return poll(n);
}
int itself(struct holder *h, int n, ...) {
  struct { va_list ap; } own;
  va_start(own.ap, n);
  // CHECK: :[[@LINE+1]]:19: error: what is used here in 'itself' is a va_list, or leads to one, {{.*}} [-Wferry-variadic]
  n = good(1, own.ap);
  va_end(own.ap);
  return n + va_arg(*h->list, int);
}
int to_pointers(va_list ap) {
  // CHECK: :[[@LINE+1]]:11: error: an argument of this call in 'to_pointers' is a va_list, {{.*}} [-Wferry-variadic]
  int n = by_address(&ap);
  // CHECK: :[[@LINE+1]]:8: error: an argument of this call in 'to_pointers' is a va_list, {{.*}} [-Wferry-variadic]
  n += by_two(ap, ap);
  return n + poll(2);
}
int through_dots(va_list ap) {
  // CHECK: :[[@LINE+1]]:18: error: what is used here in 'through_dots' is a va_list, {{.*}} [-Wferry-variadic]
  return good(1, ap) + poll(2);
}
// CHECK: :[[@LINE+1]]:10: error: the result in 'returned' is a va_list, {{.*}} [-Wferry-variadic]
va_list *returned(va_list *ap) {
  poll(2);
  return ap;
}

// CHECK: :[[@LINE+1]]:28: error: a parameter with the function's name in 'same' is not supported {{.*}} [-Wferry-construct]
static int same(int n, int same[n][n], ...) { return poll(same[0][n - 1]); }
int (*same_pointer)(int, int (*)[], ...) = same;

#define TEN 0, 0, 0, 0, 0, 0, 0, 0, 0, 0
#define SIXTY TEN, TEN, TEN, TEN, TEN, TEN
int many(void) {
  // CHECK: :[[@LINE+1]]:10: error: a call in 'many' has more than 127 variable arguments; {{.*}} [-Wferry-variadic]
  return good(1, SIXTY, SIXTY, 1, 2, 3, 4, 5, 6, 7, 8);
}
int as_many(void) {
  // CHECK-NOT: 'as_many'
  return good(1, SIXTY, SIXTY, 1, 2, 3, 4, 5, 6, 7);
}
