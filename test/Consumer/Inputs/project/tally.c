#include "count.h"
#include <math.h>
#include <stdio.h>

#if __STDC_VERSION__ != 201112L
#error "the target's C standard did not arrive"
#endif

int main(void) {
  struct tally t = {0, 0};
  for (int i = 0; i < LIMIT; i++)
    count(&t, i);
  printf("%s %d %.17g\n", GREETING, t.number, sqrt(t.sum));
  return 0;
}
