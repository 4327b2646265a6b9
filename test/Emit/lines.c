// Compilers speak of the user's lines: a warning in a rewritten function, behind
// inserted tables, in a header, and after a #line of the user's own.
//
// RUN: %rewrite %s -o %t.c
// RUN: gcc -I%build/include -Wall -c %t.c -o %t.o 2> %t.gcc
// RUN: clang -I%build/include -Wall -fsyntax-only %t.c 2> %t.clang
// RUN: FileCheck %s < %t.gcc
// RUN: FileCheck %s < %t.clang
#include <stdlib.h>

int work(int n) {
  static int calls;
  // CHECK: lines.c:[[#@LINE+1]]:{{.*}} warning: unused variable
  int unused;
  for (int i = 0; i < n; i++)
    calls++;
  return calls;
}

int between(void) {
  // CHECK: lines.c:[[#@LINE+1]]:{{.*}} warning: unused variable
  int unused;
  return 0;
}
#line 100 "grammar.y"
int main(void) {
  // CHECK: grammar.y:102:{{.*}} warning: unused variable
  int unused;
  return work(3) + between();
}
