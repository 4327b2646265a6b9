// A parameter may have the name of its function where that takes variable arguments or a
// va_list, called by its name and through a pointer.
//
// RUN: %every-poll --work=%t --to=x86_64,s390x,i686,powerpc --min-polls=30 %s
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

static int sum(int n, const int sum, ...) {
  va_list ap;
  int all = sum;
  va_start(ap, sum);
  for (int i = 0; i < n; i++)
    all += va_arg(ap, int);
  va_end(ap);
  return all;
}

static int take(int n, va_list take) {
  int all = 0;
  for (int i = 0; i < n; i++)
    all = all * 10 + va_arg(take, int);
  return all;
}

static int pass(int (*how)(int, va_list), int n, ...) {
  va_list ap;
  va_start(ap, n);
  int all = how(n, ap) * 2;
  va_end(ap);
  return all;
}

static int order(const void *order, ...) {
  va_list ap;
  va_start(ap, order);
  const int *other = va_arg(ap, const int *);
  va_end(ap);
  return *(const int *)order - *other;
}

int main(void) {
  int (*volatile adds)(int, int, ...) = sum;
  int (*volatile takes)(int, va_list) = take;
  const int five = 5, three = 3;
  int (*volatile orders)(const void *, ...) = order;
  for (int i = 0; i < 3; i++) {
    printf("%d %d\n", sum(3, i, 1, 2, 3), adds(2, i * 100, 4, 5));
    printf("%d %d\n", pass(takes, 3, i, i + 1, i + 2), pass(take, 1, i));
    printf("%d %d\n", order(&five, &three), orders(&three, &five));
  }
  return 0;
}
