// A macro call is written expanded where an edit falls into it, and as the user
// wrote it everywhere else; the output means the same to both compilers.
//
// RUN: %rewrite %s -o %t.c
// RUN: FileCheck %s < %t.c
// RUN: %cc-strict -c %t.c -o %t.o
// RUN: %clang-strict -fsyntax-only %t.c
#include <stdlib.h>
#include <string.h>

#define SQUARE(x) ((x) * (x))
#define TEXT(x) #x
#define PASTE(a, b) a##b
#define SWAP(type, a, b)                                                       \
  do {                                                                         \
    type PASTE(tmp_, __LINE__) = (a);                                          \
    (a) = (b);                                                                 \
    (b) = PASTE(tmp_, __LINE__);                                               \
  } while (0)
#define NEW(type) ((type *)malloc(sizeof(type)))
#define CALL(f, ...) f(__VA_ARGS__)
#define EMPTY
#define EACH(i, n) for (int i = 0; i < (n); i++)

struct pair {
  int a, b;
};

#define STACK(type)                                                            \
  struct PASTE(stack_, type) {                                                 \
    type *data;                                                                \
    int count;                                                                 \
  };                                                                           \
  static int PASTE(sum_, type)(struct PASTE(stack_, type) *s) {                \
    int sum = 0;                                                               \
    for (int i = 0; i < s->count; i++)                                         \
      sum += s->data[i];                                                       \
    return sum;                                                                \
  }
// CHECK: static int __ferry_in_sum_int (void *__ferry_place, struct stack_int * s )
STACK(int)

// CHECK: static int plain(int x) { return SQUARE(x) EMPTY + (int)strlen(TEXT(a   b)); }
static int plain(int x) { return SQUARE(x) EMPTY + (int)strlen(TEXT(a   b)); }

static int spread(int n) {
  int a = 1, b = 2;
  // CHECK: SWAP(int, a, b);
  SWAP(int, a, b);
  // CHECK: {{^}}  EACH(i, n)
  EACH(i, n)
    // CHECK: {{^}}    { if (__builtin_expect(__ferry_poll_requested, 0)) {{.*}} a += SQUARE(i) + b; }
    a += SQUARE(i) + b;
  // CHECK: struct pair *p = ( ( struct pair * ) __ferry_malloc ( sizeof ( struct pair ), &__ferry_alloc_sites[0] ) );
  struct pair *p = NEW(struct pair);
  // CHECK: __ferry_in_spread
  p->a = n ? CALL(spread, n - 1) : plain(SQUARE(a));
  a = p->a;
  free(p);
  return a;
}

int main(void) {
  struct stack_int s = {0, 0};
  return spread(3) + sum_int(&s) < 0;
}
