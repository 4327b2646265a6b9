// Definitions in the style before prototypes, empty parentheses, calls of functions
// that are declared without parameters or not at all: what is passed is promoted, and
// narrowed by the function.
//
// RUN: %every-poll --work=%t --to=x86_64,s390x,i686,powerpc --min-polls=30 --cflags="-std=gnu89 -w" %s %S/Inputs/old-style-other.c
#include <stdio.h>

typedef double real;
struct pair {
  int left;
  char *right;
};

int narrow(), empty();
static real mixed();

wait(n)
{
  while (n > 3)
    n--;
  return n;
}

/* Everything that is promoted, parameters out of order, one not declared. */
static real
mixed (c, s, f, d, p, n, u)
     float f;
     double d;
     char c; short s;
     struct pair *p;
     unsigned char u;
{
  real sum = c + s * 10 + f * 100 + d + n + wait(5);
  char *where = &c; /* its address: a local of its own */
  p->left += wait(*where);
  *where += 1;
  return sum + c + u + p->left;
}

int (*choose(which, other))()
  int (*other)();
{
  wait(4);
  return which ? other : narrow;
}

static struct pair by_value(one, two) struct pair one, two;
{
  struct pair result;
  result.left = one.left + two.left + wait(6);
  result.right = two.right;
  return result;
}

/* Calls itself through its own name, with arguments that a list does not name. */
static long count(n) long n;
{
  return n > 0 ? 1 + count(n - 1) + wait((int)n) : 0;
}

int empty() {
  static int calls;
  wait(7);
  return ++calls;
}

/* A prototype in front of the definition: it has the promoted types. */
static int proto(int a, double b);
static int proto(a, b)
  char a;
  float b;
{
  return a + (int)(b * 2) + wait(3);
}

int sum_array(a, n) int a[4]; register n;
{
  int i, s = 0;
  for (i = 0; i < n; i++)
    s += a[i] + wait(i);
  return s;
}

static int ints(a, b) int a; unsigned b;
{
  return a * 100 + b + wait(5);
}

main(argc, argv)
  char **argv;
{
  struct pair p, q;
  int a[4], i;
  int (*through)();
  char c = 'a';
  float half = 0.5f;
  p.left = 1;
  p.right = "one";
  q.left = 20;
  q.right = "twenty";
  for (i = 0; i < 4; i++)
    a[i] = i * i;
  printf("%g\n", mixed(300 - 255, 7, half, 2.25, &p, 1000, 511));
  printf("%d %d\n", narrow(300, 70000, 1.5), narrow(c, c, half));
  through = choose(0, empty);
  printf("%d\n", through(257, 65537, 0.25));
  through = choose(1, empty);
  printf("%d\n", through());
  printf("%d\n", empty(1, 2) + 100 * through(3));
  p = by_value(p, q);
  printf("%d %s\n", p.left, p.right);
  printf("%ld\n", count((long)4));
  printf("%d\n", proto(300, 1.75));
  printf("%d\n", sum_array(a, 4));
  /* Changes of locals among the arguments of a call without a prototype. */
  i = 1;
  i = undeclared(i++, wait(9), half, &p);
  printf("%d %d\n", i, p.left);
  printf("%d %d\n", ints(-1, 2), ints((unsigned)3, -1));
  printf("%s %d\n", argv[0] ? "named" : "nameless", argc);
  return elsewhere(p, 3) < 25;
}
