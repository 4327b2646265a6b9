/* Compiled by the plain compiler: a library that calls back. */
#include <stdarg.h>
int each(int (*visit)(int, ...), int (*list)(int, va_list), int n, ...);
int each(int (*visit)(int, ...), int (*list)(int, va_list), int n, ...) {
  va_list ap;
  int s = visit(3, n, 2.5, "text");
  va_start(ap, n);
  s = s * 100 + list(n, ap);
  va_end(ap);
  return s;
}
