// A program's own function or variable that the runtime would use instead of the
// C library's. What is static or only declared is nobody else's.
//
// RUN: %exits 1 %rewrite %s -o %t.c -- -fno-builtin 2> %t.err
// RUN: FileCheck %s < %t.err
// RUN: test ! -e %t.c
// CHECK-NOT: error
// CHECK: runtime-names.c:[[#@LINE+1]]:15: error: 'time' would take the place of the C library's {{.*}} [-Wferry-library-name]
unsigned long time;
// CHECK-NEXT: unsigned long time;
// CHECK: runtime-names.c:[[#@LINE+1]]:5: error: 'write' would take the place
int write(int n) {
  while (n > 9)
    n--;
  return n;
}
extern int close(int file);
static int unlink(int n) { return n; }
// CHECK-NOT: error
int main(void) {
  int rename = 3, strlen = 4;
  return write(unlink(rename)) + (int)time + strlen;
}
