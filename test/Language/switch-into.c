// Case labels inside of loops, blocks and branches: Duff's device, coroutines that go on
// behind a switch, labels in both branches of an if and behind declarations.
//
// RUN: %every-poll --work=%t --to=x86_64,s390x,i686,powerpc --min-polls=60 --cflags=-Wno-implicit-fallthrough %s
// RUN: %every-poll --work=%t.O2 "--cflags=-O2 -Wno-implicit-fallthrough" --to=x86_64,powerpc --min-polls=60 %s
#include <stdio.h>

static int step(int n) {
  int s = 0;
  while (n-- > 0)
    s += n;
  return s;
}

static void copy(char *to, const char *from, int count) {
  int rounds = (count + 7) / 8;
  switch (count % 8) {
  case 0: do { *to++ = *from++; step(1);
  /* fall through */
  case 7:      *to++ = *from++;
  /* fall through */
  case 6:      *to++ = *from++; step(1);
  /* fall through */
  case 5:      *to++ = *from++;
  /* fall through */
  case 4:      *to++ = *from++;
  /* fall through */
  case 3:      *to++ = *from++; step(2);
  /* fall through */
  case 2:      *to++ = *from++;
  /* fall through */
  case 1:      *to++ = *from++; step(1);
          } while (--rounds > 0);
  }
}

// A coroutine: it goes on behind the label that it left at.
struct walker {
  int state, i, j;
};

static int next(struct walker *w) {
  switch (w->state) {
  case 0:
    for (w->i = 0; w->i < 3; w->i++) {
      step(w->i);
      w->state = 1;
      return w->i * 10;
  case 1:
      for (w->j = 0; w->j < w->i; w->j++) {
        if (w->j % 2) {
          w->state = 2;
          return 100 + w->j + step(2);
  case 2:
          step(1);
        } else {
          w->state = 3;
          return 200 + w->j;
  case 3:;
          int late = step(3);
          w->state = 4;
          return 300 + late;
        }
  case 4:
        step(2);
      }
    }
  }
  w->state = 5;
  return -1;
}

static int blocks(int n) {
  int r = 0;
  switch (n) {
    {
      int hidden;
  case 0:
      hidden = step(3);
      r += hidden;
      {
  case 1:
        hidden = step(2) + 1;
        while (hidden-- > 0) {
          int row[2];
  case 2:
          row[0] = step(3);
          row[1] = row[0] + n;
          step(1);
          r += row[1];
          if (n == 2)
            break;
        }
      }
    }
    if (r > 4)
  case 3:
      r += step(4);
    else
  default:
      r -= step(2);
    step(1);
  }
  return r;
}

int main(void) {
  char text[] = "the quick brown fox jumps", copied[sizeof text];
  for (int n = 1; n < 20; n += 4) {
    copy(copied, text, n);
    printf("%.*s\n", n, copied);
  }
  struct walker w = {0, 0, 0};
  for (int got; (got = next(&w)) >= 0;)
    printf("%d ", got);
  printf("\n");
  for (int n = 0; n < 5; n++)
    printf("%d ", blocks(n));
  printf("\n");
  return 0;
}
