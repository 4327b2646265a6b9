/* A program whose state is a list of small nodes, linked in shuffled order.
 *
 *     nodes [count]        default 2000000 */
#include <stdio.h>
#include <stdlib.h>

struct node {
  struct node *next;
  long key;
  int weight;
};

static double sum_of(const struct node *list) {
  double sum = 0;
  for (const struct node *n = list; n; n = n->next)
    sum += (double)n->weight * (n->key % 1000);
  return sum;
}

int main(int argc, char **argv) {
  long count = argc > 1 ? atol(argv[1]) : 2000000;
  struct node *heads[64] = {NULL}, *list = NULL;
  for (long i = 0; i < count; i++) {
    struct node *n = malloc(sizeof *n);
    if (!n)
      return 1;
    n->key = i;
    n->weight = (int)(i % 97);
    n->next = heads[i * 31 % 64];
    heads[i * 31 % 64] = n;
  }
  for (int i = 0; i < 64; i++)
    while (heads[i]) {
      struct node *n = heads[i];
      heads[i] = n->next;
      n->next = list;
      list = n;
    }
  /* Checkpoints are made here. */
  double sum = 0;
  for (int round = 0; round < 3; round++)
    sum += sum_of(list);
  printf("%.17g\n", sum);
  while (list) {
    struct node *next = list->next;
    free(list);
    list = next;
  }
  return 0;
}
