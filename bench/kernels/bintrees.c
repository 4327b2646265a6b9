/* Allocation of small objects in a tree, and its release. */
#include <stdio.h>
#include <stdlib.h>

struct tree {
  struct tree *left, *right;
};

static struct tree *grow(int depth) {
  struct tree *t = malloc(sizeof *t);
  if (!t)
    exit(1);
  t->left = depth ? grow(depth - 1) : NULL;
  t->right = depth ? grow(depth - 1) : NULL;
  return t;
}

static int count(const struct tree *t) {
  return t ? 1 + count(t->left) + count(t->right) : 0;
}

static void fell(struct tree *t) {
  if (t) {
    fell(t->left);
    fell(t->right);
    free(t);
  }
}

int main(int argc, char **argv) {
  int repetitions = argc > 1 ? atoi(argv[1]) : 300;
  long sum = 0;
  for (int i = 0; i < repetitions; i++) {
    struct tree *t = grow(10 + i % 6);
    sum += count(t);
    fell(t);
  }
  printf("%ld\n", sum);
  return 0;
}
