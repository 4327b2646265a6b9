// Unions of which one member is written, and others only look at its bytes: what was
// written is carried, to machines of another byte order and word size, too.
//
// RUN: %every-poll --work=%t --cflags=-Wno-ferry-abi-value --to=x86_64,s390x,i686,powerpc --min-polls=60 %s
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

union number {
  double d;
  unsigned char bytes[8];
  struct {
    unsigned first, second;
  } words;
};
union place {
  struct node *node;
  uintptr_t bits;
};
struct node {
  union number number;
  union place next;
  union {
    int value;
    char text[4];
  } u;
};

static unsigned parity(const struct node *n) {
  const unsigned char *x = (const unsigned char[]){
      n->number.bytes[0], n->number.bytes[1], n->number.bytes[2], n->number.bytes[3],
      n->number.bytes[4], n->number.bytes[5], n->number.bytes[6], n->number.bytes[7]};
  return x[0] ^ x[1] ^ x[2] ^ x[3] ^ x[4] ^ x[5] ^ x[6] ^ x[7];
}
static unsigned halves(const struct node *n) {
  return n->number.words.first ^ n->number.words.second;
}
static unsigned crowd(const struct node *n) {
  return n->u.text[0] + n->u.text[1] + n->u.text[2] + n->u.text[3];
}

static struct node *push(struct node *head, int value) {
  struct node *n = malloc(sizeof *n);
  n->number.d = value / 3.0;
  n->next.node = head;
  n->u.value = value * 65537;
  return n;
}

static union number kept = {.d = 0.1};
static union number table[5];

static union number half(union number x) {
  union number y;
  y.d = x.d / 2;
  for (int i = 0; i < 3; i++)
    y.d += i;
  return y;
}

int main(void) {
  struct node *head = 0;
  for (int i = 0; i < 12; i++)
    head = push(head, i);
  union number sum = {.d = 0};
  for (struct node *n = head; n; n = n->next.node) {
    sum.d += n->number.d;
    kept = half(sum);
    table[n->u.value % 5].d += kept.d;
    printf("%.17g %.17g %u %u %u %d\n", sum.d, kept.d, parity(n), halves(n), crowd(n),
           (int)(n->next.bits & 3));
  }
  for (int i = 0; i < 5; i++)
    printf("%.17g\n", table[i].d);
  return 0;
}
