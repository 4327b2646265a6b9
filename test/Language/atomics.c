// Atomic numbers and pointers: locals, parameters, members, statics, the heap, with
// operators and with the functions of <stdatomic.h>.
//
// RUN: %every-poll --work=%t --to=x86_64,s390x,i686,powerpc,mips --min-polls=30 %s
#include <stdatomic.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

struct node {
  _Atomic char mark;
  atomic_long count;
  _Atomic(struct node *) next;
  _Atomic float weight;
};

static atomic_int calls;
static _Atomic uint32_t wide = 1;
static atomic_bool done;
static _Atomic(struct node *) head;
static int (*_Atomic step)(int);

static int twice(int n) {
  for (int i = n; i > 0; i--)
    n++;
  calls++;
  return n;
}

static long drain(_Atomic int left, atomic_long *into) {
  _Atomic int taken;
  taken = 0;
  while (left > 0) {
    left -= 1;
    taken += twice(left);
    atomic_fetch_add(into, taken);
  }
  return taken + atomic_load_explicit(into, memory_order_relaxed);
}

int main(void) {
  _Atomic long local = 3;
  atomic_long *behind = malloc(2 * sizeof *behind);
  atomic_init(&behind[0], 5);
  behind[1] = -7;
  for (int i = 0; i < 4; i++) {
    struct node *n = malloc(sizeof *n);
    n->mark = (char)('a' + i);
    n->count = twice(i);
    n->next = head;
    n->weight = (float)i / 2;
    head = n;
    wide = wide * 1000003 + (uint32_t)n->count;
  }
  step = twice;
  printf("drain %ld\n", drain(3, &behind[1]) + drain(2, &local));
  int expected = 99;
  if (!atomic_compare_exchange_strong(&calls, &expected, 0))
    printf("calls %d\n", expected);
  for (struct node *n = head; n; n = n->next) {
    n->weight = n->weight + (float)step(2);
    n->count++;
    printf("%c %ld %g\n", n->mark, n->count + twice(1), n->weight);
  }
  int two = twice(1) == 2;
  atomic_store(&done, two);
  printf("%d %d %ld %ld %ld %u\n", done, calls, local, behind[0], behind[1],
         (unsigned)wide);
  free(behind);
  return 0;
}
