/* The plain program of handwritten-instrumented.c: recursion, loops, a struct and
 * an array whose addresses are taken, a heap list, globals, pointers to string
 * literals, into arrays and one past their end, and a call through a pointer. */
#include <stdio.h>
#include <stdlib.h>

struct node {
  struct node *next;
  long key;
  double weight;
  char tag[3];
};

struct box {
  short small;
  double wide;
  long long sum;
  struct node *head;
  const char *label;
  int *slot;
};

typedef int (*operation)(struct box *, int);

static long total = 7;
struct node *oldest;
static const char *names[3] = {"alpha", "beta", "gamma"};

static int push(struct box *b, int k) {
  struct node *n = malloc(sizeof *n);
  int steps = 0;
  n->next = b->head;
  n->key = k * 1000L + b->small;
  n->weight = k / 4.0;
  n->tag[0] = 'n';
  n->tag[1] = (char)('a' + k % 26);
  n->tag[2] = 0;
  b->head = n;
  if (!oldest)
    oldest = n;
  for (int i = 0; i < k % 4 + 1; i++) {
    steps += i + 1;
    b->sum += steps * 3000000000LL;
  }
  n->weight += steps;
  return steps;
}

static int walk(struct box *b, operation op, int depth) {
  int path[3] = {depth, depth * 2, depth * 3};
  int *end = path + 3;
  int got;
  if (depth <= 0)
    return op(b, depth + 5);
  b->slot = &path[depth % 3];
  got = walk(b, op, depth - 1) + walk(b, op, depth - 2);
  path[0] += got;
  b->slot = 0;
  for (int *p = path; p != end; p++)
    got += *p;
  return got;
}

int main(int argc, char **argv) {
  struct box box = {3, 0.5, 0, 0, 0, 0};
  operation op = push;
  int rounds = argc > 1 ? atoi(argv[1]) : 6;
  for (int round = 0; round < rounds; round++) {
    box.label = names[round % 3];
    box.small = (short)(box.small + round);
    total += walk(&box, op, round % 5);
    box.wide *= 1.5;
    printf("%d %s %ld %lld %g\n", round, box.label, total, box.sum, box.wide);
  }
  for (struct node *n = box.head; n; n = n->next) {
    printf("%ld %g %s\n", n->key, n->weight, n->tag);
    if (!n->next)
      printf("oldest %s\n", n == oldest ? "kept" : "lost");
  }
  while (box.head) {
    struct node *next = box.head->next;
    free(box.head);
    box.head = next;
  }
  return 0;
}
