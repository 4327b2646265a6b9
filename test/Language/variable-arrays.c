// Arrays of variable length: as parameters, locals, in loops and typedefs, of structs with
// pointers, on the heap; their lengths are evaluated once and stay.
//
// RUN: %every-poll --work=%t --to=x86_64,s390x,i686,powerpc --min-polls=500 --most=60 %s
// RUN: %every-poll --work=%t --to=x86_64 --cc=clang --most=20 --cflags=-O0 %s
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
static int count(int n) { int s = 0; while (n-- > 0) s += n; return s; }
static int turn;
static int length(int n) { turn++; return n + 1; }

static double trace(int n, double a[n][n]) {
  double s = 0;
  for (int i = 0; i < n; i++) s += a[i][i] + count(2) - 1;
  return s;
}
static void multiply(int n, int m, int k, double c[n][k], const double a[n][m], double b[m][k]) {
  for (int i = 0; i < n; i++)
    for (int j = 0; j < k; j++) {
      c[i][j] = 0;
      for (int l = 0; l < m; l++) { c[i][j] += a[i][l] * b[l][j]; if (l == 1) count(2); }
    }
  n = m = k = 1; /* the lengths stay */
  while (count(n) < 1) c[n++][0] += sizeof c[0] / sizeof(double);
}
static long cube(int n, int m, long (*a)[n][m + 1], int at) {
  long s = 0;
  for (int i = 0; i < at; i++)
    for (int j = 0; j < n; j++)
      for (int k = 0; k <= m; k++) { s += a[i][j][k]; a[i][j][k] += 1; }
  return s + count(2);
}
static int local(int n) {
  int a[n], i, *p = a, *end;
  const char *names[n + 1];
  int before = turn;
  char text[2][length(n)];
  if (turn != before + 1) return -1;
  for (i = 0; i < n; i++) { a[i] = count(i); names[i] = i & 1 ? "odd" : "even"; }
  end = a + n; names[n] = "end";
  int size = sizeof a / sizeof *a; n = 1;
  while (p != end) { a[size - 1] += *p++; count(2); }
  memset(text, 0, sizeof text);
  text[1][0] = 'x';
  for (i = 0; i < 3 && i <= size; i++) printf("%s ", names[i]);
  printf("%d %d %zu %s\n", a[size - 1], size, sizeof text, text[1]);
  return sizeof a / sizeof(int);
}
static int loop(int n) {
  int s = 0;
  for (int i = 1; i < n; i++) {
    typedef int row[i];
    row r; int (*back)[i] = &r;
    row both[2];
    r[0] = i; both[1][i - 1] = 5;
    if (i == 3) continue;
    for (int j = 1; j < i; j++) { r[j] = r[j - 1] + count(j); both[0][j] = j; }
    s += (*back)[i - 1] + sizeof(row) / sizeof(int) + both[1][i - 1];
    if (s > 200) break;
    { int inner[s % 7 + 1]; inner[0] = count(3); s += inner[0]; if (s == 77) return s; }
  }
  return s;
}
struct node { struct node *next; long v; };
static long list(int n) {
  struct node nodes[n];
  struct node *head = 0;
  for (int i = 0; i < n; i++) { nodes[i].next = head; nodes[i].v = count(i); head = &nodes[i]; }
  long s = 0;
  for (; head; head = head->next) s += head->v * count(2);
  return s;
}
static long heap(int n, int m) {
  double (*a)[m] = malloc(n * sizeof *a);
  double (*b)[m];
  for (int i = 0; i < n; i++) for (int j = 0; j < m; j++) a[i][j] = i * m + j + count(2);
  b = a + 1;
  m = 99;
  double s = 0;
  for (int i = 0; i < n - 1; i++) { s += b[i][1]; count(2); }
  s += trace(2, (double (*)[2])(void *)a[0]);
  free(a);
  return s;
}
static int recurse(int depth) {
  int here[depth + 1];
  here[depth] = depth;
  if (depth) here[0] = recurse(depth - 1); else count(3);
  return here[0] + here[depth];
}
static int swtch(int n) {
  switch (n & 1) { case 0: { int a[n + 1]; a[n] = count(n); return a[n]; } default: n++; }
  int b[n]; b[0] = count(n);
  return b[0];
}
/* Nothing of it lives at the jump, which a restored program takes back into it. */
static int dead(int n) {
  int s = 0;
again:;
  { int x[n % 3 + 1]; x[0] = n; x[n % 3] += 2; s += x[0]; }
  if (n-- > 0) goto again;
  return s + count(2);
}
int main(void) {
  for (int n = 2; n < 5; n++) {
    double a[n][n], b[n][3], c[n][3];
    for (int i = 0; i < n; i++) { for (int j = 0; j < n; j++) a[i][j] = i - j + 2; for (int j = 0; j < 3; j++) b[i][j] = i + j; }
    multiply(n, n, 3, c, (const double (*)[n])a, b);
    printf("%g %g %g\n", trace(n, a), c[n - 1][2], c[1][0]);
    printf("%d %d %ld %ld %d %d\n", local(n), loop(n + 2), list(n), heap(n, 2 + n), recurse(n), swtch(n));
    long q[2][n][n + 1];
    memset(q, 0, sizeof q);
    q[1][n - 1][n] = 7;
    long x = cube(n, n, q, 2); x += cube(n, n, q, 2);
    printf("%ld %d\n", x, dead(n));
  }
  return 0;
}
