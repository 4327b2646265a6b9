// Functions that exit() calls may reach polls :
// no capture is taken in them, whether main has returned or is below them, and the
// program says so. One that was requested before is taken.
//
// REQUIRES: x86_64
// SOAK: %s
// RUN: %ferry-cc -O2 -w %s -o %t
// RUN: %exits 3 %t >%t.want
// RUN: rm -rf %t.d
// RUN: env FERRY_DIR=%t.d FERRY_AT_POLL=3 FERRY_THEN=exit %exits 85 %t >%t.out
// RUN: env FERRY_DIR=%t.d FERRY_AT_POLL=5 FERRY_THEN=exit FERRY_STATS=%t.json %exits 3 %t >%t.out 2>%t.err
// RUN: cmp %t.out %t.want
// RUN: FileCheck %s --check-prefix=RETURNED --match-full-lines <%t.err
// RUN: FileCheck %s --check-prefix=STATS <%t.json
// RUN: env FERRY_DIR=%t.d FERRY_AT_POLL=12 FERRY_THEN=exit %exits 3 %t deep >%t.out 2>%t.err
// RUN: cmp %t.out %t.want
// RUN: FileCheck %s --check-prefix=BELOW --match-full-lines <%t.err
//
// RETURNED: ferry: no checkpoint: the program ended before 'first' had returned to its caller, which Ferry did not build
// RETURNED-NOT: {{.}}
// BELOW: ferry: no checkpoint: the program ended before 'first' had returned to its caller, which Ferry did not build
// BELOW-NOT: {{.}}
// STATS: "waited_polls": 5,
// STATS: "waited_for": "first"
#define _GNU_SOURCE
#include <stdio.h>
#include <stdlib.h>

static int count;

static void work(const char *name) {
  int left = 3;
  while (left--)
    printf("%s %d\n", name, ++count);
}

static void first(void) { work("first"); }

static void second(int status, void *argument) {
  printf("%d ", status + *(int *)argument);
  work("second");
}

static void leave(int depth) {
  if (depth)
    leave(depth - 1);
  exit(3);
}

int main(int argc, char **argv) {
  static int four = 4;
  (void)argv;
  if (atexit(first) || on_exit(second, &four))
    return 1;
  work("main");
  if (argc > 1)
    leave(3);
  return 3;
}
