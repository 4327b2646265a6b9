// Checkpoints at an interval and on a signal, while the program goes on.
//
// REQUIRES: x86_64
// SOAK: %s
// RUN: %ferry-cc -O2 %s -o %t
// RUN: %t >%t.want
// RUN: rm -rf %t.every %t.signal
// RUN: env FERRY_STATS=%t.json FERRY_DIR=%t.every FERRY_EVERY=20ms %t | cmp - %t.want
// RUN: FileCheck %s --check-prefix=EVERY <%t.json
// RUN: env FERRY_TEST_SHIFT=2 FERRY_RESTORE=%t.every/latest %t | tail -1 | cmp - <(tail -1 %t.want)
// RUN: env FERRY_STATS=%t.json FERRY_DIR=%t.signal FERRY_ON_SIGNAL=USR1 %t signal | cmp - %t.want
// RUN: FileCheck %s --check-prefix=SIGNAL <%t.json
//
// EVERY: "captures": {{[2-9]|[1-9][0-9]}}
// SIGNAL: "captures": 1,
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static double now(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

int main(int argc, char **argv) {
  int signalled = argc > 1 && strcmp(argv[1], "signal") == 0;
  unsigned sum = 0;
  double end = now() + 0.4;
  if (signalled)
    raise(SIGUSR1);
  for (unsigned i = 0; i < 1000; i++)
    sum = sum * 31 + i;
  printf("%u\n", sum);
  fflush(stdout);
  unsigned long rounds = 0;
  while (!signalled && argc == 1 && getenv("FERRY_EVERY") && now() < end)
    rounds++;
  printf("end%s\n", rounds == 12345 ? "" : ".");
  return 0;
}
