// A capturable function in a file that is given on the command line has no text
// that could be written.
//
// RUN: echo 'static int work(int n) { int s = 0; while (n--) s += n; return s; }' > %t.forced.h
// RUN: %exits 1 %rewrite %s -o %t.c -- -include %t.forced.h 2> %t.err
// RUN: FileCheck %s < %t.err
// CHECK: forced.h:1:{{[0-9]+}}: error: 'work' can be on the stack at a poll, but comes from a file that is given on the command line
int main(void) { return work(3); }
