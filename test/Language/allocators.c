// Memory that functions of the program hand out is what their callers take it for, through
// several levels: numbers that change their order and their width, pointers, structs with
// elements behind them arrive as what they are.
//
// RUN: %every-poll --work=%t --to=x86_64,s390x,i686,powerpc --min-polls=40 %s
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct node {
  long value;
  struct node *next;
  short kind;
};
struct text {
  int length;
  char bytes[];
};
struct row {
  short count;
  long cells[1];
};

static size_t allocated;

static void die(const char *what) {
  fprintf(stderr, "no memory for %s\n", what);
  exit(1);
}

static int count(int n) {
  int c = 0;
  for (int i = 0; i < n; i++)
    c++;
  return c;
}

void *xmalloc(size_t n) {
  void *p = malloc(n ? n : 1);
  if (!p)
    die("xmalloc");
  allocated += n > 0;
  return p;
}

static void *xcalloc(size_t n, size_t size) {
  size_t bytes = n * size;
  void *p = xmalloc(bytes);
  memset(p, 0, bytes);
  return p;
}

static void *zeroed(size_t n, const char *file, int line) {
  char *p = calloc(1, n);
  if (p == NULL)
    die(line ? file : "nothing");
  for (size_t i = 0; i < n; i++)
    p[i] = 0;
  return p;
}

void *xrealloc(void *p, size_t n) {
  if (n == 0) {
    free(p);
    return NULL;
  }
  p = p ? realloc(p, n) : xmalloc(n);
  if (p == NULL)
    die("xrealloc");
  return p;
}

static void *again(size_t n, int tries) {
  void *p = tries > 2 ? malloc(n) : NULL;
  if (!p)
    return again(n, tries * 3);
  return p;
}

static void *copied(const void *from, size_t n) {
  void *p = xmalloc(n);
  return p ? memcpy(p, from, n), p : NULL;
}

/* As programs were written before there was void. */
char *emalloc(n) unsigned n;
{
  char *p;
  if ((p = malloc(n)) == 0) {
    die("emalloc");
  }
  return p;
}

static inline void *two_ways(size_t n, int clear) {
  return clear ? calloc(n, 1) : xmalloc(n);
}

static char *xstrdup(const char *s) {
  char *p = xmalloc(strlen(s) + 1);
  strcpy(p, s);
  return p;
}

#define NEW(T) ((T *)xmalloc(sizeof(T)))
#define ZEROED(type, n) ((type *)zeroed(sizeof(type) * (n), __FILE__, __LINE__))

static struct node *list(int n) {
  struct node *first = NULL, *made, one = {0, NULL, 3};
  for (int i = 0; i < n; i++) {
    if (i % 4 == 0)
      made = NEW(struct node);
    else if (i % 4 == 1)
      made = (struct node *)emalloc((unsigned)sizeof(struct node) * count(1));
    else if (i % 4 == 2)
      made = two_ways(sizeof *made, i % 3);
    else
      made = copied(&one, sizeof one);
    made->value = -i - 70000L * count(1);
    made->next = first;
    made->kind = (short)(i * 257);
    first = made;
  }
  return first;
}

static long numbers(int n) {
  long *all = xcalloc((size_t)n, sizeof(long)), sum = 0;
  for (int i = 0; i < n; i++)
    all[i] += i * 100L + count(1);
  all = xrealloc(all, 2 * n * sizeof *all);
  for (int i = n; i < 2 * n; i++)
    all[i] = -all[i - n];
  void *memory = again(n * sizeof(short), 1);
  short *kinds = memory;
  for (int i = 0; i < n; i++)
    kinds[i] = (short)(300 * i + count(2));
  double *reals = ZEROED(double, (size_t)count(n));
  for (int i = 0; i < n; i++)
    reals[i] += kinds[i] / 2.0 + count(1);
  for (int i = 0; i < 2 * n; i++)
    sum += (i + 1) * all[i] + (long)(2 * reals[i % n]) + count(1);
  free(reals);
  free(kinds);
  all = xrealloc(all, 0);
  return sum + (all == NULL);
}

static void tails(const char *s) {
  struct text *t = xmalloc(sizeof *t + strlen(s) + 1);
  t->length = (int)strlen(s) + count(0);
  strcpy(t->bytes, s);
  struct row *row = xmalloc(sizeof(struct row) + (size_t)count(3) * sizeof(long));
  row->count = 4;
  for (int i = 0; i < 4; i++)
    row->cells[i] = -5L * i - count(1);
  t = xrealloc(t, sizeof *t + 2 * (size_t)t->length + 1);
  strcat(t->bytes, t->length > count(3) ? "..." : "");
  for (int i = 0; i < row->count; i++)
    printf("%ld ", row->cells[i] + count(1));
  printf("%d %s\n", t->length, t->bytes);
  free(row);
  free(t);
}

int main(void) {
  struct node *first = list(6);
  char *copy = xstrdup("copied");
  tails("some text");
  printf("%ld\n", numbers(5));
  for (struct node *at = first, *next; at; at = next) {
    printf("%ld %d %s\n", at->value + count(1), at->kind, copy);
    next = at->next;
    free(at);
  }
  printf("%d\n", (int)allocated);
  free(copy);
  return 0;
}
