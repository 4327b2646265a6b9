// Lists of arguments in memory that several units share: by typedefs and macros, in packed
// structs and in front of elements, behind pointers to functions, left over in statics.
//
// RUN: %every-poll --work=%t --to=x86_64,s390x,i686 --min-polls=30 %s %S/Inputs/variable-arguments-places-other.c
#include "Inputs/variable-arguments-places.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
static int spin(int n) { int s = 0; while (n-- > 0) s += n; return s; }
static int next(struct reader *r) { return r->left-- > 0 ? va_arg(r->ap, int) : -1; }
static int tight(int n, ...) {
  struct tight t = {0};
  t.more = 1000; t.bits = 17; t.after = -3; t.c = 'q';
  struct reader *r = malloc(sizeof *r);
  va_start(r->ap, n);
  r->left = n;
  r->tag = 'r';
  memcpy(&t.inner, r, sizeof *r);
  int s = next(r) + spin(1);
  struct reader copy = t.inner;
  s = s * 10 + next(&copy);
  s = s * 10 + next(&copy);
  spin(2);
  s = s * 10 + next(r);
  va_end(r->ap);
  free(r);
  t.inner = copy;
  return s + (int)t.more + (int)t.bits + t.after + t.c;
}
static int tail(const char *text, ...) {
  struct with_tail *w = malloc(sizeof *w + strlen(text) + 1);
  strcpy(w->text, text);
  va_start(w->ap, text);
  w->where = &w->ap;
  int s = 0;
  for (w->n = 0; w->text[w->n]; w->n++) {
    arguments_at at = w->where;
    s = s * 7 + (w->text[w->n] == 'i' ? va_arg(*at, int) : (int)va_arg(w->ap, double));
  }
  va_end(*w->where);
  w->where = NULL;
  free(w);
  return s;
}
static int left_over(int n, ...) {
  /* Nobody ends it. */
  static arguments forgotten;
  static many_arguments two;
  va_start(forgotten, n);
  va_start(two[1], n);
  arguments_at p = &two[1], *q = &p;
  return va_arg(forgotten, int) + va_arg(**q, int) * 2 + spin(n);
}
static int local_struct(const char *f, ...) {
  struct here { const char *f; va_list ap; struct { va_list deep; } in; } h = {.f = f}, *at = &h;
  va_start(at->ap, f);
  va_copy(h.in.deep, at->ap);
  int s = 0;
  for (; *h.f; h.f++)
    s = s * 3 + va_arg(at->in.deep, int) + va_arg(h.ap, int) * spin(3);
  va_end(h.in.deep);
  va_end(h.ap);
  return s;
}
struct node { struct node *next; va_list *list; int value; };
static int chain(struct node *up, int n, ...) {
  va_list ap;
  struct node here = {.next = up, .value = n};
  here.list = &ap;
  va_start(ap, n);
  int s = 0;
  if (n > 0)
    s = chain(&here, n - 1, n * 3, n * 5);
  for (struct node *at = &here; at && at->next != at; at = at->next)
    if (at->value % 2 == n % 2)
      s += va_arg(*at->list, int) + spin(1);
  va_end(ap);
  return s;
}
int main(void) {
  printf("%d\n", tight(3, 5, 6, 7));
  printf("%d\n", tail("idi", 4, 2.5, 9));
  printf("%d %d\n", left_over(2, 30, 40), spin(4));
  printf("%d %d\n", left_over(1, 31, 41), spin(4));
  printf("%d\n", local_struct("abc", 1, 2, 3));
  printf("%d\n", chain(NULL, 1, 100, 200, 300));
  struct reader r = {0};
  printf("%d\n", ops.say(&r, "iii", 5, 6, 7) * 10 + spin(r.left));
  printf("%d %d %d\n", other_start(2, 8, 9, 10), other_size() > 0, native_only(3));
  int (*say)(struct reader *, const char *, ...) = ops.say;
  printf("%d\n", say(&r, "ii", 50, 60));
  return 0;
}
