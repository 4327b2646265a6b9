/* Matrix product; the innermost loop has no poll, the one around it has. */
#include <stdio.h>
#include <stdlib.h>

#ifndef INNER_POLL
#define INNER_POLL() ((void)0)
#endif
#define N 192

static double a[N][N], b[N][N], c[N][N];

static void multiply(void) {
  for (int i = 0; i < N; i++)
    for (int k = 0; k < N; k++) {
      double factor = a[i][k];
      for (int j = 0; j < N; j++) {
        INNER_POLL();
        c[i][j] += factor * b[k][j];
      }
    }
}

int main(int argc, char **argv) {
  int repetitions = argc > 1 ? atoi(argv[1]) : 60;
  for (int i = 0; i < N; i++)
    for (int j = 0; j < N; j++) {
      a[i][j] = (i + j) % 7;
      b[i][j] = (i * j) % 5;
    }
  for (int i = 0; i < repetitions; i++)
    multiply();
  double sum = 0;
  for (int i = 0; i < N; i++)
    for (int j = 0; j < N; j++)
      sum += c[i][j] * (i - j);
  printf("%.17g\n", sum);
  return 0;
}
