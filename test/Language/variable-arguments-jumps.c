// longjmp out of functions with variable arguments, and setjmp in one: lists are started
// again, and arguments of the call that was left are nobody's.
//
// RUN: %every-poll --work=%t --to=x86_64,s390x,i686,powerpc --min-polls=15 --most=40 %s
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>

static jmp_buf out;
static char message[80];
static int spin(int n) { int s = 0; while (n-- > 0) s += n; return s; }

static void fail(int code, const char *format, ...) {
  va_list ap;
  va_start(ap, format);
  spin(2);
  vsnprintf(message, sizeof message, format, ap);
  va_end(ap);
  longjmp(out, code);
}
static int check(int value, ...) {
  va_list ap;
  va_start(ap, value);
  int least = va_arg(ap, int);
  if (value < least)
    fail(3 + spin(2), "%d is less than %d, %s", value, least, "alas");
  int most = va_arg(ap, int);
  va_end(ap);
  if (value > most)
    fail(7, "%d is more than %d (%g)", value, most, 0.5);
  return value + spin(3);
}
static int guarded(volatile int first, ...) {
  va_list ap;
  volatile int sum = 0;
  int code = setjmp(out);
  va_start(ap, first);
  spin(1);
  if (code)
    sum += 100 * code + va_arg(ap, int);
  else
    sum += check(first, va_arg(ap, int), 10);
  va_end(ap);
  spin(2);
  return sum;
}

int main(void) {
  printf("%d\n", guarded(5, 1, 2));
  int less = guarded(0, 1, 2);
  printf("%d %s\n", less, message);
  int more = guarded(50, 4, 2);
  printf("%d %s\n", more, message);
  return 0;
}
