/* Recursive fast Fourier transform. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#define COUNT (1 << 15)

struct complex_number {
  double re, im;
};

static struct complex_number data[COUNT], scratch[COUNT], roots[COUNT];

static void transform(struct complex_number *v, struct complex_number *other,
                      int count, int stride) {
  if (count == 1)
    return;
  int half = count / 2;
  for (int i = 0; i < half; i++) {
    other[i] = v[2 * i];
    other[i + half] = v[2 * i + 1];
  }
  transform(other, v, half, stride * 2);
  transform(other + half, v + half, half, stride * 2);
  for (int i = 0; i < half; i++) {
    struct complex_number a = other[i], b = other[i + half], w = roots[i * stride];
    struct complex_number t = {b.re * w.re - b.im * w.im, b.re * w.im + b.im * w.re};
    v[i].re = a.re + t.re;
    v[i].im = a.im + t.im;
    v[i + half].re = a.re - t.re;
    v[i + half].im = a.im - t.im;
  }
}

int main(int argc, char **argv) {
  int repetitions = argc > 1 ? atoi(argv[1]) : 150;
  for (int i = 0; i < COUNT; i++) {
    roots[i].re = cos(-2 * 3.14159265358979323846 * i / COUNT);
    roots[i].im = sin(-2 * 3.14159265358979323846 * i / COUNT);
    data[i].re = i % 17;
    data[i].im = i % 5;
  }
  for (int i = 0; i < repetitions; i++) {
    transform(data, scratch, COUNT, 1);
    for (int j = 0; j < COUNT; j++) {
      data[j].re /= 181;
      data[j].im /= 181;
    }
  }
  double sum = 0;
  for (int i = 0; i < COUNT; i++)
    sum += data[i].re * data[i].re + data[i].im * data[i].im;
  printf("%.6g\n", sum);
  return 0;
}
