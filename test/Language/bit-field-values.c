// Values of bit-fields behind a comma, out of a statement expression, and just assigned
// ones, with calls that can reach a poll beside and in them: each has the value and the
// type that the compiler gives it, and is kept over the calls behind it.
//
// RUN: %every-poll --work=%t --to=x86_64,s390x,i686,powerpc --min-polls=150 %s
// RUN: %every-poll --work=%t.unsigned --to=x86_64,s390x --most=25 --cflags=-funsigned-bitfields %s
#include <stdio.h>

enum color { RED, GREEN, BLUE = 5 };
typedef signed int written;

struct bits {
  unsigned three : 3;
  int four : 4;
  unsigned most : 31;
  unsigned all : 32;
  _Bool one : 1;
  enum color color : 3;
  written five : 5;
  const signed char six : 6;
  signed long long forty : 40;
  unsigned long long fifty : 50;
  volatile unsigned long twenty : 20;
};

static struct bits s = {1, -2, 3, 4, 1, BLUE, -6, -7, -8, 9, 10};

static int count(int n) {
  int c = 0;
  for (int i = 0; i < n; i++)
    c++;
  return c;
}

static struct bits *at(struct bits *b) { return count(1) ? b : 0; }

// Below zero, as ints are.
static int signs(void) {
  int n = 0;
  n = n * 2 + ((count(1), s.three) - 8 < 0);
  n = n * 2 + (-(count(1), s.most) < count(1));
  n = n * 2 + (-(count(1), s.all) < (unsigned)count(1));
  n = n * 2 + (-(count(2), s.one) < count(1));
  n = n * 2 + ((count(1), s.color) - 6 < 0);
  n = n * 2 + ((count(1), s.twenty) - 11 < 0);
  n = n * 2 + (-(count(1), s.three = count(13)) < -count(4));
  n = n * 2 + ((at(&s)->three += 7 + count(2), ++at(&s)->three) - 8 < 0);
  return n;
}

// What was assigned is what fits.
static int assigned(void) {
  int x = count(100) + (count(1), s.three = count(13));
  printf("%d %d\n", x, s.three);
  x = (s.four = (count(1), count(9))) + (count(2), s.five += count(20)) * 100;
  printf("%d %d\n", x, s.four);
  x = (count(1), s.one = count(2)) + (count(1), s.color = (enum color)count(13)) * 10;
  printf("%d %d %d\n", x, s.one, s.color);
  x = (s.five = count(3), ++s.five) + count(1) + (count(1), --s.four);
  printf("%d %d\n", x, s.five);
  long long wide = (count(1), s.forty = 1LL << (37 + count(2))) + count(1);
  printf("%lld %lld\n", wide, (long long)s.forty);
  wide = (count(1), s.fifty = ~0ull - count(3)) / 2 + count(1);
  printf("%lld\n", wide);
  wide = (count(1), s.forty) + (count(1), s.fifty) + (count(1), s.six) - (count(1), s.five);
  printf("%lld\n", wide);
  return x;
}

static int blocks(void) {
  int n = ({ count(1); s.three = 2; }) + count(2) * ({ int k = count(3); s.four = k; });
  n += count(1) + ({ struct bits t = s; count(1); t.six; });
  n += (count(2), ({ count(1); s.three; })) * count(10);
  return n;
}

int main(void) {
  for (int i = 0; i < 2; i++) {
    printf("%d\n", signs());
    printf("%d\n", assigned());
    printf("%d\n", blocks());
    s.three = i + 1;
    s.four = i - 2;
  }
  int from = (count(1), s.four) ? (count(2), s.three) : (count(1), s.five);
  int both = (count(1), s.three) && (count(1), s.four = 0);
  const int list[3] = {(count(1), s.three), 2 + (count(2), s.four = 11), (count(1), s.five)};
  printf("%d %d %d %d %d\n", from, both, list[0], list[1], list[2]);
  return 0;
}
