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
 * Not here, and refused: initstate and setstate, which lend memory of the program to the
 * generator.
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
unsigned short *seed48(unsigned short seed[3]) WEAK;
void lcong48(unsigned short parameters[7]) WEAK;
double erand48(unsigned short state[3]) WEAK;
long nrand48(unsigned short state[3]) WEAK;
long jrand48(unsigned short state[3]) WEAK;

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

/* bits -> bits * factor + summand, modulo 2 to the 48th. */
#define FACTOR 0x5deece66dULL
#define SUMMAND 0xb
static unsigned long long bits, factor = FACTOR, summand = SUMMAND;

static unsigned long long after(unsigned long long x) {
  return (x * factor + summand) & 0xffffffffffffULL;
}

static unsigned long long next_bits(void) { return bits = after(bits); }

/* Three numbers of 16 bits, the lowest first. */
static unsigned long long joined(const unsigned short *of) {
  return (unsigned long long)of[2] << 32 | (unsigned long long)of[1] << 16 | of[0];
}

static void split(unsigned short *to, unsigned long long x) {
  for (int number = 0; number < 3; number++)
    to[number] = (unsigned short)(x >> 16 * number);
}

static unsigned long long next_of(unsigned short *state) {
  unsigned long long x = after(joined(state));
  split(state, x);
  return x;
}

static double as_double(unsigned long long x) { return (double)x / 281474976710656.0; }
static long as_positive(unsigned long long x) { return (long)(x >> 17); }
static long as_signed(unsigned long long x) { return (int)(unsigned)(x >> 16); }

double drand48(void) { return as_double(next_bits()); }
long lrand48(void) { return as_positive(next_bits()); }
long mrand48(void) { return as_signed(next_bits()); }
double erand48(unsigned short of[3]) { return as_double(next_of(of)); }
long nrand48(unsigned short of[3]) { return as_positive(next_of(of)); }
long jrand48(unsigned short of[3]) { return as_signed(next_of(of)); }

static void restart(unsigned long long x) {
  bits = x;
  factor = FACTOR;
  summand = SUMMAND;
}

void srand48(long seed) {
  restart((unsigned long long)((unsigned long)seed & 0xffffffffUL) << 16 | 0x330e);
}

unsigned short *seed48(unsigned short seed[3]) {
  static unsigned short before[3];
  split(before, bits); /* first: as in glibc, seed48(before) changes no state */
  restart(joined(seed));
  return before;
}

void lcong48(unsigned short parameters[7]) {
  bits = joined(parameters);
  factor = joined(parameters + 3);
  summand = parameters[6];
}

void __ferry_keeps_random(void) {}
