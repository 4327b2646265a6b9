#include "variable-arguments-places.h"
#include <stdio.h>
va_list global_list;
struct reader *global_reader;
static int spin(int n) { int s = 0; while (n-- > 0) s += n; return s; }
static int say(struct reader *r, const char *f, ...) {
  va_start(r->ap, f);
  r->left = 0;
  int s = 0;
  for (; *f; f++, r->left++)
    s = s * 2 + va_arg(r->ap, int);
  va_end(r->ap);
  return s;
}
static int vsay(const char *f, va_list ap) {
  struct reader r = {0};
  va_copy(r.ap, ap);
  int s = vprintf(f, r.ap);
  va_end(r.ap);
  return s;
}
const struct ops ops = {say, vsay};
int other_next(void) { return va_arg(global_list, int); }
static int through(int (*f)(const char *, va_list), const char *format, ...) {
  va_list ap;
  va_start(ap, format);
  int n = f(format, ap) + spin(1);
  va_end(ap);
  return n;
}
int other_start(int n, ...) {
  struct reader mine = {0};
  va_start(global_list, n);
  va_start(mine.ap, n);
  global_reader = &mine;
  int s = other_next() + spin(n);
  s = s * 10 + other_next();
  s = s * 10 + va_arg(global_reader->ap, int);
  global_reader = NULL;
  va_end(mine.ap);
  va_end(global_list);
  return s + through(ops.vsay, "%d:%s\n", n, "x");
}
int other_size(void) { return (int)sizeof(struct tight) + (int)sizeof global_list; }
int native_only(int n) { return n + 1; }
