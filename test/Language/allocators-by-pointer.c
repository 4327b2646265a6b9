// Memory that comes through pointers: to malloc and its like, to functions of the program, in
// tables and structs, passed on by other functions, through macros, in functions that poll.
//
// RUN: %every-poll --work=%t --to=x86_64,s390x,i686,powerpc --min-polls=50 %s
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct hooks {
  void *(*get)(size_t);
  void (*put)(void *);
  void *(*more)(void *, size_t);
  void *(*zero)(size_t, size_t);
};
static struct hooks library = {malloc, free, realloc, calloc};

struct node {
  long value;
  struct node *next;
  short kind;
};
struct text {
  short length;
  long more;
  char bytes[];
};
#define NEW(h, type) ((type *)(h)->get(sizeof(type)))

static long asked;

static int work(int n) {
  int odd = 0;
  for (int i = 0; i < n; i++)
    odd += i & 1;
  return odd;
}

static void *counted(size_t n) {
  asked += n > 0;
  return malloc(n);
}

static void *checked(const struct hooks *h, size_t n) {
  void *p = h->get(n);
  if (!p)
    abort();
  return p;
}

void *grown(struct hooks *h, void *old, size_t n) {
  asked += work(2);
  return (*h->more)(old, n);
}

// Of the same signature for Ferry, but no allocator; and it polls.
static struct node *nth(size_t n) {
  static struct node nodes[3];
  nodes[n].value = work(4) + (long)n;
  return &nodes[n];
}
static struct node *(*const nths[])(size_t) = {nth};

int main(void) {
  struct hooks own = library, *both[2] = {&library, &own};
  struct node *list = NULL;
  own.get = counted;
  for (int i = 0; i < 6; i++) {
    struct node *made = i & 1 ? checked(both[i & 1], sizeof *made) : NEW(both[i >> 1 & 1], struct node);
    made->value = -i - 90000L + nths[0]((size_t)i % 3)->value;
    made->next = list;
    made->kind = (short)(i * 259);
    list = made;
  }
  struct text *t = own.get(sizeof(struct text) + 10);
  t->length = 9;
  t->more = -77;
  strcpy(t->bytes, "something");
  int *numbers = library.more(NULL, 2 * sizeof(int));
  numbers[0] = 1;
  numbers[1] = 65537;
  numbers = (int *)grown(&own, numbers, 5 * sizeof(int));
  for (int i = 2; i < 5; i++)
    numbers[i] = i * 65537 + work(3);
  double *halves = library.zero(3, sizeof(double));
  halves[1] = work(6) / 4.0;
  char *letters = (own.get != malloc ? library.get : NULL)(4);
  strcpy(letters, "abc");
  for (struct node *n = list; n; n = n->next)
    printf("%ld %d ", n->value, n->kind + work(1));
  for (int i = 0; i < 5; i++)
    printf("%d ", numbers[i]);
  printf("%s %d %ld %g %s %ld\n", t->bytes, t->length, t->more, halves[1], letters, asked);
  while (list) {
    struct node *next = list->next;
    (asked & 1 ? own.put : library.put)(list);
    list = next;
  }
  return 0;
}
