// goto forward, backward, out of and into blocks and loops, past declarations.
//
// RUN: %every-poll --work=%t --to=x86_64,s390x,i686 --min-polls=40 %s
#include <stdio.h>

static int f(int n) {
  int s = 1;
again:
  if (n-- > 0) {
    s += n;
    goto again;
  }
  return s;
}

static int forward(int n) {
  int r = f(1);
  if (n == 0)
    goto done;
  r += f(2);
  if (n == 1)
    goto inside;
  r *= 10;
  {
    int skipped = f(3);
    r += skipped;
  inside:
    skipped = 4;
    r += f(2) + skipped;
    f(1);
    r += skipped;
  }
done:
  return r + f(1);
}

static int into_loop(int n) {
  int i = 5, r = 0;
  if (f(n) > 1)
    goto middle;
  for (i = 0; i < 3; i++) {
    r += f(i);
  middle:
    r += 100 + f(1);
  }
  return r + i;
}

static int backward(int n) {
  int round = 0, total = 0;
top:;
  int fresh = round * 2;
  total += fresh + f(round);
  if (++round < n)
    goto top;
  while (1) {
    if (total > 60)
      goto leave;
    total += f(3);
    switch (total % 3) {
    case 0:
      goto leave;
    case 1:
      goto top;
    }
  }
leave:
  return total;
}

static int states(const char *input) {
  int words = 0;
outside:
  f(1);
  if (!*input)
    return words;
  if (*input++ == ' ')
    goto outside;
  words++;
inside:
  if (*input && *input != ' ') {
    input++;
    goto inside;
  }
  goto outside;
}

int main(void) {
  for (int n = 0; n < 4; n++)
    printf("%d %d %d\n", forward(n), into_loop(n), backward(n));
  printf("words %d\n", states("the quick  brown fox"));
  return 0;
}
