// Memory for one member of a union, reached through a pointer to the union.
//
// RUN: %every-poll --work=%t --to=x86_64,s390x,i686,powerpc --min-polls=8 --cflags="-O1 -Wno-array-bounds" %s
#include <stdio.h>
#include <stdlib.h>

struct head {
  int code;
  long weight;
};
struct leaf {
  struct head head;
  struct head *other;
};
union node {
  struct head head;
  struct leaf leaf;
};

static union node *make(int code) {
  union node *n = malloc(sizeof(struct head));
  n->head.code = code;
  n->head.weight = -code;
  return n;
}

static long weigh(union node *n, int times) {
  long w = 0;
  for (int i = 0; i < times; i++)
    w += n->head.weight * n->head.code;
  return w;
}

int main(void) {
  union node *a = make(3), *b = calloc(1, sizeof(struct leaf));
  b->leaf.head.weight = 7;
  b->leaf.other = &a->head;
  for (int i = 0; i < 3; i++) {
    b->leaf.other->code++;
    printf("%ld %ld\n", weigh(a, i), weigh(b, i) + b->leaf.other->code);
  }
  free(a);
  free(b);
  return 0;
}
