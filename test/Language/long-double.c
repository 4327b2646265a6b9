// Long double in locals, parameters, results in expressions, members, elements, on the
// heap and in complex numbers; arithmetic that is exact in all formats.
//
// RUN: %every-poll --work=%t --to=x86_64,s390x,i686,powerpc,armhf --min-polls=40 %s
#include <complex.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

struct sample {
  char tag;
  long double value;
  struct {
    short n;
    long double pair[2];
  } in;
};

typedef long double real;
static real total, *middle;
static long double complex product = 1;
static double_t widest = 0.5;

static real halve(real x, int times) {
  for (int i = 0; i < times; i++)
    x /= 2;
  return x;
}

static real sum(const real *from, const real *to, real start) {
  real s = start;
  while (from != to)
    s += halve(*from++, 2) * halve(4, 1);
  return s;
}

static struct sample make(char tag, real value) {
  struct sample s = {tag, halve(value, 1), {3, {value, -value}}};
  return s;
}

static long double complex turn(long double complex z, int n) {
  for (int i = 0; i < n; i++)
    z *= I;
  return z;
}

int main(void) {
  real list[5] = {1, 2.5L, -3, 0x1p-40L}, *heap = malloc(3 * sizeof *heap);
  struct sample *all = malloc(3 * sizeof *all);
  const long double small = halve(1, 60);
  middle = &list[2];
  for (int i = 0; i < 3; i++) {
    heap[i] = halve(i, i) + (halve(1, 3) > 0.1L);
    all[i] = make((char)('a' + i), heap[i]);
    total += all[i].in.pair[1] + *middle;
    product *= turn(1 + I, i + 1);
    widest += (double_t)halve(1, i);
  }
  total += sum(list, list + 5, small * 0x1p60L) + sum(heap, heap + 3, 0);
  middle[1] = total;
  printf("%Lg %Lg %Lg %d\n", total, list[3], small * 0x1p60L, list + 3 == middle + 1);
  for (int i = 0; i < 3; i++)
    printf("%c %Lg %Lg %Lg %d\n", all[i].tag, all[i].value, all[i].in.pair[0],
           halve(all[i].in.pair[1], 2), all[i].in.n);
  printf("%Lg %Lg %g\n", creall(product), cimagl(product), (double)widest);
  free(all);
  free(heap);
  return 0;
}
