// goto, break, continue and return out of statement expressions, with and without calls
// that can reach a poll in them; labels in them; in operands, arguments, initialisers,
// conditions and within each other.
//
// RUN: %every-poll --work=%t --to=x86_64,s390x,i686,powerpc --min-polls=2000 %s
#include <stdio.h>

static int count(int n) {
  int c = 0;
  for (int i = 0; i < n; i++)
    c++;
  return c;
}

static int add(int a, int b) { return a + count(b); }

#define TRY(E)                                                                            \
  ({                                                                                      \
    int r_ = (E);                                                                         \
    if (r_ < 0)                                                                           \
      goto failed;                                                                        \
    r_;                                                                                   \
  })

static int half(int n) { return n % 2 ? -count(n) : count(n) / 2; }
static int third(int n) { return n % 3 ? -1 : n / 3; }

static int tries(int n) {
  int done = 0, first = 100, sum;
  sum = TRY(half(n)) + TRY(third(n)) * TRY(half(n / 3));
  done = 1;
  first = TRY(half(n / 6)) + done;
  sum += add(TRY(half(n)), TRY(third(n)));
  int list[3] = {TRY(third(n)), [2] = TRY(half(n / 3))}, *in = &list[count(2)];
  sum += *in + (TRY(half(n / 3)) && TRY(third(n)));
  return sum + first;
failed:
  return -1000 * done - first - count(2);
}

static int labels(int n) {
  int x = n;
  ({
    __label__ again;
  again:
    x++;
    if (x % 7)
      goto again;
  });
  x = ({
    int left = 2;
  more:
    x += count(1);
    if (--left)
      goto more;
    x + count(x) + left;
  });
  int y = count(3) + ({
            int k = count(n);
            if (k > 2)
              goto last;
            k += 10;
          last:
            k + count(1);
          });
  return x * 100 + y;
}

static int leave_loops(int n) {
  int seen = 0, kept = 0;
  for (int i = 0; i < 8; i++) {
    seen += 1 + ({
              if (i == n)
                continue;
              count(i);
            });
    kept = seen + ({
             if (count(i) == 6)
               break;
             i;
           });
    switch (({
      int k = i % 4;
      if (k == 3)
        goto odd;
      k;
    })) {
    case 1:
      kept += ({
        if (i > 4)
          break;
        count(2);
      });
      kept += 1000;
      break;
    default:
      kept -= ({
        if (i > 2)
          continue;
        3;
      });
    }
    if (0)
    odd:
      seen += count(50);
  }
  return seen * 7 + kept;
}

static int conditions(int n) {
  int rounds = 0, state = n;
  while (({
    rounds++;
    if (rounds > 9)
      goto enough;
    count(state) < 20;
  }))
    state = ({
      for (int k = 0;; k++) {
        if (k == 2)
          break;
        if (count(k) == state)
          continue;
        state++;
      }
      if (state > 14)
        goto enough;
      state + 2;
    });
enough:
  do
    state -= ({
      if (state % 5 == 0)
        continue;
      if (state == 3)
        return state + rounds + count(1);
      1;
    });
  while (({
    if (--state < n)
      goto end;
    count(1);
  }));
end:
  return -state;
}

static int nested(int n) {
  int outer = 0, kept = n;
again:
  outer += count(1) + ({
             int inner = ({
               if (outer > 30)
                 goto out;
               if (kept % 3 == 0) {
                 kept++;
                 goto again;
               }
               count(kept);
             });
             kept += ({
               if (inner == 4) {
                 kept += 2;
                 goto again;
               }
               count(2) - 1;
             });
             inner;
           });
  goto again;
out:
  return outer * 10 + kept;
}

// Nothing in these can reach a poll: they stay where they are.
static int quiet(int n) {
  int kept = n, i = 0;
  struct pair {
    int a, b;
  } p = {n, 2}, q = {0, 0};
  for (;; i++) {
    kept = kept * 2 + ({
             if (i == 2)
               continue;
             if (i > 4)
               break;
             i;
           });
    q = ({
      if (kept > 500)
        goto out;
      p;
    });
    p.a += count(1), p.b = ({
      if (q.a == 12)
        goto out;
      q.b + 1;
    });
  }
  kept += count(2);
out:
  return kept * 3 + p.a * 5 + q.b + count(i);
}

int main(void) {
  for (int n = 0; n < 8; n++)
    printf("%d %d\n", tries(n * 6), tries(n * 18));
  for (int n = 0; n < 4; n++)
    printf("%d %d %d %d %d\n", labels(n), leave_loops(n * 3), conditions(n * 4), nested(n),
           quiet(n * 2));
  return 0;
}
