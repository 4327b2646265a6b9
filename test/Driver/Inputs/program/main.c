/* Prints a checksum; what it calls is in other files. */
#include "program.h"
#include <stdio.h>

static int by_value(const void *a, const void *b) {
  return *(const int *)a - *(const int *)b;
}

int main(void) {
  int values[COUNT], sum = 0;
  for (int i = 0; i < COUNT; i++)
    values[i] = scramble(i);
  sort(values, COUNT, by_value);
  for (int i = 0; i < COUNT; i++)
    sum = sum * 3 + values[i] + fibonacci(i);
  printf("%d\n", sum);
  return 0;
}
