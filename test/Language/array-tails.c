// Structs that end in an array, allocated with as many elements as are wanted: `a[]`,
// `a[0]`, `a[1]`; by sizeof, by offsetof, by a size that was computed before; grown and
// shrunk by realloc; with padding in front of the elements on some machines, and with
// elements that have another size there, that are pointers, or structs. Pointers to
// elements and behind the last one. Static ones with elements in their initialiser.
//
// RUN: %every-poll --work=%t --to=x86_64,s390x,i686,powerpc --min-polls=60 %s
// RUN: %every-poll --work=%t --to=x86_64,i686 --min-polls=60 --cc=clang --cflags=-O2 %s
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct text {
  double weight;
  int length;
  char bytes[]; /* in the padding, where a double is aligned to 8 */
};
struct numbers {
  unsigned char count;
  long values[];
};
struct node {
  struct node *parent;
  short children;
  struct node *child[0];
};
struct old {
  int count;
  struct pair {
    short key;
    long value;
  } pairs[1];
};
struct grid {
  int rows;
  int cells[][3];
};
static struct text greeting = {1.5, 5, {"hello"}};
static struct numbers powers = {4, {1, 10, 100, 1000}};
static const struct numbers primes = {3, {2, 3, 5}};

static int steps;
static void step(void) {
  int left = 1;
  while (left--)
    steps++;
}

static struct text *text(const char *from) {
  size_t length = strlen(from);
  struct text *t = malloc(sizeof *t + length + 1);
  t->weight = (double)length / 2;
  t->length = (int)length;
  memcpy(t->bytes, from, length + 1);
  step();
  return t;
}

static struct numbers *grow(struct numbers *n, int count) {
  int before = n ? n->count : 0;
  n = realloc(n, offsetof(struct numbers, values) + (size_t)count * sizeof(long));
  n->count = (unsigned char)count;
  for (int i = before; i < count; i++)
    n->values[i] = -1000 * i;
  step();
  return n;
}

static struct node *node(struct node *parent, int children, int depth) {
  struct node *n =
      calloc(1, sizeof(struct node) + (size_t)children * sizeof(struct node *));
  n->parent = parent;
  n->children = (short)children;
  step();
  for (int i = 0; i < children && depth; i++)
    n->child[i] = node(n, i, depth - 1);
  return n;
}

static int nodes(const struct node *n) {
  int sum = 1;
  step();
  for (int i = 0; i < n->children; i++)
    if (n->child[i])
      sum += nodes(n->child[i]) + (n->child[i]->parent == n);
  return sum;
}

static void drop(struct node *n) {
  for (int i = 0; i < n->children; i++)
    if (n->child[i])
      drop(n->child[i]);
  free(n);
}

int main(void) {
  struct text *lines[4];
  for (int i = 0; i < 4; i++)
    lines[i] = text("a line that is cut off at some place" + 9 * i);
  struct numbers *n = NULL;
  for (int i = 1; i < 6; i++)
    n = grow(n, i * i % 7);
  long *last = &n->values[n->count - 1], *end = n->values + n->count;

  struct old *o = malloc(sizeof(struct old) + 3 * sizeof(struct pair));
  o->count = 4;
  for (int i = 0; i < o->count; i++)
    o->pairs[i] = (struct pair){(short)(i - 2), 70000L * i};
  struct pair *third = o->pairs + 2;
  size_t size = offsetof(struct grid, cells) + 2 * sizeof(int[3]);
  struct grid *g = malloc(size);
  g->rows = 2;
  for (int i = 0; i < 6; i++)
    g->cells[i / 3][i % 3] = 1 << 5 * i;
  int(*row)[3] = &g->cells[1];
  struct node *root = node(NULL, 4, 3);
  char *word = strchr(greeting.bytes, 'l');
  const long *prime = &primes.values[1];
  struct numbers *least = malloc(sizeof(struct numbers));
  least->count = 0;

  for (int i = 0; i < 4; i++) {
    step();
    powers.values[i] *= -3;
    greeting.bytes[i] += 1;
    printf("%s %.1f %ld %ld %s\n", lines[i]->bytes, lines[i]->weight, n->values[i % 2],
           powers.values[3 - i], word);
    o->pairs[i].value -= 1;
  }
  printf("%ld %d %d %ld %d %d\n", *last, (int)(end - n->values), third->key,
         third->value, row[0][2], nodes(root));
  step();
  o = realloc(o, sizeof(struct old) - sizeof(struct pair) + 2 * sizeof(struct pair));
  printf("%ld %ld %d %ld %d %d\n", o->pairs[1].value, *prime, primes.count,
         (long)greeting.length, least->count, steps);
  drop(root);
  for (int i = 0; i < 4; i++)
    free(lines[i]);
  free(n);
  free(o);
  free(g);
  free(least);
  return 0;
}
