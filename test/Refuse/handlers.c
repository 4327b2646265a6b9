// A signal handler that can reach a poll; handlers at exit.
//
// RUN: %exits 1 %rewrite %s -o %t.c 2> %t.err
// RUN: FileCheck %s < %t.err
// RUN: not grep "error: 'set'" %t.err
// RUN: test ! -e %t.c
#include <signal.h>
#include <stdlib.h>

static void spin(int n) {
  while (n--)
    ;
}
static volatile sig_atomic_t flag;
static void set(int n) { flag = n; }

int main(void) {
  // CHECK-DAG: handlers.c:[[#@LINE+2]]:3: warning: handlers installed with 'signal' {{.*}} [-Wferry-signal]
  // CHECK-DAG: handlers.c:[[#@LINE+1]]:18: error: 'spin' can reach a poll, so it cannot be a signal handler
  signal(SIGINT, spin);
  signal(SIGTERM, set);
  // CHECK: handlers.c:[[#@LINE+1]]:3: error: functions registered with 'at_quick_exit' {{.*}} [-Wferry-exit-handler]
  at_quick_exit(abort);
  // CHECK: handlers.c:[[#@LINE+1]]:10: error: functions registered with 'on_exit' {{.*}}; call it by its name [-Wferry-exit-handler]
  return on_exit != 0;
}
