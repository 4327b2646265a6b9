// Statement expressions whose value is used, and `a ?: b`, with calls and loops in
// them that reach polls: in initialisers, conditions, steps of loops, arguments, in each
// other, and with a return in them.
//
// RUN: %every-poll --work=%t --to=x86_64,s390x,i686,powerpc --min-polls=200 --most=60 %s
// RUN: %every-poll --work=%t --to=x86_64 --cc=clang --most=20 --cflags=-O0 %s
#include <stdio.h>
#include <stdlib.h>
static int count(int n) { int s = 0; while (n-- > 0) s += n; return s; }
#define max(a, b) ({ __typeof__(a) a_ = (a); __typeof__(b) b_ = (b); a_ > b_ ? a_ : b_; })
struct pair { int a; long b; };
static struct pair *find(int n) { return count(n) > 2 ? (struct pair *)0 : &(*(struct pair *)calloc(1, sizeof(struct pair))); }
static int loops(int n) {
  int x = ({ int s = 0; for (int i = 0; i < n; i++) s += i * i; s; });
  int y = 3 + ({ int s = 1; while (s < n) s += count(s) + 1; s; }) * ({ int t = count(n); t + x; });
  if (({ int z = count(y % 5); z & 1; }))
    y += ({ switch (n) { case 1: count(3); break; default: y += count(2); } y; });
  return x + y;
}
static int early(int n) {
  int r = n + ({ if (count(n) > 5) return -n; count(n); });
  return r * 2;
}
static int elvis(int n) {
  int r = count(n) ?: count(n + 4);
  r += n ?: count(5);
  struct pair *p = find(n) ?: ({ struct pair *q = malloc(sizeof(struct pair)); q->a = count(n); q->b = 5; q; });
  r += p->a + p->b;
  free(p);
  double d = (n & 1 ? 0.0 : 2.5) ?: count(3) + 0.5;
  return r + (int)(d * 2);
}
static struct pair make(int n) { return (struct pair){count(n), n}; }
int main(void) {
  for (int i = 0; i < 5; i++) {
    printf("%d %d %d\n", loops(i), early(i), elvis(i));
    printf("%d\n", max(count(i), max(count(i - 1), count(2) + i)));
    int a[2] = {max(count(i), 3), ({ count(i); i; })};
    printf("%d %d %ld\n", a[0], a[1], ({ struct pair p = make(i); p.a += count(2); p; }).b);
    while (({ int k = count(i) + a[1]; a[1] = k - 8; k; }) > 6) a[0]++;
    for (int j = ({ count(2); 1; }); j < max(count(3), 2); j += ({ int d = count(2); d; })) a[0] += j;
    printf("%d %s\n", a[0], ({ char *t; t = count(i) > 2 ? "many" : "few"; t; }));
    i && ({ count(i); i > 2; }) ? (void)({ a[1] = count(3); }) : (void)0;
    printf("%d\n", a[1]);
  }
  return 0;
}
