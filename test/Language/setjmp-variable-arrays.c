// setjmp in functions with arrays of variable length: in front of their scope, in it,
// in loops that make them anew, beside pointers to them and typedefs.
//
// RUN: %every-poll --work=%t --to=x86_64,s390x,i686,powerpc --min-polls=40 %s
// RUN: %every-poll --work=%t.O2 --cflags=-O2 --to=x86_64,s390x,i686,powerpc --min-polls=40 %s
// RUN: %every-poll --work=%t.clang --cc=clang --cflags=-O2 --to=x86_64 --min-polls=40 %s
#include <setjmp.h>
#include <stdio.h>

static int work(int n) {
  int s = 0;
  for (int i = 0; i < n; i++)
    s += i;
  return s;
}

static void leaf(jmp_buf *env, int code) {
  work(1);
  longjmp(*env, code);
}

static int front(int n) {
  jmp_buf env;
  volatile int left = 2, sum = 0;
  if (setjmp(env))
    sum += 100;
  int row[n + left];
  for (int i = 0; i < n; i++)
    row[i] = i + (int)sizeof row / (int)sizeof *row;
  work(2);
  if (left-- > 0)
    leaf(&env, 1);
  work(1);
  return sum + row[n - 1];
}

static int inside(int n) {
  jmp_buf env;
  volatile int left = 2, codes = 0;
  int row[n];
  for (int i = 0; i < n; i++)
    row[i] = i * i;
  int code = setjmp(env);
  codes += code;
  work(2);
  if (left-- > 0)
    leaf(&env, 7);
  int sum = work(1) + codes;
  for (int i = 0; i < n; i++)
    sum += row[i];
  return sum;
}

static int nested(int n) {
  jmp_buf outer, inner;
  volatile int sum = 0, outside = 1;
  if (setjmp(outer) == 0)
    sum += 1;
  for (volatile int i = 1; i < 4; i++) {
    typedef int row[n + i];
    row a;
    int(*p)[n + i] = &a;
    for (int j = 0; j < n + i; j++)
      (*p)[j] = i * j;
    volatile int again = 1;
    work(1);
    switch (setjmp(inner)) {
    case 0: {
      char text[n * 2];
      text[n] = 'a';
      work(1);
      if (again--)
        leaf(&inner, 1);
      sum += text[n];
      break;
    }
    case 1:
      sum += 10 + (int)(sizeof(row) / sizeof(int)) * 100;
      work(1);
      break;
    }
    sum += a[n + i - 1] + (*p)[1];
    if (i == 2 && outside--)
      leaf(&outer, 1);
  }
  work(2);
  return sum;
}

static int matrix(int n, int m[n][n]) {
  jmp_buf env;
  volatile int rounds = 0;
  volatile int row = work(2);
  while (setjmp(env) < 3) {
    double copy[n][n];
    for (int i = 0; i < n; i++)
      for (int j = 0; j < n; j++)
        copy[i][j] = m[j][i];
    row += (int)copy[n - 1][0];
    rounds++;
    leaf(&env, rounds);
  }
  return (int)rounds + m[1][0] + work(1);
}

int main(void) {
  int m[3][3] = {{1, 2, 3}, {4, 5, 6}, {7, 8, 9}};
  printf("front %d\n", front(5));
  printf("inside %d\n", inside(4));
  printf("nested %d\n", nested(3));
  printf("matrix %d\n", matrix(3, m));
  return 0;
}
