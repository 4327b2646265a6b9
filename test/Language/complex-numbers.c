// Complex numbers as locals, parameters, results in expressions, members, elements,
// statics and behind pointers; parts of them assigned one by one; and looked at as
// two numbers.
//
// RUN: %every-poll --work=%t --to=x86_64,s390x,i686,powerpc,m68k --min-polls=40 %s
#include <complex.h>
#include <stdio.h>
#include <stdlib.h>

struct wave {
  char name[3];
  float complex amplitude;
  double complex at[2];
  struct wave *next;
};

static double complex total;
static float complex phases[3] = {1, 2.5f + 1.0f * I, -1.0f * I};
static double *imaginary;

static double complex turn(double complex z, int times) {
  for (int i = 0; i < times; i++)
    z *= I;
  return z;
}

static float complex narrow(double complex z) {
  float complex small = (float complex)turn(z, 1);
  return small;
}

static double complex sum(const double complex *from, const double complex *to) {
  double complex s = 0;
  for (; from != to; from++)
    s += turn(*from, 4);
  return s;
}

static double complex parts(int n) {
  double complex z;
  __real__ z = n;
  __imag__ z = creal(turn(n, 2));
  double complex kept = z, *p = &z;
  for (int i = 0; i < n; i++) {
    __imag__ kept -= 0.5;
    ((double *)p)[0] += 1;
    ((double *)p)[1] += 0.25;
  }
  return kept + *p;
}

static void show(const char *what, double complex z) {
  printf("%s %g %g\n", what, creal(z), cimag(z));
}

int main(void) {
  static double complex seen;
  struct wave second = {"b", 3, {1.0 * I, 2}, NULL}, first = {"a", 1.5f * I, {4, 5}, &second};
  double complex *list = malloc(4 * sizeof *list);
  const double complex start = turn(1 + 2 * I, 1);
  imaginary = (double *)&list[1] + 1;
  for (int i = 0; i < 4; i++) {
    list[i] = turn(start, i) + i;
    seen += list[i];
  }
  *imaginary += 8;
  total = sum(list, list + 4) * turn(2, 1) + (turn(I, 1) == -1 ? 1 : 0);
  show("total", total);
  show("seen", seen);
  show("parts", parts(3));
  for (struct wave *w = &first; w; w = w->next) {
    w->amplitude += narrow(w->at[1]);
    w->at[0] = w->at[0] * turn(w->next ? w->next->at[1] : phases[1], 3);
    show(w->name, w->amplitude);
    show(w->name, w->at[0]);
  }
  for (int i = 0; i < 3; i++)
    phases[i] *= narrow(phases[i] + i);
  show("phase", phases[0] + phases[1] * phases[2]);
  show("imaginary", *imaginary + (imaginary == (double *)list + 3));
  free(list);
  return 0;
}
