// While a foreign function's frame is on the stack nothing can be captured: the
// capture waits until it returned, and the statistics name for whom.
//
// REQUIRES: x86_64
// RUN: %ferry-cc -O2 %s -o %t
// RUN: %t >%t.want
// RUN: env FERRY_STATS=%t.all FERRY_DIR=%t.none FERRY_AT_POLL=1000000 %t | cmp - %t.want
// RUN: rm -rf %t.d
// RUN: env FERRY_STATS=%t.json FERRY_DIR=%t.d FERRY_AT_POLL=5 FERRY_THEN=exit %exits 85 %t >%t.out
// RUN: FileCheck %s --check-prefix=STATS <%t.json
// RUN: env FERRY_TEST_SHIFT=9 FERRY_RESTORE=%t.d/latest %t >>%t.out
// RUN: cmp %t.out %t.want
//
// STATS: "captures": 1,
// STATS: "waited_polls": {{[1-9]}}
// STATS: "waited_for": "compare"
#include <stdio.h>
#include <stdlib.h>

static int compare(const void *a, const void *b) {
  int x = *(const int *)a, y = *(const int *)b, d = 0;
  for (int i = 0; i < 2; i++) // polls
    d += x - y;
  return d;
}

int main(void) {
  int v[8] = {5, 3, 8, 1, 9, 2, 7, 4};
  printf("unsorted\n");
  qsort(v, 8, sizeof v[0], compare);
  printf("sorted\n");
  for (int i = 0; i < 8; i++)
    printf("%d\n", v[i]);
  return 0;
}
