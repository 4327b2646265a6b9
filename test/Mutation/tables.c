// Each part of a type's descriptor, each line of a unit's tables: leaving out one
// is noticed. The move goes to an ABI with another byte order and, if there, to
// one with other sizes: between equal ones values are copied as they are.
//
// MUTATION-EQUIVALENT: flags of variable tables\.c:(work\.seed|stop): nothing leads to them, so to say that something might makes them one more that pointers are told from
// MUTATION-EQUIVALENT: element of type p:(struct point|p:char|struct node|char): where a pointer leads is told by its address; what it points to decides only where an array ends and something else starts, as for p:short
// REQUIRES: s390x, i686
// RUN: %mutation --work=%t --to=i686,s390x --later=1 --part=tables %s
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum state { idle = 3, busy = 500 };
struct point {
  short x;
  long y;
};
struct node {
  const char *name;
  struct node *next;
  struct point at[2];
  double weight;
  int (*compare)(const char *, const char *);
  enum state state;
  unsigned mark : 5;
  int turn : 9;
};

/* On i686 the end of cells is the start of mean; elsewhere it is not. */
static struct {
  short cells[2];
  double mean;
} edge = {{5, 6}, 0.5};
static short *stop = &edge.cells[1];

static struct node first = {"first", &first, {{1, 2}, {3, 4}}, 0.25, strcmp, busy, 7, -100};
int counters[3] = {1, 2, 3};
const struct point fixed = {300, 70000};
static const struct point others[3] = {{1, 2}, {-7, 8}, {3, 4}};
const struct point *chosen = &fixed;
static const char *const words[] = {"zero", "one", "two"};

static unsigned work(struct node *list, const char *const *word) {
  static unsigned long seed = 77;
  unsigned sum = 0;
  for (short *p = edge.cells; p < stop; p++)
    edge.mean += (*p += 3);
  for (struct node *n = list; n; n = n == &first ? 0 : n->next) {
    counters[sum % 3] += (int)n->weight + n->state + n->mark++ + n->turn--;
    n->at[1].x += (short)counters[1];
    n->at[0].y -= n->at[1].x;
    seed = (seed * 5 + (n->at[0].y & 1023)) % 1000003;
    sum += (unsigned)seed + (n->compare(n->name, *word) < 0);
    n->weight += 0.75 + (double)chosen->x;
  }
  return sum;
}

int main(void) {
  const char *const *word = words + 1;
  struct node *list = &first;
  for (int i = 0; i < 4; i++) {
    struct node *n = malloc(sizeof *n);
    *n = first;
    n->name = i < 3 ? words[i] : "even";
    n->next = list;
    list = n;
  }
  stop++;
  for (int i = 0; i < 2; i++) {
    chosen = i ? &fixed : &others[1];
    printf("%u %s\n", work(list, word++), list->name);
  }
  for (struct node *n = list; n != &first; n = n->next)
    printf("%s %d %ld %d %g %d\n", n->name, n->at[0].x, n->at[0].y, n->at[1].x,
           n->weight, n->state);
  printf("%d %d %d %ld %g %g\n", counters[0], counters[1], counters[2], chosen->y,
         first.weight, edge.mean);
  return 0;
}
