// Lists of arguments in memory: in structs that are handed down and copied, in structs on
// the heap, in globals and statics, on the heap by themselves and behind `void *`; read by
// functions that reach no poll.
//
// RUN: %every-poll --work=%t --to=x86_64,s390x,i686,powerpc,aarch64 --min-polls=100 --most=60 %s
// RUN: %every-poll --work=%t --to=x86_64 --cc=clang --most=20 --cflags=-O0 %s
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int spin(int n) { int s = 0; while (n-- > 0) s += n; return s; }

/* A formatted output loop with its state in a struct that is handed down. */
struct state {
  const char *format;
  char out[64];
  int used, width;
  va_list ap;
  struct state *outer;
};
static void put(struct state *s, char c) {
  if (s->used < 63)
    s->out[s->used++] = c;
}
static void number(struct state *s, long n) {
  char digits[24];
  int used = 0;
  unsigned long rest = n < 0 ? -(unsigned long)n : (unsigned long)n;
  do digits[used++] = (char)('0' + rest % 10); while (rest /= 10);
  if (n < 0)
    digits[used++] = '-';
  while (s->width-- > used)
    put(s, ' ');
  while (used)
    put(s, digits[--used]);
}
/* No loop: it reads the list and reaches no poll. */
static int next_int(struct state *s) { return va_arg(s->ap, int); }
static const char *next_text(struct state *s) { return va_arg(s->ap, const char *); }
static void one(struct state *s) {
  s->width = 0;
  while (*s->format >= '0' && *s->format <= '9')
    s->width = s->width * 10 + *s->format++ - '0';
  switch (*s->format++) {
  case '*': s->width = va_arg(s->ap, int); s->format++; number(s, next_int(s)); break;
  case 'd': number(s, next_int(s)); break;
  case 'l': number(s, va_arg(s->ap, long)); break;
  case 'L': number(s, (long)(va_arg(s->ap, int64_t) / 1000000)); break;
  case 'f': number(s, (long)(va_arg(s->ap, double) * 100)); break;
  case 's': for (const char *t = next_text(s); *t; t++) put(s, *t); break;
  case 'n': *va_arg(s->ap, int *) = s->used; break;
  default: put(s, '?'); break;
  }
}
static int run(struct state *s) {
  while (*s->format)
    if (*s->format == '%') {
      s->format++;
      one(s);
    } else {
      put(s, *s->format++);
    }
  s->out[s->used] = 0;
  return s->used;
}
static int say(const char *format, ...) {
  struct state s = {.format = format};
  va_start(s.ap, format);
  int n = run(&s);
  va_end(s.ap);
  printf("%d:%s\n", n, s.out);
  return n;
}
/* From a va_list, in a state on the heap; one state in another. */
static int vsay(struct state *outer, const char *format, va_list ap) {
  struct state *s = malloc(sizeof *s);
  memset(s, 0, sizeof *s);
  s->format = format;
  s->outer = outer;
  va_copy(s->ap, ap);
  int n = run(s);
  if (outer)
    n = n * 100 + next_int(outer) + spin(2);
  va_end(s->ap);
  printf("%d:%s\n", n, s->out);
  free(s);
  return n;
}
static int twice(const char *format, ...) {
  struct state s = {.format = "<%d>"};
  va_list ap;
  va_start(ap, format);
  va_start(s.ap, format);
  int n = vsay(&s, format, ap);
  n += run(&s);
  va_end(s.ap);
  va_end(ap);
  printf("%d:%s\n", n, s.out);
  return n;
}

/* Statics and globals. */
va_list shared;
static va_list *leads;
static struct { int depth; va_list lists[3]; va_list *at; } stack;
static int from_shared(void) { return va_arg(shared, int) + spin(1); }
static double from_leads(int n) { return n ? va_arg(*leads, double) : 0; }
static void fill(int n, ...) {
  va_start(shared, n);
  va_list own;
  va_start(own, n);
  leads = &own;
  int a = from_shared();
  int skipped = va_arg(*leads, int);
  int b = va_arg(shared, int) != 7;
  double d = va_arg(shared, double);
  spin(2);
  (void)va_arg(own, int);
  double e = from_leads(1);
  printf("%d %d %d %g %g\n", a, skipped, b, d, e);
  leads = 0;
  va_end(own);
  va_end(shared);
}
static int deep(int n, ...) {
  static va_list kept;
  int s = 0;
  va_start(stack.lists[stack.depth], n);
  stack.at = &stack.lists[stack.depth];
  stack.depth++;
  if (n)
    s = deep(n - 1, n + 10, n * 2.0);
  else {
    va_copy(kept, *stack.at);
    s = va_arg(kept, int);
    va_end(kept);
  }
  stack.depth--;
  va_list *at = &stack.lists[stack.depth];
  s = s * 10 + va_arg(*at, int);
  spin(2);
  s += (int)va_arg(*at, double);
  va_end(*at);
  return s;
}

/* Lists on the heap, by themselves and through void *. */
static int call(int (*f)(void *), void *with) { spin(1); return f(with); }
static int read_one(void *p) { va_list *ap = p; return va_arg(*ap, int); }
static int heap(int n, ...) {
  va_list *lists = malloc(2 * sizeof(va_list)), **table = calloc(2, sizeof *table);
  int s = 0;
  va_start(lists[0], n);
  va_copy(lists[1], lists[0]);
  table[0] = &lists[0];
  table[1] = lists + 1;
  for (int i = 0; i < n; i++) {
    s = s * 3 + va_arg(*table[i % 2], int);
    s = s * 3 + call(read_one, table[(i + 1) % 2]);
  }
  va_end(lists[0]);
  va_end(*table[1]);
  free(table);
  free(lists);
  return s;
}
/* A struct with a list by value, assigned, in arrays. */
struct pair { va_list list; int n; };
static int take(struct pair p) {
  int s = p.n;
  while (p.n-- > 0)
    s = s * 2 + va_arg(p.list, int);
  return s;
}
static struct pair same(struct pair p) { spin(2); return p; }
static int pairs(int n, ...) {
  struct pair two[2], copy;
  va_start(two[0].list, n);
  two[0].n = n;
  two[1] = two[0];
  int s = va_arg(two[1].list, int);
  two[1].n--;
  s += take(two[1]);
  copy = same(two[0]);
  s = s * 10 + take(copy);
  s = s * 10 + vprintf("%d %d\n", two[0].list);
  va_end(two[0].list);
  return s;
}
int main(void) {
  int at = 0;
  say("a%d,%5d %s %l %f%n|%*d", 1, -42, "text", -70000L, 2.25, &at, 6, 7);
  printf("%d\n", at);
  say("%L %%", INT64_C(-5000000000));
  printf("%d\n", twice("%d-%d", 8, 9, 10));
  fill(2, 5, 7, 0.5);
  fill(3, 5, 8, 1.5);
  printf("%d %d\n", deep(2, 5, 3.0), heap(3, 1, 2, 3, 4));
  printf("%d\n", pairs(2, 21, 34));
  return 0;
}
