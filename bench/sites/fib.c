/* What a frame record's site costs as a pointer and as a number.
 *
 * A hand-written fib with a frame record on a side stack, as the precompiler
 * writes it. -DSITE=1 stores the address of the site's descriptor (no numbering of
 * the whole program is needed before a unit can be compiled), -DSITE=2 a number,
 * -DSITE=0 nothing at all. */
#include <stdio.h>
#include <stdlib.h>

struct site {
  const char *function;
  int number;
};

__attribute__((unused)) static const struct site sites[] = {{"fib", 1}, {"fib", 2}};

struct frame {
#if SITE == 2
  unsigned site;
#else
  const struct site *site;
#endif
  int n, first;
};

#if SITE == 1
#define AT(k) fr->site = &sites[k],
#elif SITE == 2
#define AT(k) fr->site = 100 + k,
#else
#define AT(k)
#endif

static struct frame stack[100];
volatile int requested;

static __attribute__((noinline)) int fib(struct frame *fr, int n) {
  if (__builtin_expect(requested, 0)) {
    fr->n = n;
    AT(0) printf("%p\n", (void *)fr);
  }
  if (n < 2)
    return n;
  int first = (fr->n = n, AT(0) fib(fr + 1, n - 1));
  return first + (fr->first = first, AT(1) fib(fr + 1, n - 2));
}

int main(int argc, char **argv) {
  printf("%d\n", fib(stack, argc > 1 ? atoi(argv[1]) : 36));
#if SITE == 1
  return stack[0].site != &sites[1];
#endif
  return 0;
}
