// Functions that hand out memory and could poll, before they allocate, in loops, through
// levels and in arguments: a size that was asked for must not move to a machine where it is
// another one.
//
// RUN: %every-poll --work=%t --to=x86_64,s390x,i686,powerpc --min-polls=100 %s
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
struct node { long v; struct node *next; short k; };
struct text { short length; long more; char bytes[]; };
struct tree { struct tree *l, *r; double weight; };
static int fails = 3;
static long spent;
static int work(int n) { int s = 0; for (int i = 0; i < n; i++) s += i & 1; return s; }
void *retry(size_t n) {
  void *p;
  for (;;) {
    spent += work(2);
    p = --fails > 0 ? NULL : malloc(n);
    if (p) { fails = 2; return p; }
    work(3);
  }
}
void *level2(size_t n, size_t m) {
  void *p = NULL;
  int tries = 0;
  while (!p) { tries += work(2); p = retry(n * m); }
  spent += tries;
  return p;
}
void *rec(size_t n, int depth) {
  void *p;
  if (work(depth & 3) > 100) return NULL;
  p = depth ? rec(n, 0) : level2(1, n);
  spent++;
  return p;
}
static void *zero(size_t n) {
  size_t i;
  char *p = retry(n);
  for (i = 0; i < n; i++) { p[i] = 0; if (i % 8 == 0) spent += work(1); }
  return p;
}
void *regrow(void *p, size_t n) { spent += work(1); p = realloc(p, n); spent += work(1); if (!p) abort(); return p; }
static struct tree *grow(int d) {
  if (!d) return NULL;
  struct tree *t = rec(sizeof *t * (size_t)(work(2) ? 1 : 1), d);
  t->weight = d + 0.5;
  t->l = grow(d - 1);
  t->r = work(d) ? NULL : grow(d - 1);
  return t;
}
static double sum(struct tree *t) { return t ? t->weight + sum(t->l) + 2 * sum(t->r) : 0; }
static long nested(void) {
  /* An allocation within an argument of another one, of another type. */
  long *n = level2(1, sizeof(long) * *(short *)memset(zero(4 * sizeof(short)), 0, 2) + 3 * sizeof(long));
  n[0] = -1; n[1] = 70000; n[2] = work(4);
  return n[0] + n[1] * n[2];
}
int main(void) {
  struct node *list = NULL;
  for (int i = 0; i < 3; i++) {
    struct node *n = level2(1, sizeof(struct node));
    n->v = -i - 90000; n->next = list; n->k = (short)(i * 259); list = n;
  }
  struct text *t = retry(sizeof(struct text) + 10);
  t->length = 9; t->more = -77; strcpy(t->bytes, "something");
  int *grown = regrow(NULL, (size_t)(2 + work(2)) * sizeof(int));
  for (int i = 0; i < 3; i++) grown[i] = i * 65537;
  grown = regrow(grown, 5 * sizeof(int));
  grown[3] = grown[4] = work(6);
  struct tree *tr = grow(4);
  double *d = zero(3 * sizeof(double));
  d[1] += work(3) / 4.0;
  printf("%ld %g %g\n", nested(), sum(tr), d[1]);
  for (struct node *n = list; n; n = n->next) printf("%ld %d ", n->v, n->k);
  for (int i = 0; i < 5; i++) printf("%d ", grown[i]);
  printf("%s %d %ld %ld\n", t->bytes, t->length, t->more, spent);
  return 0;
}
