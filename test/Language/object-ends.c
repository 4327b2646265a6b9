// Pointers to the ends of single objects, of every size and as bytes, live at
// polls beside objects that might start there.
//
// RUN: %every-poll --work=%t --to=x86_64,s390x,i686,aarch64 --min-polls=30 %s
#include <stdio.h>
#include <string.h>

struct vector {
  double x, y, z, w;
};
struct wide {
  double weight;
  struct vector rows[4];
};

static unsigned hash(const void *start, int size) {
  const unsigned char *at = start, *end = at + size;
  unsigned h = 2166136261u;
  while (at < end)
    h = (h ^ *at++) * 16777619u;
  // The end outlives the loop.
  for (int i = 0; i < 1; i++)
    h += (unsigned)(end - at) + (unsigned)(end - (const unsigned char *)start);
  return h;
}

static int sum(const int *numbers, int count) {
  const int *end = numbers + count;
  int total = 0;
  while (numbers != end)
    total += *numbers++;
  return total;
}

static double length(const struct vector *from, const struct vector *to) {
  double total = 0;
  for (; from != to; from++)
    total += from->x * from->w + from->y * from->z;
  return total;
}

static int exchange(int *a, int *b, char *c, short d) {
  for (int i = 0; i < 1; i++) {
    int old = *a;
    *a = *b;
    *b = old + *c + d;
  }
  return *a;
}

static int parameters(int first, char second, int third, struct vector fourth) {
  int total = exchange(&first, &third, &second, 1);
  total += sum(&first, 1) + sum(&third, 1);
  total += (int)length(&fourth, &fourth + 1);
  return total + first + third;
}

static int left = 5, right = 7;
static char between = 'b';
struct vector east = {1, 2, 3, 4}, west = {5, 6, 7, 8};
int counts[2] = {3, 4}, after = 9;
// Beside string literals, of which one stands behind the last of these.
struct label {
  char text[16];
};
static const struct label labels = {"fifteen letters"}, others = {"another fifteen"};

int main(void) {
  int a = 1, b = 2;
  char c = 'c';
  struct vector v = {1, 2, 3, 4}, u = {4, 3, 2, 1};
  struct wide w;
  memset(&w, 0, sizeof w);
  w.rows[3].x = w.rows[3].w = 2;
  int result = exchange(&a, &b, &c, 3);
  result += sum(&a, 1) * 3 + sum(&b, 1) + sum(&left, 1) + sum(&right, 1);
  result += sum(counts, 2) + sum(&after, 1);
  double far = length(&v, &v + 1) + length(&u, &u + 1) + length(&east, &east + 1) +
               length(&west, &west + 1) + length(w.rows, w.rows + 4);
  // Bytes that are the same on every machine.
  unsigned h = hash(&c, 1) + hash(&between, 1);
  char text[3] = "xyz", more[5] = "abcde";
  h += hash(text, sizeof text) + hash(more, sizeof more);
  h += hash(&labels, sizeof labels) + hash(&others, sizeof others);
  const char *volatile name = h % 2 ? "odd" : "even";
  result += parameters(a, c, b, v) + name[0];
  printf("%d %.1f %u %d %d\n", result, far, h, a, b);
  return 0;
}
