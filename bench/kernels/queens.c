/* Backtracking with a loop in every frame. */
#include <stdio.h>
#include <stdlib.h>

static int place(unsigned all, unsigned columns, unsigned left, unsigned right) {
  if (columns == all)
    return 1;
  int solutions = 0;
  for (unsigned free = all & ~(columns | left | right); free;) {
    unsigned bit = free & -free;
    free ^= bit;
    solutions += place(all, columns | bit, (left | bit) << 1, (right | bit) >> 1);
  }
  return solutions;
}

int main(int argc, char **argv) {
  int repetitions = argc > 1 ? atoi(argv[1]) : 400;
  long sum = 0;
  for (int i = 0; i < repetitions; i++)
    sum += place((1u << (9 + (i + sum) % 3)) - 1, 0, 0, 0);
  printf("%ld\n", sum);
  return 0;
}
