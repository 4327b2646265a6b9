// Locals whose type is their initialiser's: narrow ones, pointers to arrays and functions, structs,
// in loops and in the macros that are written with them.
//
// RUN: %every-poll --work=%t --to=x86_64,s390x,i686,powerpc --min-polls=200 %s
#include <stdio.h>
struct s { char c; int n[3]; } ;
static int count(int n) { int c = 0; for (int i = 0; i < n; i++) c++; return c; }
static signed char small(int n) { return (signed char)count(n); }
static struct s make(int n) { struct s x = {'a', {n, count(n), 3}}; return x; }
#define MAX(A, B) ({ __auto_type a_ = (A); __auto_type b_ = (B); a_ > b_ ? a_ : b_; })
int main(void) {
  int grid[2][4] = {{1,2,3,4},{5,6,7,8}};
  __auto_type c = small(200);
  __auto_type row = &grid[count(1)];
  const __auto_type f = count;
  __auto_type v = make(4);
  volatile __auto_type d = 2.5f + count(1);
  __auto_type far = &row;
  __auto_type u = 3u - count(1); __auto_type text = "abc";
  for (__auto_type i = small(0); i < 3; i++) {
    __auto_type p = &v.n[i];
    *p += f(i);
    c += i;
    printf("%d %d %d %d %g %d %d %zu\n", c, (*row)[i], (**far)[i + 1], v.n[i], d, MAX(count(i), 1), MAX(u - 3 > 0, small(-1)), sizeof c);
  }
  struct s *q = &v; __auto_type t = *q; __auto_type e = *q->n + 1ll;
  count(3);
  printf("%c %d %d %lld %zu %s\n", t.c, t.n[0], t.n[1], e, sizeof e, text);
  return 0;
}
