// Functions with variable arguments: lists in progress, copied, started again, in arrays,
// passed down by value and by address, handed on through function pointers; arguments of
// every kind, of types that other machines have another name for; calls without any.
//
// RUN: %every-poll --work=%t --to=x86_64,s390x,i686,powerpc,aarch64 --min-polls=100 --most=60 %s
// RUN: %every-poll --work=%t --to=x86_64 --cc=clang --most=20 --cflags=-O0 %s
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <stddef.h>
struct pair { int left; double right; };
struct node { const char *name; struct node *next; };
enum colour { RED, GREEN = 70000, BLUE = -1 };
static int spin(int n) { int s = 0; while (n-- > 0) s += n; return s; }

static int sum(int n, ...) {
  int s = 0;
  va_list ap;
  va_start(ap, n);
  while (n-- > 0)
    s += va_arg(ap, int);
  va_end(ap);
  return s;
}
/* The list in progress at a poll, and passed down by value and by address. */
static int64_t rest(int n, va_list ap) {
  int64_t s = 0;
  for (int i = 0; i < n; i++)
    s = s * 3 + va_arg(ap, long);
  return s;
}
static int64_t first(va_list *ap) {
  spin(2);
  int64_t v = va_arg(*ap, int64_t);
  return v + spin(3);
}
static int64_t mixed(int n, ...) {
  va_list ap, again;
  va_start(ap, n);
  va_copy(again, ap);
  int64_t s = first(&ap);
  s += first(&ap) % 1000;
  spin(1);
  s += va_arg(again, int64_t) % 1000;
  s += va_arg(again, int64_t) % 1000;
  s += rest(n, ap);
  s = s * 7 + rest(n, again);
  va_end(again);
  va_end(ap);
  return s;
}
static void describe(const char *kinds, ...) {
  va_list ap;
  va_start(ap, kinds);
  for (; *kinds; kinds++)
    switch (*kinds) {
    case 'i': printf("i%d ", va_arg(ap, int)); break;
    case 'u': printf("u%u ", va_arg(ap, unsigned)); break;
    case 'l': printf("l%ld ", va_arg(ap, long)); break;
    case 'L': printf("L%lld ", va_arg(ap, long long)); break;
    case 'z': printf("z%zu ", va_arg(ap, size_t)); break;
    case 't': printf("t%td ", va_arg(ap, ptrdiff_t)); break;
    case '6': printf("6%lld ", (long long)va_arg(ap, int64_t)); break;
    case 'd': printf("d%g ", va_arg(ap, double)); break;
    case 'D': printf("D%g ", (double)va_arg(ap, long double)); break;
    case 's': printf("s%s ", va_arg(ap, const char *)); break;
    case 'c': printf("c%c ", va_arg(ap, int)); break;
    case 'e': printf("e%d ", (int)va_arg(ap, enum colour)); break;
    case 'f': printf("f%d ", va_arg(ap, int (*)(int))(5)); break;
    case 'p': { struct pair p = va_arg(ap, struct pair); printf("p%d,%g ", p.left, p.right); break; }
    case 'P': printf("P%g ", va_arg(ap, struct pair).right); break;
    case 'n': { struct node *n = va_arg(ap, struct node *); while (n) { printf("n%s ", n->name); n = n->next; } break; }
    case 'v': printf("v%d ", *(int *)va_arg(ap, void *)); break;
    case 'x': { double _Complex x = va_arg(ap, double _Complex); printf("x%g,%g ", __real__ x, __imag__ x); break; }
    case '0': printf("0%d ", va_arg(ap, char *) == NULL); break;
    }
  va_end(ap);
  printf("\n");
}
static int twice(int n) { return 2 * n + spin(2); }
static int counter;
static int next_value(void) { spin(2); return ++counter; }
static void nothing(const char *none, ...) { spin(3); printf("%s\n", none); }
/* Recursion: lists of several frames at a time. */
static int deep(int level, ...) {
  va_list ap;
  va_start(ap, level);
  int a = va_arg(ap, int);
  int below = level > 0 ? deep(level - 1, a + 1, (double)a) : spin(a);
  double d = va_arg(ap, double);
  va_end(ap);
  return below * 3 + a + (int)d;
}
/* Restarted, and used after another function has looked at a copy. */
static int restart(int n, ...) {
  va_list ap;
  int s = 0;
  for (int round = 0; round < 3; round++) {
    va_start(ap, n);
    for (int i = 0; i < n; i++)
      s = s * 2 + va_arg(ap, int) + round;
    va_end(ap);
  }
  return s;
}
struct visitor { int (*visit)(int, ...); void (*log)(const char *, va_list); };
static int through(int n, ...) { va_list ap; va_start(ap, n); int s = 0; while (n-- > 0) s = s * 5 + va_arg(ap, int) + spin(1); va_end(ap); return s; }
static void log_list(const char *format, va_list ap) {
  spin(2);
  while (*format == 'i') { printf("<%d>", va_arg(ap, int)); format++; }
  printf("\n");
}
static void indirect(struct visitor *v, const char *format, ...) {
  va_list ap;
  va_start(ap, format);
  printf("%d ", v->visit(2, 4, next_value()));
  int skipped = va_arg(ap, int);
  printf("skipped %d ", skipped);
  v->log(format, ap);
  va_end(ap);
  printf("%d\n", v->visit(0));
}
static int arrays(int n, ...) {
  va_list lists[2], *at = &lists[0];
  va_start(lists[0], n);
  va_copy(lists[1], *at);
  int s = 0;
  for (int i = 0; i < 2 * n; i++) {
    s = s * 3 + va_arg(*at, int);
    s = s * 3 + (int)first(at);
    at = &lists[(i + 1) % 2];
  }
  va_end(lists[0]); va_end(lists[1]);
  return s;
}
int main(void) {
  struct node b = {"b", NULL}, a = {"a", &b};
  struct pair pair = {3, 4.5};
  int values[3] = {7, 8, 9};
  char small = 'q'; short medium = -5; float half = 0.5f; unsigned char byte = 200; _Bool yes = 1;
  printf("%d %d %d\n", sum(3, 1, 2, 3), sum(0), sum(5, small, medium, byte, yes, next_value()));
  printf("%lld\n", (long long)mixed(3, (int64_t)5000000000, (int64_t)-6000000000, 1L, -2L, 3L));
  describe("iulLzt6dDsc", -1, 4000000000u, -100000L, 5000000000LL, sizeof(char[10]), &values[2] - &values[0], (int64_t)-7000000000, 0.25, 0.125L, "text", 'c');
  describe("efpPnvx0", GREEN, twice, pair, pair, &a, &values[1], 1.5 + 2.5i, (char *)NULL);
  describe("cidd", small, medium, half, (double)half * next_value());
  int two = next_value();
  describe("ini", two + next_value(), two > 3 ? &a : &b, spin(3) + two);
  printf("%d\n", arrays(2, 1, (int64_t)2, 3, (int64_t)4, 5, (int64_t)6));
  nothing("nothing"); nothing("one", 1);
  printf("%d %d\n", deep(4, 1, 2.5), restart(4, 1, 2, 3, 4));
  struct visitor v = {through, log_list};
  indirect(&v, "iii", 1, 2, 3, 4);
  printf("%d\n", counter);
  return sum(2, sum(2, 1, 2), sum(1, 9)) - 12;
}
