// Calls anywhere in expressions keep C's order of evaluation: && || ?: and comma,
// arguments before their call, temporaries that live across later calls.
//
// RUN: %every-poll --work=%t --to=x86_64,s390x,i686 --min-polls=60 %s
#include <stdio.h>

static char trace[4096];
static int used;

static int f(int id, int value) {
  for (int i = 0; i < 1 + id % 2; i++)
    trace[used++] = (char)('a' + id);
  trace[used] = 0;
  return value;
}

struct pair {
  int left;
  double right;
};

static struct pair make(int left, double right) {
  struct pair p = {f(left % 26, left), right};
  return p;
}

static double both(struct pair p) {
  while (p.left > 90)
    p.left--;
  return p.left + p.right;
}

static void nothing(int n) {
  do
    n--;
  while (n > 0);
}

int main(void) {
  int a = f(0, 3) + f(1, 4) * f(2, 5);
  int b = f(3, f(4, f(5, 2) + 1) * 2) - a;
  printf("%d %d %s\n", a, b, trace);

  int c = f(0, 0) && f(1, 1);
  int d = f(2, 1) && f(3, 0) && f(4, 1);
  int e = f(5, 0) || f(6, 2) || f(7, 1);
  int g = (f(8, 1) && f(9, 0)) || (f(10, 1) && !f(11, 0));
  printf("%d %d %d %d %s\n", c, d, e, g, trace);

  int h = f(0, 1) ? f(1, 10) : f(2, 20);
  int i = f(3, 0) ? f(4, 10) : f(5, 1) ? f(6, 30) : f(7, 40);
  int j = (f(8, 1), f(9, 2), f(10, 3)) + (f(11, 0) ? 1 : f(12, 5));
  printf("%d %d %d %s\n", h, i, j, trace);

  int k = 5, array[4] = {0, 1, 2, 3};
  array[f(1, 2)] = 7 + k++;
  array[f(3, 1)] += 6 + (k = 9);
  array[3] = f(4, 6) + (k = f(5, 9));
  k += f(6, 1) + f(7, 2);
  printf("%d %d %d %d %d\n", k, array[0], array[1], array[2], array[3]);

  int l = f(1, k) + (f(2, 0) || f(3, 3) ? array[f(4, 2)] : -1);
  int m = !f(5, 0) + ~f(6, 1) - -f(7, 2);
  if (f(8, 0) || (l > 3 && f(9, 1)))
    printf("then %d %d\n", l, m);
  else
    printf("else %d %d\n", l, m);

  double n = both(make(4, 0.5)) * make(2, both(make(2, 1.25))).right;
  struct pair p = f(2, 1) ? make(7, 8.5) : make(9, 10.5), q = p;
  q = make(q.left + 1, q.right);
  printf("%g %d %g %d %g\n", n, p.left, p.right, q.left, q.right);

  k = 1;
  printf("%d\n", f(k++, 4));
  int o = f(4, k = 8) + f(5, 1);
  printf("%d %d\n", o, k);
  (void)f(6, 1), nothing(2), (void)(f(7, 0) && f(8, 1));
  f(9, 1) ? nothing(f(10, 2)) : nothing(3);
  printf("%s %d\n", trace, (f(11, 2), k) + (int)sizeof f(12, 1));
  return f(13, 0);
}
