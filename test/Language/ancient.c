/* What is written compiles as C89, where inline is no word.
 *
 * RUN: %every-poll --work=%t --to=x86_64,i686 --min-polls=5 --cflags="-std=c89 -pedantic" %s
 * RUN: %every-poll --work=%t --to=x86_64 --cc=clang --min-polls=5 --cflags="-ansi -pedantic" %s
 */
#include <stdio.h>

static __inline__ int twice(int n) {
  int s = 0;
  while (n-- > 0)
    s += 2;
  return s;
}

int main(void) {
  int i;
  for (i = 0; i < 3; i++)
    printf("%d\n", twice(i));
  return 0;
}
