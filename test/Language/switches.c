// switch: fallthrough, default in the middle, case labels behind declarations,
// nested switches and loops, a body without braces, labels inside a loop (Duff).
//
// RUN: %every-poll --work=%t --to=x86_64,s390x,i686 --min-polls=40 %s
#include <stdio.h>

static int step(int n) {
  int s = 0;
  while (n-- > 0)
    s += n;
  return s;
}

static int through(int n) {
  int r = 100;
  switch (step(n) % 5) {
  case 0:
    r += step(1);
    /* fall through */
  case 1: {
    int local = r * 2;
    r = step(3) + local;
    break;
  }
  default:
    r = -step(2);
    __attribute__((fallthrough));
  case 3:
    r -= 5;
    for (int i = 0; i < 2; i++) {
      if (step(i))
        break;
      r += i;
    }
    break;
  case 4:
    return step(4) + r;
  }
  return r;
}

static int declared_before_case(int n) {
  switch (n) {
    int late;
    const char *word;
  case 0:
    late = step(3);
    word = "zero";
    late += step(2);
    printf("%s %d\n", word, late);
    return late;
  case 1:
    late = 1;
    word = "one";
    step(2);
    printf("%s %d\n", word, late);
    return late;
  }
  return n;
}

static int nested(int a, int b) {
  int r = 0;
  switch (a) {
  case 1:
    switch (b) {
    case 1:
      r += step(2);
      /* fall through */
    case 2:
      r += step(3);
      break;
    case 3:
      for (;;) {
        switch (r) {
        case 0:
          r = step(2);
          continue;
        case 1:
          r = 50 + step(3);
        }
        break;
      }
    }
    r += 1000;
    break;
  case 2:
    switch (step(b))
    case 3:
    case 6:
      r = step(4);
    break;
  }
  return r;
}

static int duff(int n) {
  int total = 0, rounds = (n + 3) / 4;
  switch (n % 4) {
  case 0:
    do {
      total += step(2);
      /* fall through */
  case 3:
      total += step(3);
      /* fall through */
  case 2:
      total += 1;
      /* fall through */
  case 1:
      total += step(1) + 10;
    } while (--rounds > 0);
  }
  return total;
}

int main(void) {
  for (int i = 0; i < 6; i++)
    printf("through %d %d\n", i, through(i));
  for (int i = 0; i < 3; i++)
    printf("late %d\n", declared_before_case(i));
  for (int a = 1; a < 3; a++)
    for (int b = 1; b < 5; b++)
      printf("nested %d %d %d\n", a, b, nested(a, b));
  for (int i = 1; i < 9; i++)
    printf("duff %d %d\n", i, duff(i));
  return 0;
}
