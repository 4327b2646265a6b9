/* Call-dense recursion: the worst case of keeping frame records. */
#include <stdio.h>
#include <stdlib.h>

static int fib(int n) { return n < 2 ? n : fib(n - 1) + fib(n - 2); }

int main(int argc, char **argv) {
  int repetitions = argc > 1 ? atoi(argv[1]) : 60;
  long sum = 0;
  for (int i = 0; i < repetitions; i++)
    sum += fib(30 + (int)(sum & 1)); /* not the same call twice */
  printf("%ld\n", sum);
  return 0;
}
