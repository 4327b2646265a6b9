// A second flow of control.
//
// RUN: %exits 1 %rewrite %s -o %t.c 2> %t.err
// RUN: FileCheck %s < %t.err
// RUN: test ! -e %t.c
#include <pthread.h>
#include <ucontext.h>
#include <unistd.h>

static void *run(void *p) { return p; }
int main(void) {
  pthread_t t;
  // CHECK: threads.c:[[#@LINE+1]]:3: error: 'pthread_create' makes a second flow of control, {{.*}} [-Wferry-threads]
  pthread_create(&t, 0, run, 0);
  // CHECK: threads.c:[[#@LINE+1]]:3: error: 'setcontext' makes {{.*}} use setjmp and longjmp
  setcontext(0);
  // CHECK: threads.c:[[#@LINE+1]]:10: error: 'fork' makes
  return fork();
}
