#include <stdio.h>

struct pair {
  int left;
  char *right;
};

int wait();

int narrow(c, s, f)
  unsigned char c;
  short s;
  float f;
{
  return c * 10000 + s * 10 + (int)(f * 4) + wait(c);
}

int undeclared(int a, int b, double f, struct pair *p) {
  while (a < 5)
    a += wait(2);
  p->left += a;
  return a + b + (int)(f * 10) + p->left;
}

int elsewhere(p, times) struct pair p;
{
  while (times-- > 0)
    p.left += wait(times);
  printf("%s %d\n", p.right, p.left);
  return p.left;
}
