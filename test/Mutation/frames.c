// Each store into a frame record, each call of the runtime at a site, each entry of its
// tables, each load behind a restore: leaving out one is noticed.
//
// RUN: %mutation --work=%t --part=frames %s
// MUTATION-EQUIVALENT: store of the site at site 1 of (twice|values|addresses|calls|main), re-entry form: who is behind that site has been restored to it, and no other leads back to it
// MUTATION-EQUIVALENT: __ferry_poll at site 1 of calls, re-entry form: a poll at the entry, and who enters there is on the way to a site
#include <stdio.h>

enum color { red, green, blue };
struct pair {
  int first;
  long second;
};
typedef long (*step)(long, int);

static long total;

static long twice(long a, int b) {
  for (int i = 1; i < b + 3; i++)
    total += a * i;
  return 2 * a + total;
}
static long thrice(long a, int b) { return 3 * a - total + b; }

// Value locals of every kind; all change in every round.
static double values(int rounds, unsigned char mark) {
  char letter = 'a';
  unsigned long long wide = 1;
  float half = 0.5f;
  double sum = mark;
  enum color color = red;
  _Bool flag = 0;
  struct pair pair = {1, 2};
  step next = twice;
  for (int i = 0; i < rounds; i++) {
    letter++;
    wide = wide * 3 + letter;
    half *= 1.5f;
    sum += half + color;
    color = (enum color)((color + 1) % 3);
    flag = !flag;
    pair.first += i;
    pair.second -= pair.first;
    next = flag ? twice : thrice;
    mark += letter;
    rounds -= mark & 1;
  }
  printf("%c %llu %g %g %d %d %d %ld %ld %d\n", letter, wide, half, sum, color,
         flag, pair.first, pair.second, next(pair.second, 1), mark);
  return sum;
}

// Locals that stand where they are: arrays, pointers to them and into them.
static int addresses(int n) {
  int cells[3] = {n, n + 1, n + 2};
  int *cell = cells, count = 0;
  int *counter = &count;
  struct pair pair = {n, -n};
  struct pair *whole = &pair;
  do {
    *cell += count;
    cell = &cells[++*counter % 3];
    whole->second += *cell;
    pair.first ^= (int)pair.second;
  } while (count < n);
  for (int *p = cells; p < cells + 3; p++)
    count += *p;
  return count + (int)whole->first;
}

// Calls in an expression: temporaries; a call through a pointer.
static long calls(int depth, step with) {
  long here = depth + 10, there = depth ^ 3;
  if (depth == 0)
    return with(here, 2);
  here = with(here, depth) + calls(depth - 1, depth & 1 ? twice : thrice) * there +
         twice(here + depth, 2);
  there += here & 7;
  return here + there + with(there, 1);
}

int main(void) {
  double d = values(7, 6);
  int n = addresses(5);
  printf("%g %d\n", d, n);
  long c = calls(2, twice);
  printf("%ld %ld\n", c, total);
  return (int)(total & 63);
}
