// A directed graph with cycles and with edges from a node to itself: walked in depth to
// find its strongly connected components, in breadth for distances.
//
// RUN: %every-poll --work=%t --to=x86_64,s390x,i686,powerpc --most=100 --min-polls=100 %s
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

struct node;

struct edge {
  struct node *to;
  struct edge *next;
  float weight;
};

struct node {
  int name;
  struct edge *edges;
  unsigned index, low;
  int component;
  int distance;
  unsigned on_stack : 1;
  struct node *below; // on Tarjan's stack
};

struct graph {
  struct node **nodes;
  size_t count;
  struct node *stack;
  unsigned next_index;
  int components;
};

static void fail(const char *what) {
  printf("broken: %s\n", what);
  exit(1);
}

static void *zeroed(size_t count, size_t size) {
  void *p = calloc(count, size);
  if (!p)
    abort();
  return p;
}

static void connect(struct node *from, struct node *to, float weight) {
  struct edge *e = zeroed(1, sizeof *e);
  e->to = to;
  e->weight = weight;
  e->next = from->edges;
  from->edges = e;
}

static void visit(struct graph *g, struct node *n) {
  n->index = n->low = ++g->next_index;
  n->below = g->stack;
  n->on_stack = 1;
  g->stack = n;
  for (struct edge *e = n->edges; e; e = e->next) {
    if (!e->to->index) {
      visit(g, e->to);
      if (e->to->low < n->low)
        n->low = e->to->low;
    } else if (e->to->on_stack && e->to->index < n->low) {
      n->low = e->to->index;
    }
  }
  if (n->low != n->index)
    return;
  struct node *popped;
  do {
    popped = g->stack;
    g->stack = popped->below;
    popped->below = NULL;
    popped->on_stack = 0;
    popped->component = g->components;
  } while (popped != n);
  g->components++;
}

static void measure(struct graph *g, struct node *from) {
  struct node **queue = zeroed(g->count, sizeof *queue);
  struct node **head = queue, **tail = queue;
  for (size_t i = 0; i < g->count; i++)
    g->nodes[i]->distance = -1;
  from->distance = 0;
  *tail++ = from;
  while (head < tail) {
    struct node *n = *head++;
    for (const struct edge *e = n->edges; e; e = e->next)
      if (e->to->distance < 0) {
        e->to->distance = n->distance + 1;
        *tail++ = e->to;
      }
  }
  free(queue);
}

int main(void) {
  struct graph g = {.count = 24};
  g.nodes = zeroed(g.count, sizeof *g.nodes);
  for (size_t i = 0; i < g.count; i++) {
    g.nodes[i] = zeroed(1, sizeof **g.nodes);
    g.nodes[i]->name = (int)i;
  }
  uint32_t random = 7;
  for (int i = 0; i < 36; i++) {
    random = random * 1664525u + 1013904223u;
    connect(g.nodes[(random >> 24) % g.count], g.nodes[(random >> 16 & 255) % g.count],
            (float)i / 4);
  }
  connect(g.nodes[3], g.nodes[3], 1.5f);
  for (size_t i = 0; i < g.count; i++)
    if (!g.nodes[i]->index)
      visit(&g, g.nodes[i]);
  measure(&g, g.nodes[0]);

  // Components are numbered in the reverse order of the edges between them.
  double within = 0, between = 0;
  for (size_t i = 0; i < g.count; i++)
    for (const struct edge *e = g.nodes[i]->edges; e; e = e->next) {
      if (e->to->component > g.nodes[i]->component)
        fail("order of components");
      if (g.nodes[i]->distance >= 0 &&
          (e->to->distance < 0 || e->to->distance > g.nodes[i]->distance + 1))
        fail("distance");
      *(e->to->component == g.nodes[i]->component ? &within : &between) += e->weight;
    }
  if (g.stack)
    fail("stack");
  printf("%d components, %.2f within, %.2f between\n", g.components, within, between);
  for (size_t i = 0; i < g.count; i++) {
    struct node *n = g.nodes[i];
    printf("%d:%d/%d ", n->name, n->component, n->distance);
    for (struct edge *e = n->edges, *next; e; e = next) {
      next = e->next;
      free(e);
    }
  }
  printf("\n");
  for (size_t i = 0; i < g.count; i++)
    free(g.nodes[i]);
  free(g.nodes);
  return 0;
}
