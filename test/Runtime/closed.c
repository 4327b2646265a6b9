// While a foreign function's frame is on the stack nothing can be captured: the
// capture waits until it returned, and the statistics name for whom. A program that
// ends before says so; so does one that keeps it waiting.
//
// REQUIRES: x86_64
// SOAK: %s
// RUN: %ferry-cc -O2 %s -o %t
// RUN: %t >%t.want
// RUN: env FERRY_STATS=%t.all FERRY_DIR=%t.none FERRY_AT_POLL=1000000 %t | cmp - %t.want
// RUN: rm -rf %t.d
// RUN: env FERRY_STATS=%t.json FERRY_DIR=%t.d FERRY_AT_POLL=5 FERRY_THEN=exit %exits 85 %t >%t.out 2>%t.err
// RUN: FileCheck %s --check-prefix=STATS <%t.json
// RUN: test ! -s %t.err
// RUN: env FERRY_TEST_SHIFT=9 FERRY_RESTORE=%t.d/latest %t >>%t.out
// RUN: cmp %t.out %t.want
//
// RUN: env FERRY_DIR=%t.d FERRY_AT_POLL=5 FERRY_THEN=exit %exits 3 %t leave >%t.out 2>%t.err
// RUN: FileCheck %s --check-prefix=LEFT --match-full-lines <%t.err
// RUN: env FERRY_DIR=%t.d FERRY_AT_POLL=5 FERRY_THEN=exit %exits 85 %t slowly >%t.out 2>%t.err
// RUN: FileCheck %s --check-prefix=SLOW --match-full-lines <%t.err
//
// STATS: "captures": 1,
// STATS: "waited_polls": {{[1-9]}}
// STATS: "waited_for": "compare"
//
// LEFT: ferry: no checkpoint: the program ended before 'compare' had returned to its caller, which Ferry did not build
// LEFT-NOT: {{.}}
// SLOW: ferry: the checkpoint waits until 'compare' has returned to its caller, which Ferry did not build
// SLOW-NOT: {{.}}
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static int arguments;

static int compare(const void *a, const void *b) {
  int x = *(const int *)a, y = *(const int *)b, d = 0;
  for (int i = 0; i < 2; i++) // polls
    d += x - y;
  if (arguments == 2 && x == 9)
    exit(3);
  if (arguments == 3)
    usleep(100000);
  return d;
}

int main(int argc, char **argv) {
  int v[8] = {5, 3, 8, 1, 9, 2, 7, 4};
  // The library's own: Ferry has another qsort for calls by its name only.
  void (*const sort)(void *, size_t, size_t, int (*)(const void *, const void *)) = qsort;
  arguments = argc == 1 ? 1 : argv[1][0] == 'l' ? 2 : 3;
  printf("unsorted\n");
  sort(v, 8, sizeof v[0], compare);
  printf("sorted\n");
  for (int i = 0; i < 8; i++)
    printf("%d\n", v[i]);
  return 0;
}
