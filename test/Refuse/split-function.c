// A function that begins in one file and ends in another.
//
// RUN: echo 'return 1; }' > %t.h
// RUN: %exits 1 %rewrite %s -o %t.c -- '-DREST="%t.h"' 2> %t.err
// RUN: FileCheck %s < %t.err
static int g(int n) {
  while (n--)
    ;
// CHECK: split-function.c:[[#@LINE-3]]:12: error: 'g' begins and ends in different files
#include REST
int main(void) { return g(2); }
