// What installs handlers is the runtime's, called, as a value, and under the name that
// glibc has for -std=c99; so is setjmp's companion where no frame record is.
//
// RUN: %rewrite %s -o %t.c
// RUN: FileCheck --check-prefixes=CHECK,GNU %s < %t.c
// RUN: %cc-strict -fsyntax-only %t.c
// RUN: %clang-strict -fsyntax-only %t.c
// RUN: %rewrite %s -o %t.strict.c -- -std=c99 -D_POSIX_C_SOURCE=200809L
// RUN: FileCheck --check-prefixes=CHECK,STRICT %s < %t.strict.c
#include <setjmp.h>
#include <signal.h>

static sigjmp_buf out;
static void spin(int n) {
  while (n--)
    ;
  // CHECK: __ferry_longjmp(out, 1);
  siglongjmp(out, 1);
}

// CHECK: {{^}}int leaf(
int leaf(volatile int *p) {
  // CHECK: if ({{ *}}__sigsetjmp (__ferry_mark( out){{ *}}, 1{{ *}}))
  if (sigsetjmp(out, 1))
    return 0;
  return *p;
}

int main(void) {
  struct sigaction act = {0};
  void (*(*set)(int, void (*)(int)))(int);
  // GNU: __ferry_signal(SIGINT, spin);
  // STRICT: __ferry_signal_once(SIGINT, spin);
  signal(SIGINT, spin);
  // CHECK: act.sa_handler = spin;
  act.sa_handler = spin;
  // CHECK: __ferry_sigaction(SIGTERM, &act, 0)
  sigaction(SIGTERM, &act, 0);
  // GNU: set = __ferry_signal;
  set = signal;
  return set(SIGINT, SIG_DFL) == spin;
}
// GNU: {"signal", (__ferry_code)__ferry_signal
// STRICT: {"signal", (__ferry_code)__ferry_signal_once
