// A library calls back with arguments and with a list of the machine's: what it calls is
// the user's text, and the capture waits until it returns.
//
// SOAK: %s --plain=%S/Inputs/variable-arguments-foreign.c
// RUN: rm -rf %t && mkdir %t
// RUN: gcc -c %S/Inputs/variable-arguments-foreign.c -o %t/library.o
// RUN: gcc -w %s %t/library.o -o %t/plain && %t/plain > %t/expected
// RUN: %ferry-cc %s %t/library.o -o %t/program
// RUN: for poll in 1 2 3 4 5 6; do rm -rf %t/c; \
// RUN:   (FERRY_DIR=%t/c FERRY_AT_POLL=$poll FERRY_THEN=exit %t/program > %t/got; test $? = 85) && \
// RUN:   FERRY_RESTORE=%t/c/latest %t/program >> %t/got && diff %t/expected %t/got || exit 1; done
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
int each(int (*visit)(int, ...), int (*list)(int, va_list), int n, ...);

static int spin(int n) {
  int s = 0;
  while (n-- > 0)
    s += n;
  return s;
}
static int visit(int n, ...) {
  static int calls;
  va_list ap;
  va_start(ap, n);
  int s = va_arg(ap, int) + spin(n);
  s += (int)va_arg(ap, double);
  s += (int)strlen(va_arg(ap, char *)) + ++calls;
  va_end(ap);
  return s;
}
static int list(int n, va_list ap) {
  int s = spin(2);
  while (n-- > 0)
    s = s * 3 + va_arg(ap, int);
  return s;
}
static int through(int (*take)(int, va_list), int n, ...) {
  va_list ap;
  va_start(ap, n);
  int s = take(n, ap);
  va_end(ap);
  return s;
}

int main(void) {
  printf("%d\n", each(visit, list, 2, 7, 8));
  printf("%d\n", visit(1, 2, 3.5, "x"));
  printf("%d\n", through(list, 2, 1, 2));
  return 0;
}
