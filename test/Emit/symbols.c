// Functions that pointers may point to are symbols, however they are mentioned;
// what is only called is none.
//
// RUN: %rewrite %s -o %t.c
// RUN: FileCheck %s < %t.c
// RUN: %cc-strict -c %t.c -o %t.o
// RUN: %clang-strict -fsyntax-only %t.c
#include <stdlib.h>

void apply(int (*f)(int));
int use(void) {
  extern int known_here(int);
  apply(known_here);
  return 0;
}
typedef int fn(int);
fn declared;
static fn own;
fn *all[] = {declared, abs, &own};
static int own(int x) { return x; }
static int called(int x) { return x + (int)sizeof(&called); }
struct {
  void (*release)(void *);
} owner = {.release = free};
int run(void) { return (*&*all[0])(1) + called(2) + labs(3); }

// CHECK:      int known_here(int);
// CHECK:      static const struct __ferry_symbol __ferry_symbols[5] = {
// CHECK-NEXT: {"abs", (__ferry_code)abs},
// CHECK-NEXT: {"declared", (__ferry_code)declared},
// CHECK-NEXT: {"free", (__ferry_code)__ferry_free},
// CHECK-NEXT: {"known_here", (__ferry_code)known_here},
// CHECK-NEXT: {"symbols.c:own", (__ferry_code)own},
// CHECK-NEXT: };
