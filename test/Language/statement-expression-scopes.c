// Statement expressions that are left by jumps among arguments of all kinds of calls, beside
// changes of locals and compound literals, over arrays of variable length and alloca, and
// where longjmp comes back; values of every kind out of them, behind labels, too.
//
// RUN: %every-poll --work=%t --to=x86_64,s390x,i686,powerpc --most=150 --min-polls=1000 %s
#include <alloca.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

struct pair {
  int a, b;
};
static int count(int n) {
  int c = 0;
  for (int i = 0; i < n; i++)
    c++;
  return c;
}
static int sum2(int a, int b) { return a * 10 + count(b); }
static int (*volatile fp)(int, int) = sum2;
static int total(int n, ...) {
  va_list ap;
  int s = 0;
  va_start(ap, n);
  for (int i = 0; i < n; i++)
    s = s * 3 + va_arg(ap, int);
  va_end(ap);
  return s + count(1);
}
static struct pair mk(int a) { return (struct pair){a, count(a)}; }

// Among arguments: through pointers, variable ones, with polls and without.
static int args(int n) {
  int kept = n, late;
  struct pair p = {1, 2};
  kept += fp(({
               if (n == 1)
                 goto one;
               n;
             }),
             3);
  kept += fp(({
               if (count(n) == 2)
                 goto two;
               n;
             }),
             ({
               if (kept > 1000)
                 goto one;
               2;
             }));
  kept += total(3, ({
                  if (n == 3)
                    goto three;
                  1;
                }),
                count(2), ({
                  if (count(n) == 4)
                    goto two;
                  5;
                }));
  kept += (n > 4 ? fp : sum2)(({
                                struct pair q = mk(n);
                                if (q.b == 5)
                                  goto three;
                                q.a;
                              }),
                              1);
  late = kept;
  p = ({
    if (late % 7 == 0)
      goto three;
    mk(late % 5);
  });
  return kept + p.a + p.b + late;
one:
  return -kept - count(1) - p.b;
two:
  count(2);
  return -kept * 2 - p.a;
three:
  p.a += count(kept % 4);
  return kept * 3 + p.a - p.b;
}

// Beside literals that pointers lead to.
static int group(int n) {
  int x = n, y = 2 * n, z = 0;
  int *to = &y;
  const struct pair *lit = &(struct pair){n, n + 1};
again:
  z += count(1);
  if (z >= 6)
    goto fin;
  x = ({
    if (z == 2)
      goto again;
    if (z == 4) {
      y += 3;
      goto again;
    }
    x + z;
  });
  lit = ({
    if (x % 5 == 0) {
      x++;
      goto again;
    }
    1;
  })
            ? &(struct pair){z, x}
            : lit;
  *to += ({
    if (x % 3 == 0) {
      x++;
      goto again;
    }
    x;
  });
  lit = (({
           if (z == 5)
             goto again;
           0;
         }),
         &(struct pair){x, y});
  z += ({
    if (lit->a == count(x) + 100)
      goto again;
    count(0);
  });
  goto again;
fin:
  return x * 100 + y + lit->a * 7 + lit->b + z;
}

// Memory that ends with its scope.
static int scopes(int n) {
  int got = 0;
  for (int i = 0; i < n; i++) {
    int v[i + 2];
    memset(v, 0, sizeof v);
    v[i] = count(i);
    char *m = alloca(4);
    m[0] = (char)i;
    m[1] = 0;
    got += ({
      int w[v[i] + 1];
      for (int k = 0; k <= v[i]; k++)
        w[k] = count(k) + m[0];
      if (i % 3 == 1)
        continue;
      if (got > 90)
        goto full;
      w[v[i]];
    });
    got += ({
      if (i == 7)
        break;
      v[i + 1] + 1;
    });
  }
full:
  return got + count(3);
}

static jmp_buf env;
static int deep(int n) {
  if (count(n) == 3)
    longjmp(env, n);
  return n;
}
static int jumps(int n) {
  volatile int tries = 0;
  int r = setjmp(env);
  if (r) {
    tries += 10;
    if (tries > 25)
      return tries + r;
  }
  for (int i = 0;; i++) {
    int k = 1 + ({
              if (i > n)
                goto out;
              deep(i);
            });
    tries += k;
    tries += ({
      if (tries % 2)
        continue;
      count(1);
    });
  }
out:
  return tries + count(2);
}

static int values(int n) {
  /* a struct as value, behind a label; value read after the jump target */
  struct pair s = ({
    struct pair t = mk(n);
    if (t.a > 2)
      goto big;
    t.b++;
  big:
    t;
  });
  const char *w = ({
    count(1);
    n > 2 ? "big" : "small";
  });
  long long wide = ({
    more:;
      long long q = (long long)n << 33;
      n--;
      if (count(n) > 3)
        goto more;
      q;
  });
  double d = 0.5 + ({
               double h = n / 2.0;
               if (h < 0)
                 return -1;
               count(2) + h;
             });
  return s.a + s.b * 2 + (int)(wide >> 33) * 100 + (int)(d * 8) + (int)strlen(w) * 1000;
}

int main(void) {
  for (int i = 0; i < 7; i++)
    printf("%d %d %d %d %d\n", args(i), group(i), scopes(i * 2), jumps(i), values(i));
  return 0;
}
