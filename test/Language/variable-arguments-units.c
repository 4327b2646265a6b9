// A function of another unit that takes a va_list, and reaches no poll, takes the lists of
// functions that do; a wrapper that no such function calls stays as it was.
//
// RUN: %every-poll --work=%t --to=x86_64,s390x,i686 --min-polls=8 %s %S/Inputs/variable-arguments-other.c
//
// RUN: %ferry-cc %s %S/Inputs/variable-arguments-other.c -o %t.program
// RUN: nm %t.program | FileCheck %s
// CHECK-NOT: __ferry_in_quiet
// CHECK: __ferry_in_second
// CHECK-NOT: __ferry_in_quiet
#include "Inputs/variable-arguments.h"
#include <stdio.h>

static int longest(const char *format, ...) {
  va_list ap, again;
  int best = 0;
  va_start(ap, format);
  va_copy(again, ap);
  for (; *format; format++) {
    int value = second(*format, &ap);
    if (value > 30)
      value -= 2;
    if (value > best)
      best = value;
  }
  best = best * 100 + product(2, again);
  va_end(again);
  va_start(again, format);
  best += handlers.take(again);
  va_end(again);
  va_end(ap);
  return best;
}

int main(void) {
  printf("%d\n", longest("abc", 2, 3, 1));
  printf("%d\n", total(3, 1, 2, 3));
  quiet("%d %s\n", 1, "quiet");
  return 0;
}
