// Handlers that come at any moment, of a timer: while records are written, places are
// published, arrays of variable length come and go, jmp_bufs are noted and captures made.
// They do the same, and every third leaves with siglongjmp. What is computed stays right,
// and so does what is restored.
// SOAK-NOT: how often its timer comes is another matter in each leg
//
// REQUIRES: x86_64
// RUN: %ferry-cc -O2 -Wno-ferry-library-state %s -o %t
// RUN: %t >%t.out && FileCheck %s <%t.out
// RUN: rm -rf %t.d
// RUN: env FERRY_DIR=%t.d FERRY_EVERY=20ms FERRY_STATS=%t.json %t >%t.out && FileCheck %s <%t.out
// RUN: FileCheck %s --check-prefix=STATS <%t.json
// RUN: env FERRY_DIR=%t.d FERRY_EVERY=20ms FERRY_TEST_SHIFT=9 FERRY_RESTORE=%t.d/latest %t >%t.out && FileCheck %s <%t.out
//
// CHECK: 0 wrong, 2713691136, interrupted
// STATS: "captures": {{[1-9]}}
// STATS: "failed_captures": 0,
#define _GNU_SOURCE
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/time.h>

static volatile sig_atomic_t ticks, jumps, armed;
static sigjmp_buf out;

static unsigned add(unsigned a, int n) {
  for (int i = 0; i < n; i++)
    a = a * 31 + (unsigned)i;
  return a;
}
static unsigned (*volatile adder)(unsigned, int) = add;

static unsigned sum(int n, ...) {
  unsigned s = 0;
  va_list list;
  va_start(list, n);
  for (int i = 0; i < n; i++)
    s = s * 7 + va_arg(list, unsigned);
  va_end(list);
  return s;
}
static unsigned (*volatile summer)(int, ...) = sum;

static unsigned array(int n) {
  unsigned a[n], s = 0;
  for (int i = 0; i < n; i++)
    a[i] = adder((unsigned)i, 3);
  for (int i = 0; i < n; i++)
    s += a[i];
  return s;
}
static unsigned tree(int depth) {
  if (!depth)
    return 1;
  unsigned a = array(depth + 1), b = tree(depth - 1);
  return a ^ (b * 3 + summer(2, a, b));
}

static void tick(int number) {
  sigjmp_buf here;
  ticks++;
  if (sigsetjmp(here, 0) == 0) {
    array(4 + number % 3);
    siglongjmp(here, 1);
  }
  if (summer(3, 1u, 2u, 3u) != 66)
    abort();
  if (armed && ticks % 3 == 0) {
    armed = 0;
    jumps++;
    siglongjmp(out, 1);
  }
}

static void every(long microseconds) {
  struct itimerval timer = {{0, microseconds}, {0, microseconds}};
  setitimer(ITIMER_REAL, &timer, NULL);
}

static unsigned compute(int round) {
  volatile unsigned tries = 0;
  unsigned value;
  if (sigsetjmp(out, 1))
    tries++;
  armed = tries < 3;
  value = tree(6 + round % 5) + adder((unsigned)round, 50);
  armed = 0;
  return value;
}

int main(void) {
  unsigned want[5], wrong = 0, total = 0;
  struct sigaction action;
  for (int i = 0; i < 5; i++)
    want[i] = tree(6 + i);
  memset(&action, 0, sizeof action);
  action.sa_handler = tick;
  sigaction(SIGALRM, &action, NULL);
  for (int round = 0; round < 60000; round++) {
    if (round % 1000 == 0)
      every(150);
    unsigned value = compute(round) - adder((unsigned)round, 50);
    wrong += value != want[round % 5];
    total += value;
  }
  every(0);
  printf("%u wrong, %u, %s\n", wrong, total, ticks && jumps ? "interrupted" : "alone");
  return 0;
}
