// Calls through pointers of every kind, recursion, mutual recursion; pointers to
// locals of frames below.
//
// RUN: %every-poll --work=%t --to=x86_64,s390x,i686 --min-polls=60 %s
#include <stdio.h>
#include <stdlib.h>

typedef int (*operation)(int, int);

static int add(int a, int b) {
  for (int i = 0; i < b; i++)
    a++;
  return a;
}
static int multiply(int a, int b) {
  int r = 0;
  while (b-- > 0)
    r = add(r, a);
  return r;
}
static int constant(int a, int b) { return a * 0 + b * 0 + 7; }

struct object {
  const char *name;
  operation apply;
  struct object *next;
};

static operation choose(int n) {
  static const operation table[] = {add, multiply, constant};
  do
    n -= 3;
  while (n >= 0);
  return table[n + 3];
}

static int through(operation op, int a, int b) { return op(a, op(b, 1)); }

static int fold(struct object *list, int start) {
  int r = start;
  for (struct object *o = list; o; o = o->next)
    r = o->apply(r, 2) + (*o->apply)(1, r % 3);
  return r;
}

static int odd(int n);
static int even(int n) { return n == 0 ? 1 : odd(n - 1); }
static int odd(int n) { return n == 0 ? 0 : even(n - 1); }

static int fib(int n) { return n < 2 ? n : fib(n - 1) + fib(n - 2); }

static void descend(int depth, int *total, int *path, int *end) {
  int here[2] = {depth, *total};
  *end++ = depth;
  if (depth > 0) {
    descend(depth - 1, &here[1], path, end);
    descend(depth - 2, total, path, end);
  }
  *total += here[1] + (int)(end - path);
}

static int compare(const void *a, const void *b) {
  int x = *(const int *)a, y = *(const int *)b;
  for (int i = 0; i < 2; i++)
    x += 0;
  return (x > y) - (x < y);
}

int main(void) {
  struct object c = {"c", constant, NULL}, b = {"b", multiply, &c},
                a = {"a", add, &b};
  operation ops[3] = {add, choose(1), choose(5)};
  for (int i = 0; i < 3; i++)
    printf("%d %d %d\n", ops[i](2, 3), through(ops[i], 4, i), choose(i)(i, 5));
  printf("fold %d %s\n", fold(&a, 3), a.next->name);
  printf("even %d odd %d fib %d\n", even(6), odd(5), fib(7));
  int total = 1, path[20];
  descend(4, &total, path, path);
  printf("total %d %d\n", total, path[4]);
  int numbers[] = {5, 3, 9, 1, 7};
  qsort(numbers, 5, sizeof numbers[0], compare);
  for (int i = 0; i < 5; i++)
    printf("%d ", numbers[i]);
  printf("%d\n", compare(&numbers[0], &numbers[1]));
  return 0;
}
