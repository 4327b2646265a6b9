// Variables that pointers may lead to are kept apart: nothing starts where one of
// them ends. What no pointer leads to stays as it is.
//
// RUN: %rewrite %s -o %t.c
// RUN: FileCheck %s < %t.c
// RUN: %cc-strict -c %t.c -o %t.o
// RUN: %clang-strict -fsyntax-only %t.c

struct pair {
  long a, b;
};
void ferry_poll(void);
int use(const void *first, const void *second);

// CHECK: {{^}}int (*operation)(int, char) __ferry_apart(32), *(*(*nested)(int, long))[3] __ferry_apart(32) = 0;
int (*operation)(int, char), *(*(*nested)(int, long))[3] = 0;
// Other units may take its address. The struct below wants 32, so all do.
struct pair one;
// CHECK: {{^}}int known __ferry_apart(32);
int known;
// CHECK: {{^}}static int unknown = 1, led __ferry_apart(32) = 2, *way __ferry_apart(32) = &led;
static int unknown = 1, led = 2, *way = &led;
int **where = &way;
// CHECK: {{^}}struct pair two[(2) + 1] __ferry_apart(32), (*at)[2] __ferry_apart(32) = (struct pair (*)[2])&two;
struct pair two[2], (*at)[2] = &two;
// CHECK: {{^}}extern int elsewhere;
extern int elsewhere;
// CHECK: {{^}}int aligned __attribute__((aligned(128))) __ferry_apart(32);
int aligned __attribute__((aligned(128)));
// 64 bytes want 128, for themselves only.
// CHECK: {{^}}struct pair four[(3) + 1][2] __ferry_apart(32);
// CHECK: {{^}}struct { struct pair p[4]; } whole __ferry_apart(128);
struct pair four[3][2];
struct { struct pair p[4]; } whole;

// CHECK: static int __ferry_in_walk(void *__ferry_place, int __ferry_p_n, const char m)
// CHECK-SAME: int n __ferry_apart(16) = __ferry_p_n;
static int walk(int n, const char m) {
  // CHECK: {{^}}  int plain = 3, seen __ferry_apart(16) = 4;
  int plain = 3, seen = 4;
  ferry_poll();
  // CHECK: {{^}}  for (short i = 0, j __ferry_apart(16) = 2; i < j; i++)
  for (short i = 0, j = 2; i < j; i++)
    plain += use(&n, &seen) + use(&j, &j);
  return plain + m;
}
// CHECK: static int __ferry_re_walk(void *__ferry_place)
// CHECK-SAME: int n __ferry_apart(16) = 0; char m = 0;
// CHECK:      {{^}}int plain = 3, seen __ferry_apart(16) = 4;

// What can't be on the stack at a poll keeps its locals.
// CHECK: {{^}}static int leaf(int n) { int seen = n, *p = &seen; return n + *p; }
static int leaf(int n) { int seen = n, *p = &seen; return n + *p; }

int main(void) { return walk(1, 2) + leaf(unknown) + elsewhere + aligned + (at != 0); }
