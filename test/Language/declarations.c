// Declarations of every shape, with calls in their initialisers, in loops, hiding
// others, constant, partly assigned, in the head of a for.
//
// RUN: %every-poll --work=%t --to=x86_64,s390x,i686 --min-polls=50 %s
#include <stdio.h>
#include <string.h>

enum colour { RED, GREEN, BLUE };
typedef struct {
  int x, y;
} point;
struct deep {
  char name[8];
  point at[2];
  const char *text;
  double weight;
};

static int f(int n) {
  int s = n;
  while (n-- > 0)
    s += n;
  return s;
}

static point move(point p, int by) {
  for (int i = 0; i < by; i++)
    p.x++;
  p.y -= by;
  return p;
}

static void shapes(int n) {
  int a = f(n), b = a + 1, c[3] = {f(2), b, f(3)}, *d = &c[1], e;
  const int limit = f(4);
  const char *const label = n > 1 ? "many" : "one";
  unsigned char small = (unsigned char)(f(5) + 250);
  enum colour colour = f(1) ? BLUE : RED;
  _Bool yes = f(3);
  long long wide = 5000000000LL + f(2);
  point origin = {0, f(1)}, moved = move(origin, n), copy = moved;
  struct deep deep = {"abc", {{1, f(2)}, [1] = {.y = f(3)}}, label, 0.5};
  char text[] = "mutable", grid[2][3] = {{'a', (char)('a' + f(1))}, {'x'}};
  int (*row)[3] = &c;
  e = f(2);
  text[0] = (char)('M' + f(0));
  for (int i = f(0), stop = f(2); i < stop; i++)
    e += limit + f(i) + (*row)[i % 3];
  printf("%d %d %d %d %d %d %d\n", a, b, c[0], c[1], c[2], *d, e);
  printf("%d %s %d %d %d %lld\n", limit, label, small, colour, yes, wide);
  printf("%d %d %d %d %d\n", origin.y, moved.x, moved.y, copy.x, copy.y);
  printf("%s %d %d %d %s %g\n", deep.name, deep.at[0].y, deep.at[1].x,
         deep.at[1].y, deep.text, deep.weight);
  printf("%s %s %s\n", text, grid[0], grid[1]);
}

static int hiding(int n) {
  int value = f(n), again = 3;
  {
    int value = f(n + 1);
    for (int value = 0; value < 2; value++)
      again += f(value) + value;
    again += value + f(1);
    value++;
    again += value;
  }
  for (int n = 0; n < 2; n++) {
    double value = n + 0.5;
    f(n);
    again += (int)(value * 4);
  }
  return value * 1000 + again * 10 + n;
}

static int partly(int n) {
  int maybe, later;
  point p;
  p.x = n;
  for (int i = 0; i < 3; i++) {
    if (i == 1)
      maybe = f(n);
    else if (i == 2)
      later = maybe + f(1);
    f(i);
  }
  p.y = f(2);
  f(1);
  return later * 100 + p.x * 10 + p.y;
}

static int unfilled(int n) {
  long numbers[10];
  char *words[4];
  struct deep deep[2];
  for (int i = 0; i < n; i++) {
    numbers[i] = f(i) * 3L;
    words[i % 4] = deep[i % 2].name;
    strcpy(deep[i % 2].name, "q");
    f(2);
  }
  return (int)numbers[n - 1] + words[0][0];
}

int main(void) {
  for (int n = 1; n < 4; n++) {
    shapes(n);
    printf("hiding %d\n", hiding(n));
    printf("partly %d\n", partly(n));
    printf("unfilled %d\n", unfilled(n));
  }
  return 0;
}
