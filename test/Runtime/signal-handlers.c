// A capture that is requested while a handler runs waits until it has returned, says for
// whom, and what is captured then is right.
//
// REQUIRES: x86_64
// SOAK-NOT: handlers of signals stay behind (-Wferry-signal), and it raises one
// RUN: %ferry-cc -O2 -w %s -o %t
// RUN: %t >%t.want
// RUN: rm -rf %t.d
// RUN: env FERRY_DIR=%t.d FERRY_AT_POLL=4 FERRY_THEN=exit FERRY_STATS=%t.json %exits 85 %t >%t.out
// RUN: FileCheck %s <%t.json
// RUN: env FERRY_TEST_SHIFT=9 FERRY_RESTORE=%t.d/latest %t >>%t.out
// RUN: cmp %t.out %t.want
//
// CHECK: "waited_polls": 2,
// CHECK: "waited_for": "spin"
#include <signal.h>
#include <stdio.h>

static int spun;

static void spin(int number) {
  int left = 3;
  while (left--)
    spun += number;
}

int main(void) {
  void (*handler)(int) = spin;
  int sum = 0;
  signal(SIGUSR1, handler);
  for (int i = 0; i < 4; i++) {
    sum += i;
    if (i == 1)
      raise(SIGUSR1);
    printf("%d %d\n", sum, spun / SIGUSR1);
  }
  return 0;
}
