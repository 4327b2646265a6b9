// Vectors of GNU C: locals, parameters, results in expressions, members, statics and
// the heap; elements assigned one by one; wider than frame records are aligned. What
// stands where a vector may must be aligned for it after each move.
//
// RUN: %every-poll --work=%t --to=x86_64,s390x,i686,powerpc --min-polls=40 --cflags="-O1 -Wno-psabi" %s
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

typedef float four __attribute__((vector_size(16)));
typedef int32_t eight __attribute__((vector_size(32)));
typedef int16_t small __attribute__((vector_size(8)));

struct body {
  char name;
  four at, speed;
  struct body *next;
};

static four origin = {1, 2, 3, 4};
static small shorts[3];
static eight sums;

static int bad(const void *place, size_t alignment) {
  return (uintptr_t)place % alignment != 0;
}

static four step(four at, four speed, int times) {
  for (int i = 0; i < times; i++)
    at += speed * 0.5f;
  return at;
}

static eight spread(int from) {
  eight v;
  for (int i = 0; i < 8; i++)
    v[i] = from + i;
  return v;
}

static int total(eight v) {
  int sum = 0;
  for (int i = 0; i < 8; i++)
    sum = sum * 3 + v[i];
  return sum;
}

static small each(small v, int16_t by) {
  small w = v;
  for (int i = 0; i < 4; i++)
    w[i] = (int16_t)(w[i] * by + i);
  return w & (w > v);
}

static void show(const char *what, four v) {
  printf("%s %g %g %g %g\n", what, v[0], v[1], v[2], v[3]);
}

int main(void) {
  struct body *first = NULL;
  const four half = {0.5f, 0.25f};
  int misplaced = bad(&half, _Alignof(four)) + bad(&origin, _Alignof(four));
  for (int i = 0; i < 3; i++) {
    struct body *b = malloc(sizeof *b);
    misplaced += bad(&b->at, _Alignof(four));
    *b = (struct body){(char)('a' + i), step(origin, half, i), {(float)i}, first};
    first = b;
  }
  for (struct body *b = first; b; b = b->next) {
    b->at = step(b->at, b->speed, 2) + step(b->speed, half, 1);
    misplaced += bad(&b->speed, _Alignof(four));
    show(b->name == 'a' ? "a" : "other", b->at - origin);
  }
  float *third = (float *)&first->at + 2;
  *third += (float)total(spread(1) + spread(2) * 2);
  sums = spread(total(spread(3))) ^ spread(4);
  printf("%d %g\n", total(sums), *third);
  for (int i = 0; i < 3; i++)
    shorts[i] = each((small){1, 2, (int16_t)i, -4}, (int16_t)(i + 2));
  small s = each(shorts[0], 2) + shorts[1] * each(shorts[2], -1);
  printf("%d %d %d %d\n", s[0], s[1], s[2], s[3]);
  printf("misplaced %d\n", misplaced);
  return 0;
}
