// A struct that is defined in a function is moved in front of it, under a name of
// its own, so that records and tables can name it; enums count as integers.
//
// RUN: %rewrite %s -o %t.c
// RUN: FileCheck %s < %t.c
// RUN: %cc-strict -c %t.c -o %t.o
// RUN: %clang-strict -fsyntax-only %t.c

struct spot {
  char outer;
};

// CHECK: struct __ferry_struct_walk_spot { int x, y; struct __ferry_struct_walk_spot *next; };
// CHECK: struct __ferry_struct_walk_1 { short s; } __attribute__((packed));
// CHECK: static struct __ferry_struct_walk_spot __ferry_static_walk_last;
int walk(int n) {
  // CHECK:      {{^}}  struct __ferry_struct_walk_spot{{$}}
  // CHECK-EMPTY:
  // CHECK-EMPTY:
  // CHECK-NEXT: {{^}} at __ferry_apart(32) = {n, 1, 0}, *p = &at;
  struct spot {
    int x, y;
    struct spot *next;
  } at = {n, 1, 0}, *p = &at;
  struct {
    short s;
  } __attribute__((packed)) small = {1};
  static struct spot last;
  enum mode { SLOW, FAST } mode = n ? FAST : SLOW;
  typedef struct spot again;
  again copy = *p;
  for (struct spot *q = p; q; q = q->next)
    copy.x += small.s + mode + last.x + (int)sizeof(struct spot);
  {
    // CHECK: struct __ferry_struct_walk_spot_2 at2 = {2};
    struct spot { double z; } at2 = {2};
    for (int i = 0; i < n; i++)
      copy.y += (int)at2.z;
  }
  return copy.x + copy.y;
}
// A declaration of the tag alone would be one of another type.
// CHECK: struct __ferry_struct_alone_pair { int x, y; };
// CHECK: struct __ferry_struct_alone_later { struct __ferry_struct_alone_pair p; };
// CHECK: int __ferry_in_alone(
// CHECK-NOT: struct __ferry_struct_alone_{{pair|later}};
int alone(int n) {
  struct pair { int x, y; };
  struct later;
  struct later *at = 0;
  struct later { struct pair p; };
  struct later here = {{n, 2}};
  at = &here;
  while (at->p.x > 3)
    at->p.x -= at->p.y;
  return here.p.x;
}
// CHECK: struct spot whole __ferry_apart(16);
struct spot whole;

// CHECK-DAG: {"at", &__ferry_type_struct_localtypes_c_walk_spot, {{.*}}
// CHECK-DAG: {"small", &__ferry_type_struct_localtypes_c_walk_1, {{.*}}
// CHECK-DAG: {"mode", &__ferry_type_unsigned_int, {{.*}}
// CHECK-DAG: {"at2", &__ferry_type_struct_localtypes_c_walk_spot_2, {{.*}}
