// A macro without parameters whose expansion names the macro, in text that is written
// expanded because a call in it is rewritten: the compiler would expand it a second
// time, and call `next` twice.
//
// RUN: %exits 1 %rewrite %s -o %t.c 2> %t.err
// RUN: FileCheck %s < %t.err
// RUN: test ! -e %t.c
//
// What means the same when it is expanded again is left alone.
// RUN: %ferry-cc -DFINE %s -o %t.fine && %t.fine
// CHECK: macro-names-itself.c:1:1: error: 'level' is a macro whose expansion names itself, {{.*}} [-Wferry-macro]
// CHECK-NOT: error
static int level = 1;
int next(int n) {
  int i = 0;
  while (i < 3)
    i++;
  return n + i;
}
#ifdef FINE
#define level level
#define next(n) next(n + 1)
#define rising next(level)
#else
#define level next(level)
#define rising level
#endif
int rise(void) { return rising; }
int main(void) { return rise() != 5; }
