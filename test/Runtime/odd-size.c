// A block that is no whole number of its elements has no meaning elsewhere: the
// capture is refused and names the place of the allocation.
//
// REQUIRES: x86_64
// SOAK-NOT: it has a block that can't be captured
// RUN: %ferry-cc -O2 %s -o %t
// RUN: env FERRY_DIR=%t.d FERRY_AT_POLL=1 %t 2>&1 | FileCheck %s
//
// CHECK: {{^}}ferry: no checkpoint: heap object of {{.*}}odd-size.c:[[@LINE+11]]:{{[0-9]+}}: its size is no whole number of 'struct pair'{{$}}
// CHECK: done
#include <stdio.h>
#include <stdlib.h>

struct pair {
  int a, b;
};

int main(void) {
  size_t size = sizeof(struct pair) + 3;
  struct pair *p = malloc(size);
  for (int i = 0; i < 2; i++)
    p->a = i;
  printf("done %d\n", p->a);
  free(p);
  return 0;
}
