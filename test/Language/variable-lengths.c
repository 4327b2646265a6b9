// Lengths of arrays that reach polls or change something: evaluated once, in order with
// what stands beside them, in declarations, typedefs, pointers and parameters.
//
// (gcc takes the one change of 'm' for two, in the plain program, too.)
// RUN: %every-poll --work=%t --cflags=-Wno-sequence-point --to=x86_64,s390x,i686,powerpc --min-polls=40 %s
// RUN: %every-poll --work=%t.O2 --cflags="-O2 -Wno-sequence-point" --to=x86_64,s390x,i686,powerpc --min-polls=40 %s
// RUN: %every-poll --work=%t.clang --cc=clang --cflags="-O2 -Wno-sequence-point" --to=x86_64 --min-polls=40 %s
#include <stdio.h>

static int calls;

static int work(int n) {
  int s = 0;
  for (int i = 0; i < n; i++)
    s += i;
  calls++;
  return s;
}

static int one(int n) {
  int a[work(n)], b[n + work(3)][work(n) - 1];
  for (int i = 0; i < work(n); i++)
    a[i] = i;
  b[n][1] = 7;
  return (int)(sizeof a / sizeof *a) + (int)(sizeof b / sizeof **b) + a[2] + b[n][1] +
         work(1);
}

static int order(int n, int m) {
  int first = work(n), a[first + work(3)], second = n++;
  int b[work(2) + m++];
  int *last = (work(1), b + m);
  a[first] = second;
  b[m - 1] = 5;
  return work(2) + a[first] + last[-1] + n + m + (int)(sizeof a + sizeof b) / (int)sizeof(int);
}

static int choice(int n) {
  char text[n > 2 && work(n) > 2 ? work(3) + 1 : work(2) + 9];
  text[1] = 'x';
  work(1);
  return (int)sizeof text + text[1];
}

static int types(int n) {
  typedef int row[work(n)];
  typedef int *pointer;
  row a, *p = &a;
  pointer q = a;
  int(*r)[work(n)] = &a;
  (*p)[2] = 12;
  q[1] = 30;
  work(2);
  return (int)(sizeof(row) / sizeof(int)) + (int)(sizeof *r / sizeof(int)) + (*r)[2] + a[1];
}

static int several(int n) {
  typedef int first[n + work(3)];
  typedef int second[work(n)][n + work(4)];
  first a;
  second b;
  a[n] = work(2);
  b[1][2] = a[n] + 5;
  return (int)(sizeof(first) + sizeof(second)) + b[1][2] + (int)(sizeof a + sizeof b) + work(1);
}

static int loops(int n) {
  int sum = 0;
  for (int i = 2; i < 5; i++) {
    int a[work(i) + n++];
    a[0] = i;
    work(1);
    sum += (int)sizeof a / (int)sizeof *a + a[0];
    if (i == 3)
      continue;
    sum += ({
      int b[work(i)];
      b[0] = 100;
      work(1) + b[0];
    });
  }
  return sum;
}

static int parameter(int i, int a[i++], int j, int b[static work(j) + i++]) {
  int s = work(2);
  return s + 1000 * i + 100 * j + a[1] + b[0];
}

static int reached(int i, int a[++i]) {
  int *p = &i;
  work(2);
  return *p + a[0];
}

typedef int indirect(int, int *, int, int *);

int main(void) {
  int a[12] = {4, 5, 6};
  indirect *volatile through = parameter;
  printf("%d\n", one(4));
  printf("%d\n", order(3, 4));
  printf("%d %d\n", choice(2), choice(4));
  printf("%d\n", types(3));
  printf("%d\n", several(3));
  printf("%d\n", loops(2));
  printf("%d\n", parameter(1, a, 2, a));
  printf("%d\n", through(2, a, 3, a));
  printf("%d\n", reached(5, a));
  printf("calls %d\n", calls);
  return 0;
}
