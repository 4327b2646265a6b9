// Memory of alloca lives as long as its function, also when that is left in another
// process; in loops and in arguments, with any type.
//
// RUN: %every-poll --work=%t --to=x86_64,s390x,i686,powerpc --min-polls=150 --most=60 %s
// RUN: %every-poll --work=%t --to=x86_64 --cc=clang --most=20 --cflags=-O0 %s
#include <alloca.h>
#include <stdio.h>
#include <string.h>
static int count(int n) { int s = 0; while (n-- > 0) s += n; return s; }
struct node { struct node *next; long v; char c; };
static long list(int n) {
  struct node *head = 0;
  for (int i = 0; i < n; i++) {
    struct node *one = alloca(sizeof *one);
    one->next = head; one->v = count(i); one->c = 'a' + i; head = one;
  }
  long s = 0;
  for (; head; head = head->next) s += head->v * count(3) + head->c;
  return s;
}
static char *join(const char *a, const char *b, char *to) {
  char *t = alloca(strlen(a) + strlen(b) + 1);
  strcpy(t, a); count(3); strcat(t, b); count(2);
  return strcpy(to, t);
}
static int numbers(int n) {
  int *a = (int *)alloca(n * sizeof(int)), *end = a + n, s = 0;
  for (int *p = a; p != end; p++) { *p = p - a; count(2); }
  double *d = __builtin_alloca(sizeof(double) * (count(n) + 1));
  d[0] = 0.5;
  while (end-- != a) { s += *end + (int)(d[0] * 2); count(2); }
  if (n > 2) return s + numbers(n - 1);
  return s;
}
static void use(int *p, int n) { while (n--) p[n] = count(n); }
static int argument(int n) { int *q; use(q = alloca(sizeof(int) * 4), 4); return q[n & 3] + count(n); }
int main(void) {
  char out[40];
  for (int i = 1; i < 5; i++) {
    printf("%ld %d %d ", list(i), numbers(i), argument(i));
    puts(join("one", &"two three"[i], out));
  }
  return 0;
}
