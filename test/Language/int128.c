// Integers of 128 bits, between machines that have them.
//
// RUN: %every-poll --work=%t --to=x86_64,s390x,aarch64 --min-polls=40 %s
#include <stdio.h>
#include <stdlib.h>

typedef __int128 wide;
typedef unsigned __int128 mask;

struct pair {
  char tag;
  wide low;
  mask high;
  wide *where;
};

static wide balance = -1;
static mask bits[3];

static wide power(wide base, int n) {
  wide r = 1;
  for (int i = 0; i < n; i++)
    r *= base;
  return r;
}

static mask mix(mask m, int times) {
  while (times-- > 0)
    m = m << 13 ^ m >> 115 ^ (mask)times;
  return m;
}

static void show(const char *what, mask m) {
  printf("%s %016llx%016llx\n", what, (unsigned long long)(m >> 64),
         (unsigned long long)m);
}

int main(void) {
  wide local = -5, *heap = malloc(4 * sizeof *heap);
  struct pair p = {'p', 3, ~(mask)0, &local};
  for (int i = 0; i < 4; i++) {
    heap[i] = power(-7, 40 + i) + (power(3, i) > 5);
    *p.where += heap[i] >> 3;
    p.high ^= mix((mask)heap[i], 3);
    bits[i % 3] += p.high * (mask)power(10, 2);
    balance -= p.low * power(local, 1);
  }
  show("local", (mask)local);
  show("balance", (mask)balance);
  for (int i = 0; i < 3; i++)
    show("bits", bits[i]);
  show(p.where == &local ? "high" : "lost", p.high);
  show("heap", (mask)(heap[3] / power(11, 5)));
  free(heap);
  return 0;
}
