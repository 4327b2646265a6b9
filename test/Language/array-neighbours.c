// Arrays whose length is a typedef's have nothing behind them, and variable arguments, in
// memory of the caller, none in front: a list that begins where an array ends.
//
// RUN: %every-poll --work=%t --to=x86_64,s390x,i686,powerpc --min-polls=40 --most=40 %s
// RUN: %every-poll --work=%t --to=x86_64 --most=20 --cflags=-O0 %s
#include <stdarg.h>
#include <stdio.h>

typedef int row[40];
typedef long line[4];

static long sum(int n, ...) {
  long s = 0;
  va_list ap;
  va_start(ap, n);
  for (int i = 0; i < n; i++)
    s = s * 3 + *va_arg(ap, int *);
  va_end(ap);
  return s;
}

static long both(int n) {
  row a, b;
  line l = {1, 2, 3, n};
  for (int i = 0; i < 40; i++)
    a[i] = i, b[i] = i * n;
  long s = sum(2, a, b) + sum(3, a + 1, b + 2, b + 39);
  s += sum(4, a, a + 39, b, b + 1) + sum(1, &b[n]);
  return s + *(&l[4] - 1) + sum(2, a, b);
}

int main(void) {
  for (int n = 0; n < 3; n++)
    printf("%ld\n", both(n));
  return 0;
}
