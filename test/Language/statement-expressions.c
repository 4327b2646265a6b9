// Statement expressions that are statements: what assert() of glibc is, with calls
// that reach polls in it, and blocks with locals and loops of their own.
//
// RUN: %every-poll --work=%t --to=x86_64,s390x,i686 --min-polls=50 %s
// RUN: %every-poll --work=%t --to=x86_64 --cc=clang --most=20 --cflags=-O0 %s
#include <assert.h>
#include <stdio.h>

#define REPEAT(n, what)                                                        \
  (void)(turns += (n), __extension__({                                         \
           for (int i_ = 0; i_ < (n); i_++)                                    \
             what;                                                             \
         }))

static int turns, sum;

static int count(int n) {
  int s = 0;
  while (n-- > 0)
    s += n;
  return s;
}

static int *slot(int *of, int n) { return &of[count(n) >= 0 ? n : 0]; }

static int choose(int n) {
  switch (n % 3) {
  case 0:
    assert(count(n) >= 0 && "never negative");
    break;
  case 1:
    if (n > 1)
      assert(count(n - 1) < count(n));
    else
      assert(count(4) == 6 || count(5) == 0);
    break;
  default:
    for (int i = 0; i < 2; i++)
      assert((sum += count(i)) >= 0);
  }
  return sum;
}

static const char *name(int n) {
  const char *found = 0;
  __extension__({
    int at = count(n) % 3, left = 2, *seen = &left;
    struct {
      int id;
      const char *text;
    } table[3] = {{0, "zero"}, {1, "one"}, {count(3), "two"}};
    do {
      if (at == 0)
        found = table[0].text;
      else
        switch (at) {
        case 1:
          found = table[1].text;
          break;
        default:
          found = table[2].text;
        }
      sum += count(*seen);
    } while ((*seen)--);
    if (n > 5)
      return "early";
  });
  return found;
}

int main(void) {
  int values[4] = {1, 2, 3, 4};
  for (int n = 0; n < 7; n++) {
    int now = choose(n);
    const char *text = name(n);
    printf("%d %s %d\n", now, text, sum);
  }
  REPEAT(3, sum += count(i_ + 2));
  REPEAT(2, REPEAT(2, *slot(values, i_) += count(3)));
  assert(*slot(values, 1) == 8);
  printf("%d %d %d\n", turns, sum, values[1]);
  return 0;
}
