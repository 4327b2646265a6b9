/* A program whose state is one array of doubles.
 *
 *     doubles [MiB]        default 256 */
#include <stdio.h>
#include <stdlib.h>

static double sum_of(const double *numbers, long count) {
  double sum = 0;
  for (long i = 0; i < count; i++)
    sum += numbers[i];
  return sum;
}

int main(int argc, char **argv) {
  long count = (argc > 1 ? atol(argv[1]) : 256) * (1048576 / (long)sizeof(double));
  double *numbers = malloc(count * sizeof(double));
  if (!numbers)
    return 1;
  for (long block = 0; block < count; block += 4096)
    for (long i = block; i < block + 4096; i++)
      numbers[i] = i % 1000003;
  /* Checkpoints are made here. */
  double sum = 0;
  for (int round = 0; round < 3; round++)
    sum += sum_of(numbers, count);
  printf("%.17g\n", sum);
  free(numbers);
  return 0;
}
