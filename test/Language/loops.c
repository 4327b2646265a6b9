// Every kind of loop resumes in every place: in its condition, its body, its
// third part, with break and continue, nested, with and without braces.
//
// RUN: %every-poll --work=%t --to=x86_64,s390x,i686 --min-polls=60 %s
#include <stdio.h>

static int count;

static int tick(int n) {
  for (int i = 0; i < 1; i++)
    ;
  while (n > 100)
    n--;
  count++;
  return n;
}

static int polled(int n) {
  int sum = 0;
  do
    sum += tick(n);
  while (n-- > 0 && sum < 3);
  return sum;
}

static void conditions(void) {
  int i = 0, j = 10;
  while (polled(i) < 8 && i < 5)
    i++;
  printf("while %d %d\n", i, count);
  for (i = polled(1); polled(i) < 20 && i < 6; i += polled(0) + 1)
    j -= i;
  printf("for %d %d %d\n", i, j, count);
  do {
    if (i == 3)
      continue;
    j += polled(i);
  } while (polled(--i) > 0 && i > 0);
  printf("do %d %d %d\n", i, j, count);
}

static void jumps_out(void) {
  for (int i = 0;; i++) {
    int inner = i * 2;
    for (int j = 0; j < 3; j++) {
      if (j == 1)
        continue;
      if (polled(j) > 4 && i > 2)
        goto out;
      inner += j;
    }
    if (i == 1)
      continue;
    if (i == 9)
      break;
    printf("outer %d inner %d\n", i, inner);
  }
out:
  printf("out %d\n", count);
}

static int no_braces(int n) {
  int s = 0;
  for (int i = 0; i < n; i++)
    for (int j = i; j; j--)
      if (j & 1)
        s += polled(j);
      else
        while (s % 3)
          s += polled(0) + 1;
  return s;
}

static int third_part(void) {
  int seen = 0, k;
  for (k = 0; k < 4; seen += polled(k), k++) {
    if (k == 2)
      continue;
    seen *= 2;
  }
  return seen * 10 + k;
}

int main(void) {
  conditions();
  jumps_out();
  printf("no braces %d\n", no_braces(4));
  printf("third part %d\n", third_part());
  printf("count %d\n", count);
  return 0;
}
