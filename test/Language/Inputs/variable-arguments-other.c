#include "variable-arguments.h"
#include <stdio.h>

int second(int add, va_list *ap) { return va_arg(*ap, int) * 10 + add % 7; }
int product(int n, va_list ap) {
  if (!n)
    return 1;
  int first = va_arg(ap, int);
  return first * product(n - 1, ap);
}
static int take(va_list ap) { return va_arg(ap, int); }
const struct handlers handlers = {take};

int total(int n, ...) {
  va_list ap;
  int s = 0;
  va_start(ap, n);
  while (n-- > 0)
    s += va_arg(ap, int);
  va_end(ap);
  return s;
}
void quiet(const char *format, ...) {
  va_list ap;
  va_start(ap, format);
  vprintf(format, ap);
  va_end(ap);
}
