// A tag that is in no case says nothing about the union: the capture is refused, with
// the path to the tag, and the program goes on. Zeros are the same on every machine.
//
// SOAK-NOT: it has a tag with which nothing can be captured
// RUN: %ferry-cc -O2 %s -o %t
// RUN: rm -rf %t.d && mkdir %t.d
// RUN: env FERRY_DIR=%t.d FERRY_AT_POLL=1 FERRY_THEN=exit %exits 85 %t
// RUN: rm -rf %t.d && mkdir %t.d
// RUN: env FERRY_DIR=%t.d FERRY_AT_POLL=3 FERRY_THEN=continue %t > %t.out 2>&1
// RUN: FileCheck %s < %t.out
// RUN: not ls %t.d/latest
// RUN: env FERRY_DIR=%t.d FERRY_AT_POLL=3 FERRY_THEN=exit %exits 86 %t heap > %t.out 2>&1
// RUN: FileCheck %s --check-prefix=HEAP < %t.out
//
// CHECK: ferry: no checkpoint: variable union-tags.c:stack: [1].kind: is -3, and no case says what the union then holds
// CHECK: done
// HEAP: ferry: no checkpoint: heap object of union-tags.c:{{.*}}: [1].kind: is -3, and no case says what the union then holds
#include <ferry/ferry.h>
#include <stdio.h>
#include <stdlib.h>

struct value {
  signed int kind : 4;
  union {
    double number FERRY_UNION_CASE(1);
    int small FERRY_UNION_CASE(2);
  } u FERRY_UNION_TAG(kind, 0);
};

static struct value stack[3];

int main(int argc, char **argv) {
  (void)argv;
  struct value *values = argc > 1 ? calloc(3, sizeof *values) : stack;
  // Of nothing but zeros, and then not.
  values[1].kind = -3;
  for (int i = 0; i < 5; i++)
    values[1].u.small = i;
  puts("done");
  return values[1].u.small == 4 ? 0 : 1;
}
