// What a union that keeps a record of the member written last becomes, and what is written to
// it and read from it.
//
// RUN: %rewrite %s -o %t.c && FileCheck %s < %t.c && %cc-strict -c %t.c -o %t.o
// RUN: %clang-strict -c %t.c -o %t.o
#include <stdlib.h>

struct cell {
  int kind;
  // CHECK:      union {
  // CHECK-NEXT: __extension__ struct { long number; unsigned char __ferry_room_number[0x00000008]; unsigned char __ferry_held_number; } __ferry_union_case(1);
  // CHECK-NEXT: __extension__ struct { struct cell *pair[2]; unsigned char __ferry_held_pair; } __ferry_union_case(2);
  // CHECK-NEXT: __extension__ struct { struct { short low; char *name; }; unsigned char __ferry_held_low; } __ferry_union_case(3);
  // CHECK-NEXT: struct { unsigned char __ferry_room_number[0x00000010]; unsigned char held; } __ferry_record_number; } __ferry_union_tag("__ferry_record_number.held");
  union {
    long number;
    struct cell *pair[2];
    struct { short low; char *name; };
  };
};
// The two pointers are read alike, so nobody has to look.
typedef union { char *text; struct cell *cell; float real; } value;

int poll(int n);
struct cell *get(struct cell *from, int n);
value result(void);

// CHECK: = {{[{][{]}}1, {{[{][{]}}1, .__ferry_held_number = 1{{[}][}][}]}}, {2, {.pair = {0}, .__ferry_held_pair = 2{{[}][}]}}, {0, {{[{][}][}]}}, {3, {.name = 0, .__ferry_held_low = 3{{[}][}][}]}};
struct cell table[] = {{1, {1}}, {2, {.pair = {0}}}, {0, {}}, {3, {.name = 0}}};
// CHECK: named {{.*}}= {.c[0].number = 1, . c[0].__ferry_held_number = 1, .c[1].kind = 2, .c[1].low = 3, . c[1].__ferry_held_low = 3, .c[1].name = 0};
struct { struct cell c[2]; } named = {.c[0].number = 1, .c[1].kind = 2, .c[1].low = 3, .c[1].name = 0};

int set(struct cell *c, struct cell here, int n) {
  // CHECK: int __ferry_in_set(
  // CHECK: (__extension__({ __typeof__(&*(c)) [[A:__ferry_in[0-9]+]] = &*(c); [[A]]->__ferry_held_number = 1; [[A]]; }))->number = n;
  c->number = n;
  // CHECK: (*__extension__({ __typeof__(&(here)) [[B:__ferry_in[0-9]+]] = &(here); if (__builtin_expect([[B]]->__ferry_held_number != 1, 0) && ([[B]]->__ferry_held_number == 2 || [[B]]->__ferry_held_number == 3)) __ferry_other_member_read("union-records.c:[[@LINE+1]]:8"); [[B]]->__ferry_held_number = 1; [[B]]; })).number += n;
  here.number += n;
  // The call that reaches a poll comes first, then the record, then the member.
  // CHECK: (__ferry_t1 = ({{.*}}__ferry_in_get({{.*}})), (__extension__({ __typeof__(&*((table + n))) [[C:__ferry_in[0-9]+]] = &*((table + n)); [[C]]->__ferry_held_pair = 2; [[C]]; }))->pair[n] = __ferry_t1)
  table[n].kind = 2, (table + n)->pair[n] = get(c, n);
  // CHECK: value v {{.*}}= {0};
  value v;
  // CHECK: __ferry_held_text = 1; __ferry_in{{[0-9]+}}; })).text = 0;
  v.text = 0;
  // CHECK: if (__builtin_expect(__ferry_in{{[0-9]+}}->__ferry_held_cell != 2, 0) && (__ferry_in{{[0-9]+}}->__ferry_held_cell == 3)) __ferry_other_member_read(
  if (v.cell)
    v.real = 1;
  // CHECK: (__extension__({ __typeof__((result())) [[D:__ferry_in[0-9]+]] = (result()); if (__builtin_expect([[D]].__ferry_held_real != 3, 0) && ([[D]].__ferry_held_real == 1 || [[D]].__ferry_held_real == 2)) __ferry_other_member_read("union-records.c:[[@LINE+1]]:34"); [[D]]; })).real;
  return poll(n) + (int)result().real;
}

struct cell *get(struct cell *from, int n) {
  for (int i = 0; i < n; i++)
    poll(i);
  return from;
}
