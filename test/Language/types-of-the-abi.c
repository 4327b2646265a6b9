// Types whose name is another one on each ABI, by a macro of the compiler or by the
// length of a vector: carried by what they are, and the same state.
//
// RUN: %every-poll --work=%t --to=x86_64,s390x,i686,powerpc --min-polls=8 --cflags="-O1 -Wno-psabi" %s
#include <stdio.h>

typedef long pair __attribute__((vector_size(2 * sizeof(long))));
struct range {
  __SIZE_TYPE__ from, to;
  __PTRDIFF_TYPE__ step;
};

static pair sums = {3, -4};
static __SIZE_TYPE__ calls, *counter = &calls;

static long walk(__SIZE_TYPE__ n, struct range *r) {
  pair each = {(long)n, 1};
  for (__SIZE_TYPE__ i = r->from; i < r->to; i += (__SIZE_TYPE__)r->step) {
    sums += each * (long)i;
    ++*counter;
  }
  return sums[0] - sums[1];
}

int main(void) {
  struct range r = {1, 9, 2};
  for (__SIZE_TYPE__ n = 0; n < 3; n++)
    printf("%ld\n", walk(n, &r));
  printf("%d %ld %ld\n", (int)calls, sums[0], sums[1]);
  return 0;
}
