// Weak functions that cannot hand over to the definition that counts, functions that a
// loader calls, other attributes that hold for one form only; and names of the C library
// that are given by an alias or to the assembler. The same is fine where nothing polls.
//
// RUN: %exits 1 %rewrite %s -o %t.c 2> %t.err
// RUN: FileCheck %s < %t.err
// RUN: test ! -e %t.c
// RUN: %rewrite %s -o %t.plain.c --polls=explicit -- -DPLAIN
#include <stdarg.h>

#ifndef PLAIN
int mine(int n) { return n; }
// CHECK: :[[@LINE+1]]:5: error: 'write' would take the place of the C library's {{.*}} [-Wferry-library-name]
int write(int) __attribute__((alias("mine")));
int other(int n) __asm__("close");
// CHECK: :[[@LINE+1]]:5: error: 'other' would take the place of the C library's {{.*}} [-Wferry-library-name]
int other(int n) { return n; }
#endif

static int spin(int n) {
  while (n > 9)
    n--;
  return n;
}
// CHECK: :[[@LINE+1]]:16: error: attribute 'weak' of 'variable' does not go together with its three forms; {{.*}} [-Wferry-attribute]
__attribute__((weak)) int variable(int n, ...) { return spin(n); }
// CHECK: :[[@LINE+1]]:16: error: attribute 'weak' of 'list'
__attribute__((weak)) int list(int n, va_list ap) { return spin(n) + va_arg(ap, int); }
// CHECK: :[[@LINE+1]]:16: error: attribute 'weak' of 'named'
__attribute__((weak)) int named(int n) { return spin(n); }
int name(int) __attribute__((alias("named")));
// CHECK: :[[@LINE+1]]:16: error: attribute 'weak' of 'start'
__attribute__((weak, constructor)) void start(void) { spin(20); }
// CHECK-NOT: 'fine'
__attribute__((weak)) int fine(int n) { return spin(n); }

static int one(int n) { return n; }
typedef int function(int);
// CHECK: :[[@LINE+1]]:18: error: attribute 'ifunc' of 'resolve'
static function *resolve(void) { return spin(2) ? one : 0; }
int chosen(int) __attribute__((ifunc("resolve")));

// CHECK-NOT: error
int read(int n) __asm__("not_read");
int read(int n) { return n; }
