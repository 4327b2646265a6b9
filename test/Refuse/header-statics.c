// A static of a function whose text is not written can be named in no table.
//
// RUN: %exits 1 %rewrite %s -o %t.c -- -isystem %S/Inputs 2> %t.err
// RUN: FileCheck %s < %t.err
// RUN: test ! -e %t.c
// RUN: %rewrite %s -o %t.fine.c -- -I%S/Inputs
// CHECK-NOT: 'step'
// CHECK: hidden-state.h:3:14: error: static 'number' of 'next_number' is in a file that is not rewritten, {{.*}} [-Wferry-static-local]
#include <hidden-state.h>
int main(void) {
  int n = 0;
  while (n < 100)
    n += next_number();
  return n;
}
