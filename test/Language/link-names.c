// Functions that a linker knows under other names, or under none of their own: weak
// definitions that another unit's wins over, or that nobody else has; aliases, called by
// name from here and elsewhere, and as the target of pointers; assembler names, also one
// that is the C name of something else in the other unit; references to what may be
// missing; functions that call themselves by another name.
//
// RUN: %every-poll --work=%t --to=x86_64,s390x,i686,powerpc --min-polls=200 --most=40 --cflags="-Wno-nonnull" %s %S/Inputs/link-names-other.c
// RUN: %every-poll --work=%t.clang --to=x86_64,i686 --min-polls=200 --most=15 --cc=$(echo %clang-strict | cut -d" " -f1) --cflags="-O2" %s %S/Inputs/link-names-other.c
#include "Inputs/link-names.h"
#include <stdio.h>

int absent(int n) __attribute__((weak));
static int missing(int) __attribute__((weakref("nowhere")));
static int reference(int) __attribute__((weakref("far")));

// Overridden: the other one has other locals.
#pragma weak rest
int rest(int n) {
  int k = 7;
  while (n > 9)
    n -= 9;
  return n + k;
}
// In both units, and weak in both.
int both(int n, const char *t) {
  while (n > 2)
    n -= 2;
  return n + t[0];
}
// The only one.
int only() __attribute__((weak));
int only(a, b)
char a;
short b;
{ return inner(a) + b; }
__attribute__((weak)) void change(struct pair *p, int n) { p->a += inner(n); }

int twice(int n) { return inner(n) * 2; }
int again(int) __attribute__((alias("twice")));
int more(int) __attribute__((alias("again")));
int overridden(int) __attribute__((weak, alias("twice")));
static int quietly(int) __attribute__((alias("twice")));
static int hidden(int n) __asm__("hidden$1");
static int hidden(int n) { return inner(n) + 5; }
int shown(int) __attribute__((alias("hidden$1")));
struct pair make(struct pair p, int n) {
  p.a += inner(n);
  p.d /= 2;
  return p;
}
struct pair build(struct pair p, int n) __attribute__((weak, alias("make")));
void add(int *p) { *p += inner(*p & 3); }
void plus(int *p) __attribute__((alias("add")));

int labelled(int n) { return inner(n) + 100; } // "a.label"
int climb(int n) { return n < 2 ? 1 : n * ascend(n - 1); }
int ascend(int) __attribute__((alias("climb")));
int odd(int n) __asm__("odd$1.x");
int even(int n) __asm__("even$1.x");
int odd(int n) { return n ? even(n - 1) : 0; }
int even(int n) { return n ? odd(n - 1) : 1; }

typedef int function(int);
static function *const table[] = {again, shown, labelled, rest, overridden, reference, quietly, more};

int main(void) {
  int t = 0;
  struct pair p = {1, 1024};
  for (int i = 1; i < 9; i++) {
    t += rest(i) + again(i) + overridden(i) + shown(i) * 3 + quietly(i) + labelled(i);
    t += reference(i) + both(i, "x") + only(i, 2) + more(i) + climb(i) + odd(i);
    if (hook)
      t += hook(i);
    if (absent)
      t += absent(i) * 1000;
    if (missing)
      t += missing(i) * 1000;
    plus(&t);
    p = build(p, i);
    change(&p, i);
    function *f = table[i % 8], *g = absent;
    t += f(i + 1) + others(i) + elsewhere[i % 3](i) + p.a;
    printf("%d %g %d %d %d %d\n", t, p.d, f == twice, f == rest, again == more, g == 0);
  }
  return 0;
}
