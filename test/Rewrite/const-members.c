// A struct with const members is never assigned: what goes into a temporary, an
// argument or a slot initialises an unnamed object, whose bytes are copied. Other
// structs are assigned. Everything is fit for -pedantic-errors, and for C90.
//
// RUN: %rewrite %s -o %t.c
// RUN: FileCheck %s < %t.c
// RUN: %cc-strict -fsyntax-only %t.c
// RUN: %clang-strict -fsyntax-only %t.c
// RUN: sed '/^ *[/][/]/d' %s > %t.c90.c
// RUN: %ferry-cc -std=c90 -pedantic-errors -Wall -Wextra -Wcast-qual -c %t.c90.c -o %t.o
// RUN: %ferry-cc --ferry-cc=$(echo %clang-strict | cut -d" " -f1) -std=c90 -pedantic-errors -Wall -Wextra -Wcast-qual -c %t.c90.c -o %t.o

typedef const int fixed;
struct inner {
  fixed id[2];
};
struct entry {
  struct inner key;
  int value;
};
struct plain {
  int value;
};
struct entry find(int n);
struct plain loose(int n);
int take(struct entry e, int n);
int many(int n, ...);

// CHECK: struct __ferry_frame_both {{[{]}}
// CHECK: struct entry __ferry_t1;
// CHECK: int __ferry_in_both(void *__ferry_place, int n) {{.*}}struct entry __ferry_t1; struct plain __ferry_t2; struct entry __ferry_t3;
int both(int n) {
  // CHECK: __builtin_memcpy(&__ferry_t1, __extension__ (struct entry [1]){(({{.*}}__ferry_in_find({{.*}}))}, sizeof __ferry_t1), __ferry_t2 = ((
  // CHECK-SAME: __builtin_memcpy(&__ferry_fr->__ferry_t1, &__ferry_t1, sizeof __ferry_fr->__ferry_t1), {{.*}}__ferry_in_loose(
  return find(n).value + loose(n).value + find(n + 1).key.id[0];
}
// In the re-entry form, back out of the slot.
// CHECK: static int __ferry_re_both({{.*}}struct entry __ferry_t1 = {0};
// CHECK: __ferry_refill(__ferry_fr), {{.*}}__builtin_memcpy(&__ferry_t1, &__ferry_fr->__ferry_t1, sizeof __ferry_t1)

int before(int n) {
  struct entry e = find(n);
  // CHECK: __builtin_memcpy(&__ferry_a1, __extension__ (struct entry [1]){(n++ ? e : e)}, sizeof __ferry_a1), {{.*}}__ferry_in_take((void *)(__ferry_fr + 1), __ferry_a1, 2)
  int t = take(n++ ? e : e, 2);
  return t + n;
}

int listed(struct entry e) {
  // CHECK: __ferry_v1[0].what = {{.*}}, __builtin_memcpy(&__ferry_v1[0].a1, __extension__ (struct entry [1]){(e)}, sizeof __ferry_v1[0].a1), __ferry_v1[0].a2 = (2), {{.*}}__ferry_in_many((void *)(__ferry_fr + 1), 1, &__ferry_v1[0])
  return many(1, e, 2);
}
