// Compound literals are objects: their addresses go down into calls, into structs,
// around loops (one object, made again) and through conditions; those at file scope
// can change and live as long as the program.
//
// RUN: %every-poll --work=%t --to=x86_64,s390x,i686,powerpc --min-polls=150 --most=60 %s
// RUN: %every-poll --work=%t --to=x86_64 --cc=clang --most=20 --cflags=-O0 %s
#include <stdio.h>
#include <string.h>
struct point { int x, y; };
struct list { const char *name; struct list *next; long weight; };
static int count(int n) { int s = 0; while (n-- > 0) s += n; return s; }
static int primes_n = 3;
static int *primes = (int[]){2, 3, 5};
static struct list *const chain = &(struct list){"a", &(struct list){"b", 0, 7}, 6};
const char *const *names = (const char *const[]){"x", "yy", "zzz"};
static struct point *origin = &(struct point){1, 2};
static int sum(const int *of, int n) { int s = 0; for (int i = 0; i < n; i++) s += of[i] + count(2) - 1; return s; }
static struct point *move(struct point *p, int dx) { p->x += dx; while (dx-- > 0) p->y++; return p; }
static int length(struct list *l) { int n = 0; for (; l; l = l->next) n += l->weight; return n; }
struct konst { const int a; const struct point p[2]; };
static int total(const struct konst *k) { int n = count(3); return k->a + k->p[1].y + n; }

static int loops(void) {
  struct point *seen = 0; int same = 1, s = 0;
  for (int i = 0; i < 4; i++) {
    struct point *p = &(struct point){i, 2 * i};
    if (seen && seen != p) same = 0;
    seen = p;
    move(p, i);
    s += p->x * 100 + p->y;
    int *q = (int[]){i, count(i), s};
    s += sum(q, 3);
    p = &(struct point){p->y, p->x};
    s += count(2) + p->x;
  }
  return s + same;
}
static int nested(int n) {
  struct list *l = &(struct list){.name = "outer", .next = &(struct list){"inner", n > 2 ? &(struct list){"deep", 0, count(n)} : 0, 2}, .weight = n};
  int k = length(l);
  char *text = (char[]){"hello"};
  text[0] = 'H' + (count(3) == 3);
  printf("%s %s %s\n", l->name, l->next->name, text);
  return k + sum((int[]){[3] = n, count(n)}, 5) + (int){n} + *&(int){count(n) + 1};
}
static int cond(int n) {
  int *p = n ? &(int){n} : (int[2]){8, 9};
  int r = 0;
  while (n-- > -2) { r += *p; *p += 1; }
  return r;
}
int main(void) {
  printf("%d\n", loops());
  for (int i = 0; i < 4; i++) printf("%d %d\n", nested(i), cond(i));
  printf("%d\n", total(&(const struct konst){count(4), {{1, 2}, {3, 4}}}));
  primes[1] += count(3); move(origin, 3);
  printf("%d %d %d %d\n", sum(primes, primes_n), origin->x, origin->y, length(chain));
  for (int i = 0; i < 3; i++) { count(2); printf("%s", names[i]); }
  chain->next->weight++;
  int own[] = {1, 2, 3};
  own[1] += count(3);
  printf("%d %d\n", length(chain), own[1]);
  printf("%d\n", move(&(struct point){1, count(4)}, count(3))->y + move((struct point[]){{1,1},{2,count(4)}} + 1, 2)->y);
  return 0;
}
