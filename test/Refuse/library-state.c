// State inside the C library: an error that may be lowered.
//
// RUN: %exits 1 %rewrite %s -o %t.c 2> %t.err
// RUN: FileCheck %s < %t.err
// RUN: %rewrite %s -Wno-error=ferry-library-state -o %t.c 2> %t.err
// RUN: FileCheck --check-prefix=LOWERCHECK %s < %t.err
// RUN: %exits 1 %rewrite %s -Wno-error=ferry-library-state -Werror -o %t.c
// RUN: %rewrite %s -Wno-ferry-library-state -o %t.c 2> %t.err
// RUN: FileCheck --allow-empty --check-prefix=SILENTCHECK %s < %t.err
#define _GNU_SOURCE
#include <fenv.h>
#include <getopt.h>
#include <locale.h>
#include <printf.h>
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <unistd.h>

// What it calls later, or keeps for each thread.
static void callbacks(pthread_key_t *key) {
  // CHECK: library-state.c:[[#@LINE+1]]:3: error: what 'register_printf_specifier' leaves {{.*}} text of your own
  register_printf_specifier('W', 0, 0);
  // CHECK: library-state.c:[[#@LINE+1]]:3: error: what 'pthread_key_create' leaves {{.*}} use a thread-local variable
  pthread_key_create(key, free);
}

// In the C library.
static void library(void) {
  // CHECK: library-state.c:[[#@LINE+1]]:17: error: what 'environ' leaves {{.*}} use setenv, or the third parameter of main to read all of it
  char **list = environ;
  // CHECK-NOT: 'environ' leaves
  execve("/bin/true", list, environ);
  // CHECK: library-state.c:[[#@LINE+1]]:3: error: what 'uselocale' leaves {{.*}} use setlocale
  uselocale(LC_GLOBAL_LOCALE);
  // CHECK: library-state.c:[[#@LINE+1]]:21: error: what 'initstate' leaves
  char s[64]; (void)initstate(1, s, sizeof s);
}

// In the processor.
static int processor(void) {
  // CHECK: library-state.c:[[#@LINE+1]]:3: error: what 'fesetround' leaves {{.*}} a program starts with
  fesetround(FE_UPWARD);
  fenv_t e;
  // CHECK: library-state.c:[[#@LINE+1]]:3: error: what 'feholdexcept' leaves
  feholdexcept(&e);
  // CHECK: library-state.c:[[#@LINE+1]]:3: error: what 'feenableexcept' leaves
  feenableexcept(FE_DIVBYZERO);
  // CHECK: library-state.c:[[#@LINE+1]]:10: error: what 'fetestexcept' leaves {{.*}} operands and results
  return fetestexcept(FE_INEXACT);
}

// In the system.
static void process(void) {
  // CHECK: library-state.c:[[#@LINE+1]]:7: error: what 'chroot' leaves {{.*}} start the program with it
  if (chroot("/"))
    // CHECK: library-state.c:[[#@LINE+1]]:5: error: what 'nice' leaves
    nice(1);
  sigset_t m;
  sigemptyset(&m);
  // CHECK: library-state.c:[[#@LINE+1]]:3: error: what 'sigaltstack' leaves
  sigaltstack(0, 0);
  struct rlimit l = {0, 0};
  // CHECK: library-state.c:[[#@LINE+1]]:3: error: what 'setrlimit' leaves
  setrlimit(RLIMIT_CORE, &l);
}

int main(void) {
  callbacks(0);
  library();
  processor();
  process();
  // CHECK: library-state.c:[[#@LINE+2]]:11: error: what 'setstate' leaves {{.*}} generator of your own [-Wferry-library-state]
  // LOWERCHECK: library-state.c:[[#@LINE+1]]:11: warning: what 'setstate' leaves
  return *setstate((char[64]){0}) + rand();
}

// Called by its name it may be: test/Runtime/options.c.
// CHECK: library-state.c:[[#@LINE+1]]:56: error: what 'getopt' leaves {{.*}} call it by its name
int (*const parse)(int, char *const *, const char *) = getopt;
// SILENTCHECK-NOT: library-state
