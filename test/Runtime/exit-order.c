// Functions that run at exit keep their places among those of code that Ferry did not
// compile.
//
// RUN: gcc -DFOREIGN -c %s -o %t.foreign.o
// RUN: %ferry-cc -O2 %s %t.foreign.o -o %t
// RUN: %t > %t.out
// RUN: gcc -O2 %s %t.foreign.o -o %t.plain
// RUN: %t.plain | diff - %t.out
// RUN: FileCheck %s < %t.out
// CHECK:      last
// CHECK-NEXT: foreign
// CHECK-NEXT: first
#include <stdio.h>
#include <stdlib.h>

#ifdef FOREIGN
static void foreign(void) { puts("foreign"); }
void register_foreign(void) { atexit(foreign); }
#else
void register_foreign(void);
static void first(void) { puts("first"); }
static void last(void) { puts("last"); }

int main(void) {
  atexit(first);
  register_foreign();
  atexit(last);
  for (int i = 0; i < 3; i++)
    printf("%d\n", i);
  return 0;
}
#endif
