/*===- random.c - rand, random, drand48 and their like, carried ---------------===*\
 *
 * What the C library's generators keep for the next call stands here in variables, so a
 * checkpoint has it (precompiler/rules/LibraryVersions.cpp). Everything is weak: a
 * program that defines a function of such a name has its own.
 *
 * The numbers are those of glibc: random is the additive generator of degree 31 that
 * srandom(1) sets up (stdlib/random_r.c, TYPE_3), rand is random; the others are the
 * linear congruences of 48 bits that POSIX describes. So a program prints what it
 * prints without Ferry, on every machine.
 *
 * Not here, and refused: initstate, setstate, seed48 and lcong48, which lend memory of
 * the program to the generator, or change the constants of erand48, too.
 *
\*===-------------------------------------------------------------------------===*/
#include <stdlib.h>

#define WEAK __attribute__((weak))

void __ferry_keeps_random(void);
int rand(void) WEAK;
void srand(unsigned seed) WEAK;
long random(void) WEAK;
void srandom(unsigned seed) WEAK;
double drand48(void) WEAK;
long lrand48(void) WEAK;
long mrand48(void) WEAK;
void srand48(long seed) WEAK;

enum { degree = 31, separation = 3 };
static unsigned state[degree];
static int front = separation, rear, seeded;

static int next_number(void) {
  unsigned number = state[front] += state[rear];
  front = (front + 1) % degree;
  rear = (rear + 1) % degree;
  return (int)(number >> 1);
}

static void seed_numbers(unsigned seed) {
  int word = seed ? (int)seed : 1;
  state[0] = (unsigned)word;
  for (int number = 1; number < degree; number++) {
    int high = word / 127773, low = word % 127773;
    word = 16807 * low - 2836 * high;
    if (word < 0)
      word += 2147483647;
    state[number] = (unsigned)word;
  }
  front = separation;
  rear = 0;
  seeded = 1;
  for (int number = 0; number < 10 * degree; number++)
    next_number();
}

static int any_number(void) {
  if (!seeded)
    seed_numbers(1);
  return next_number();
}

int rand(void) { return any_number(); }
void srand(unsigned seed) { seed_numbers(seed); }
long random(void) { return any_number(); }
void srandom(unsigned seed) { seed_numbers(seed); }

static unsigned long long bits;

static unsigned long long next_bits(void) {
  return bits = (bits * 0x5deece66dULL + 0xb) & 0xffffffffffffULL;
}

double drand48(void) { return (double)next_bits() / 281474976710656.0; }
long lrand48(void) { return (long)(next_bits() >> 17); }
long mrand48(void) { return (int)(unsigned)(next_bits() >> 16); }
void srand48(long seed) {
  bits = (unsigned long long)((unsigned long)seed & 0xffffffffUL) << 16 | 0x330e;
}

void __ferry_keeps_random(void) {}
