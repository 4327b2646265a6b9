// C++ is read, and refused where it would have to be instrumented.
//
// RUN: %exits 1 %rewrite %s -o %t.c 2> %t.err
// RUN: FileCheck %s < %t.err
// RUN: test ! -e %t.c
// CHECK: cplusplus.cpp:[[#@LINE+1]]:5: error: 'work' can be on the stack at a poll, and C++ is not instrumented yet [-Wferry-c++]
int work(int n) {
  int s = 0;
  for (int i = 0; i < n; i++)
    s += i;
  return s;
}
int main() { return 0; }
