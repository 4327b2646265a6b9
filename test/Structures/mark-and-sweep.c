// Cells of a small Lisp that a collector frees when no root leads to them, cycles too: the
// roots are on a stack of the program's own, and hold addresses of its locals.
//
// RUN: %every-poll --work=%t --to=x86_64,s390x,i686,powerpc --most=100 --min-polls=100 %s
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

enum tag { NUMBER, PAIR };

struct cell {
  struct cell *next; // all that are allocated
  enum tag tag;
  bool marked;
  int number;
  struct cell *first, *rest;
};

struct heap {
  struct cell *all;
  unsigned count, limit, collections, freed;
  struct cell **roots[64]; // addresses of locals
  size_t root_count;
};

static void mark(struct cell *c) {
  while (c && !c->marked) {
    c->marked = true;
    if (c->tag != PAIR)
      return;
    mark(c->first);
    c = c->rest;
  }
}

static void collect(struct heap *h) {
  for (size_t i = 0; i < h->root_count; i++)
    mark(*h->roots[i]);
  for (struct cell **at = &h->all; *at;) {
    struct cell *c = *at;
    if (c->marked) {
      c->marked = false;
      at = &c->next;
      continue;
    }
    *at = c->next;
    free(c);
    h->count--;
    h->freed++;
  }
  h->collections++;
}

static void root(struct heap *h, struct cell **local) {
  if (h->root_count == sizeof h->roots / sizeof *h->roots)
    abort();
  h->roots[h->root_count++] = local;
}

static void unroot(struct heap *h, size_t count) { h->root_count -= count; }

static struct cell *allocate(struct heap *h, enum tag tag) {
  if (h->count >= h->limit) {
    collect(h);
    if (2 * h->count > h->limit)
      h->limit *= 2;
  }
  struct cell *c = calloc(1, sizeof *c);
  if (!c)
    abort();
  c->tag = tag;
  c->next = h->all;
  h->all = c;
  h->count++;
  return c;
}

static struct cell *number(struct heap *h, int value) {
  struct cell *c = allocate(h, NUMBER);
  c->number = value;
  return c;
}

static struct cell *pair(struct heap *h, struct cell *first, struct cell *rest) {
  root(h, &first);
  root(h, &rest);
  struct cell *c = allocate(h, PAIR);
  c->first = first;
  c->rest = rest;
  unroot(h, 2);
  return c;
}

static struct cell *range(struct heap *h, int from, int to) {
  struct cell *list = NULL;
  root(h, &list);
  for (int i = to; i > from; i--)
    list = pair(h, number(h, i - 1), list);
  unroot(h, 1);
  return list;
}

static struct cell *reversed_squares(struct heap *h, struct cell *list) {
  struct cell *result = NULL;
  root(h, &list);
  root(h, &result);
  for (; list; list = list->rest)
    result = pair(h, number(h, list->first->number * list->first->number), result);
  unroot(h, 2);
  return result;
}

static int sum(const struct cell *list) {
  return list ? list->first->number + sum(list->rest) : 0;
}

// A list that bites its tail: only a collector that marks can free it.
static struct cell *ring(struct heap *h, int count) {
  struct cell *list = range(h, 0, count), *last = list;
  while (last->rest)
    last = last->rest;
  last->rest = list;
  return list;
}

int main(void) {
  static struct heap h = {.limit = 16};
  struct cell *kept = NULL, *circle = NULL;
  root(&h, &kept);
  root(&h, &circle);
  for (int round = 0; round < 12; round++) {
    struct cell *squares = reversed_squares(&h, range(&h, round, round + 6));
    if (round % 3 == 0)
      kept = pair(&h, squares, kept);
    circle = ring(&h, 3 + round % 4);
    int turns = 0;
    for (struct cell *c = circle; turns < 10; c = c->rest)
      turns += 1 + c->first->number % 2;
    printf("round %d: %d, %d turns, %u live, %u freed in %u\n", round, sum(kept->first), turns,
           h.count, h.freed, h.collections);
  }
  collect(&h);
  printf("%u live", h.count);
  kept = circle = NULL;
  collect(&h);
  printf(", then %u, %u freed in %u\n", h.count, h.freed, h.collections);
  return h.count != 0;
}
