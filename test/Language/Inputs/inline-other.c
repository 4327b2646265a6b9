#include "inline.h"
#include <stdio.h>
#include <stdlib.h>

extern int digits(int n);
extern inline int apply(int (*f)(int), int n);

int started, *block;

/* Before main: the polls in it wait. */
__attribute__((constructor(200))) static void start(void) {
  started = poll(4) * 10;
  block = malloc(2 * sizeof(int));
  block[0] = poll(7);
  block[1] = 8;
}

__attribute__((destructor)) void finish(void) {
  printf("destructor %d %d\n", started, poll(9) + block[1]);
}

int (*other_digits(void))(int) { return digits; }

int other(int n) { return apply(digits, n) + only_inline(2); }
