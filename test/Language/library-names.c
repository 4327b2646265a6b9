// Functions that have the names of the C library's and are the program's: calls of them
// keep the name, for compilers know what such a function does and may answer themselves.
// What was published for a call that was left out is not taken by the next one.
//
// RUN: %every-poll --work=%t --to=x86_64,s390x,i686,powerpc --min-polls=6 %s
// RUN: %every-poll --work=%t --to=x86_64,s390x,i686,powerpc --min-polls=90 --most=40 --cflags="-O1 -fno-builtin" %s
// RUN: %every-poll --work=%t --to=x86_64 --cc=clang --most=10 --cflags=-O2 %s
// RUN: %rewrite %s -o %t.c
// RUN: FileCheck %s < %t.c
#include <stdio.h>

int abs(int n) {
  int steps = 0;
  for (int m = n; m < 0; m++)
    steps++;
  return n < 0 ? n + 2 * steps : n;
}

int isdigit(int c) {
  static const char digits[] = "0123456789";
  for (const char *p = digits; *p; p++)
    if (*p == c)
      return *p;
  return 0;
}

static int seen;
void bzero(void *bytes, unsigned long size) {
  for (char *p = bytes; size > 0; size--, seen++)
    *p++ = 0;
}

static int through(int (*f)(int), int n) { return f(n); }

int main(void) {
  char p[6] = "text";
  int sum = 0;
  for (int i = -3; i < 3; i++) {
    // CHECK: __ferry_publish((void *)(__ferry_fr + 1), (__ferry_code)abs), __extension__ ({ int __ferry_b = abs(i); __ferry_unpublish(); __ferry_b; })))
    sum = sum * 5 + abs(i) + (isdigit('0' + abs(i + 1)) != 0);
    sum += abs(-4) + through(abs, i);
    // CHECK: (__ferry_code)bzero), __extension__ ({ bzero(p, sizeof {{.*}}); __ferry_unpublish(); }))
    bzero(p, sizeof p);
    printf("%d %d %d %d\n", i, sum, p[0], p[5]);
    p[i + 3] = 'x';
  }
  return seen < 0;
}
