// More kinds of arguments and ways of lists: structs, vectors, unions, what is promoted,
// calls within calls, lists of lists, a user's name for va_list, tables of functions.
//
// RUN: %every-poll --work=%t --to=x86_64,s390x,i686,powerpc,aarch64 --min-polls=150 --most=60 --cflags=-Wno-psabi %s
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <wchar.h>
#include <inttypes.h>
#include <stdbool.h>
static int spin(int n) { int s = 0; while (n-- > 0) s += n; return s; }
typedef va_list args;               /* the user's name */
typedef struct { int a[40]; double d; } big;
typedef int vec __attribute__((vector_size(16)));
struct empty_like { char c; };
union num { int i; unsigned u; };
/* 1. an interpreter of formats with recursion, list passed by pointer down levels */
static void fmt(char *out, size_t room, const char *f, va_list *ap, int depth) {
  size_t n = strlen(out);
  for (; *f; f++) {
    spin(1);
    if (*f != '%') { if (n + 1 < room) { out[n++] = *f; out[n] = 0; } continue; }
    switch (*++f) {
    case 'd': n += snprintf(out + n, room - n, "%d", va_arg(*ap, int)); break;
    case 's': n += snprintf(out + n, room - n, "%s", va_arg(*ap, char *)); break;
    case 'g': n += snprintf(out + n, room - n, "%g", va_arg(*ap, double)); break;
    case '(': { const char *inner = va_arg(*ap, const char *); fmt(out, room, inner, ap, depth + 1); n = strlen(out); break; }
    case 'B': { big b = va_arg(*ap, big); n += snprintf(out + n, room - n, "[%d %g]", b.a[39], b.d); break; }
    case 'v': { vec v = va_arg(*ap, vec); n += snprintf(out + n, room - n, "<%d %d>", v[0], v[3]); break; }
    case 'c': n += snprintf(out + n, room - n, "%c", va_arg(*ap, struct empty_like).c); break;
    case 'u': n += snprintf(out + n, room - n, "%d", va_arg(*ap, union num).i); break;
    case 'b': n += snprintf(out + n, room - n, "%d", va_arg(*ap, int) ? 1 : 0); break;
    case 'w': n += snprintf(out + n, room - n, "%ld", (long)va_arg(*ap, wint_t)); break;
    case 'i': n += snprintf(out + n, room - n, "%" PRId64, va_arg(*ap, int64_t)); break;
    case 'm': n += snprintf(out + n, room - n, "%" PRIuMAX, va_arg(*ap, uintmax_t)); break;
    }
  }
}
static char *text(char *out, size_t room, const char *f, ...) {
  args ap;
  va_start(ap, f);
  out[0] = 0;
  fmt(out, room, f, &ap, 0);
  va_end(ap);
  return out;
}
/* 2. loop with a list made anew, break and continue, switch fallthrough */
static int pick(int want, ...) {
  int found = -1;
  for (int round = 0; round < 3; round++) {
    va_list ap;
    va_start(ap, want);
    for (int i = 0;; i++) {
      int v = va_arg(ap, int);
      if (v == 0) break;
      if (v != want + round) continue;
      found = found * 10 + i;
    }
    va_end(ap);
    if (spin(2) < 0) return -5;
  }
  return found;
}
/* 3. a call whose arguments are calls of the same function, in a condition and in an initialiser list */
static int add(int n, ...) { va_list ap; va_start(ap, n); int s = 0; while (n--) s += va_arg(ap, int); va_end(ap); return s; }
static int nested(int k) {
  int a[3] = {add(2, k, 1), add(1, add(2, 3, add(1, k))), add(0)};
  if (add(1, k) > 2 && add(2, k, -k) == 0) a[0] += k > 3 ? add(3, 1, 1, 1) : add(1, 100);
  return a[0] * 10000 + a[1] * 100 + a[2] + add(1, 7 + k);
}
/* 4. fixed parameters of all sizes, no variable ones; struct result; char and float named parameters */
struct pair { long long a; char b; };
static struct pair make(char c, float f, short s, ...) {
  va_list ap; va_start(ap, s);
  struct pair p = {spin(3) + (long long)(f * 2) + s, c};
  for (int i = 0; i < s; i++) p.a += va_arg(ap, long long) * (i + 1);
  va_end(ap);
  return p;
}
/* 5. pointers among the arguments: to locals of the caller, to a heap object, into an array */
struct cell { struct cell *next; int v; };
static int walk(const char *how, ...) {
  va_list ap; int s = 0; va_start(ap, how);
  for (; *how; how++) {
    spin(1);
    if (*how == 'l') for (struct cell *c = va_arg(ap, struct cell *); c; c = c->next) s = s * 3 + c->v;
    if (*how == 'p') { int *p = va_arg(ap, int *); *p += 5; s += *p; }
    if (*how == 'f') { int (*f)(int) = va_arg(ap, int (*)(int)); s += f(4); }
    if (*how == 'e') { int *b = va_arg(ap, int *), *e = va_arg(ap, int *); while (b != e) s += *b++; }
    if (*how == 'V') { va_list *inner = va_arg(ap, va_list *); s += va_arg(*inner, int); }
  }
  va_end(ap);
  return s;
}
static int relay(int n, ...) { va_list ap; va_start(ap, n); int s = walk("VV", &ap, &ap); s = s * 10 + va_arg(ap, int); va_end(ap); return s; }
static int twice(int n) { return 2 * n + spin(1); }
/* 6. execl style with a sentinel, list in a statement expression, in a macro */
#define LAST(list) ({ int l_ = 0, v_; while ((v_ = va_arg(list, int)) >= 0) l_ = v_; l_; })
static int sentinel(int first, ...) {
  va_list ap; va_start(ap, first);
  int last = LAST(ap);
  va_end(ap);
  int count = 0;
  va_start(ap, first);
  while (va_arg(ap, int) >= 0) count += 1 + spin(0);
  va_end(ap);
  return last * 10 + count;
}
/* 7. through pointers: table of variadic functions, one result used as the argument of another */
static int (*const table[])(int, ...) = {add, pick, sentinel};
static int goes(int which, int a, int b) { return table[which](a, b, table[0](2, a, b), 0, -1); }
/* 8. by value down a recursion; each level takes a copy */
static int level(int n, va_list ap) {
  va_list mine; va_copy(mine, ap);
  int v = va_arg(mine, int);
  int s = n ? level(n - 1, mine) : spin(2);
  va_end(mine);
  return s * 2 + v;
}
static int levels(int n, ...) { va_list ap; va_start(ap, n); int s = level(n, ap); va_end(ap); return s; }
static _Noreturn void fail(int code, const char *f, ...) { va_list ap; va_start(ap, f); spin(2); vprintf(f, ap); va_end(ap); exit(code); }
int main(void) {
  char out[200];
  big b = {{0}, 2.5}; b.a[39] = 77;
  vec v = {1, 2, 3, 4}; union num u = {.i = -9}; struct empty_like e = {'e'};
  bool flag = true; unsigned char uc = 255; signed char sc = -128; float f = 1.25f;
  printf("%s\n", text(out, sizeof out, "%d %s %g|%B|%v|%c%u%b", -3, "str", f, b, v, e, u, flag));
  printf("%s\n", text(out, sizeof out, "a%(b%(c", "<%d%(>", 1, "{%s %g}", "deep", 0.5, "[%i %m]", INT64_C(-5000000000), (uintmax_t)UINT64_C(18000000000000000000)));
  printf("%s\n", text(out, sizeof out, "%d %d %d %w", uc, sc, uc + sc, (wint_t)L'z'));
  printf("%d %d\n", pick(3, 1, 3, 4, 5, 9, 3, 0), nested(4));
  struct pair p = make('x', 1.5f, 3, 10LL, -20LL, 4000000000LL);
  printf("%lld %c %lld\n", p.a, p.b, make('y', 0, 0).a);
  struct cell c2 = {0, 2}, *c1 = malloc(sizeof *c1); c1->next = &c2; c1->v = 1;
  int local = 1, array[4] = {1, 2, 3, 4};
  printf("%d", walk("lpfep", c1, &local, twice, array, array + 4, &array[2]));
  printf(" %d %d\n", local, array[2]);
  printf("%d %d %d %d\n", relay(1, 4, 5, 6), sentinel(0, 3, 5, -1), goes(0, 2, 5), goes(2, 1, 2));
  printf("%d\n", levels(3, 1, 2, 3, 4));
  free(c1);
  fail(7, "%s %d %g\n", "end", 3, 1.5);
}
