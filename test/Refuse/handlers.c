// Ways to install handlers that the runtime does not see; handlers at exit.
//
// RUN: %exits 1 %rewrite %s -o %t.c 2> %t.err
// RUN: FileCheck --implicit-check-not=error: %s < %t.err
// RUN: test ! -e %t.c
#define _GNU_SOURCE
#include <signal.h>
#include <stdlib.h>

static void spin(int n) {
  while (n--)
    ;
}

int main(void) {
  signal(SIGINT, spin); // is not refused
  // CHECK: handlers.c:[[#@LINE+1]]:3: error: what 'sigset' says {{.*}}; use sigaction and sigprocmask [-Wferry-signal]
  sigset(SIGINT, spin);
  // CHECK: handlers.c:[[#@LINE+1]]:3: error: what 'sigignore' says {{.*}}; use signal with SIG_IGN [-Wferry-signal]
  sigignore(SIGINT);
  // CHECK: handlers.c:[[#@LINE+1]]:3: error: what 'siginterrupt' says {{.*}}; use sigaction, without SA_RESTART [-Wferry-signal]
  siginterrupt(SIGINT, 1);
  // CHECK: handlers.c:[[#@LINE+1]]:3: error: functions registered with 'at_quick_exit' {{.*}} [-Wferry-exit-handler]
  at_quick_exit(abort);
  // CHECK: handlers.c:[[#@LINE+1]]:10: error: functions registered with 'on_exit' {{.*}}; call it by its name [-Wferry-exit-handler]
  return on_exit != 0;
}
