// A skip list, whose nodes end in as many links as they have levels: captured within
// searches, insertions and removals that remember the links to change in an array.
//
// RUN: %every-poll --work=%t --to=x86_64,s390x,i686,powerpc --most=100 --min-polls=100 %s
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#define LEVELS 6

struct node {
  long key;
  short value;
  int levels;
  struct node *next[];
};

struct list {
  struct node *first[LEVELS];
  size_t count;
  uint32_t random;
};

static void fail(const char *what) {
  printf("broken: %s\n", what);
  exit(1);
}

static uint32_t draw(struct list *l) {
  l->random = l->random * 1664525u + 1013904223u;
  return l->random >> 16;
}

// The links that lead to the first node whose key is not less, per level.
static struct node *find(struct list *l, long key, struct node **links[LEVELS]) {
  struct node **from = l->first;
  for (int level = LEVELS - 1; level >= 0; level--) {
    while (from[level] && from[level]->key < key)
      from = from[level]->next;
    links[level] = &from[level];
  }
  struct node *n = *links[0];
  return n && n->key == key ? n : NULL;
}

static int insert(struct list *l, long key, short value) {
  struct node **links[LEVELS];
  struct node *n = find(l, key, links);
  if (n) {
    n->value = value;
    return 0;
  }
  int levels = 1;
  while (levels < LEVELS && draw(l) % 3 == 0)
    levels++;
  n = malloc(sizeof *n + (size_t)levels * sizeof n->next[0]);
  if (!n)
    abort();
  n->key = key;
  n->value = value;
  n->levels = levels;
  for (int level = 0; level < levels; level++) {
    n->next[level] = *links[level];
    *links[level] = n;
  }
  l->count++;
  return 1;
}

static int erase(struct list *l, long key) {
  struct node **links[LEVELS];
  struct node *n = find(l, key, links);
  if (!n)
    return 0;
  for (int level = 0; level < n->levels; level++)
    *links[level] = n->next[level];
  free(n);
  l->count--;
  return 1;
}

static void check(const struct list *l) {
  size_t expected = 0;
  for (int level = LEVELS - 1; level >= 0; level--) {
    size_t count = 0;
    const struct node *last = NULL;
    for (const struct node *n = l->first[level]; n; n = n->next[level]) {
      if (n->levels <= level)
        fail("level");
      if (last && last->key >= n->key)
        fail("order");
      last = n;
      count++;
    }
    if (count < expected)
      fail("fewer nodes below");
    expected = count;
  }
  if (expected != l->count)
    fail("count");
}

int main(void) {
  struct list l = {.random = 4711};
  int inserted = 0, erased = 0;
  for (int i = 0; i < 70; i++) {
    long key = (long)(draw(&l) % 64) - 32;
    if (i % 3 == 2)
      erased += erase(&l, key);
    else
      inserted += insert(&l, key, (short)(i * 100 - 3000));
    if (i % 10 == 9)
      check(&l);
  }
  printf("%d inserted, %d erased, %zu left\n", inserted, erased, l.count);
  for (const struct node *n = l.first[0]; n; n = n->next[0])
    printf("%ld:%d/%d ", n->key, n->value, n->levels);
  printf("\n");
  while (l.first[0])
    erase(&l, l.first[0]->key);
  check(&l);
  return 0;
}
