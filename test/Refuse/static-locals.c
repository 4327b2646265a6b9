// A static that needs what is known only in its function.
//
// RUN: %exits 1 %rewrite %s -o %t.c 2> %t.err
// RUN: FileCheck %s < %t.err
// RUN: test ! -e %t.c
int f(int n) {
  enum { SIZE = 4 };
  typedef int number;
  // CHECK: static-locals.c:[[#@LINE+1]]:14: error: static 'a' needs 'SIZE', {{.*}} [-Wferry-static-local]
  static int a[SIZE];
  a[0] = n;
  return a[0] + (int)sizeof(number);
}
int g(int n) {
  typedef int number;
  // CHECK: static-locals.c:[[#@LINE+1]]:17: error: static 'b' needs 'number'
  static number b;
  return b += n;
}
int h(int n) {
  // CHECK: static-locals.c:[[#@LINE+1]]:14: error: static 'c' needs 'n'
  static int c[sizeof n];
  return c[0] += n;
}
