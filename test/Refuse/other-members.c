// What a member of a union finds in the bytes of another one, where it is kept. Which
// members are only read is known of a whole program.
//
// RUN: %ferry-cc %s -o %t 2> %t.err
// RUN: FileCheck %s --implicit-check-not=warning: < %t.err
#include <stdint.h>
#include <stdio.h>

union number {
  double d;
  unsigned char bytes[8];
  struct {
    unsigned first, second;
  } words;
  uint64_t all;
};
union same {
  float f;
  uint32_t bits;
};
union place {
  struct store *to;
  uintptr_t bits;
};
union flags {
  unsigned all;
  struct {
    unsigned low : 4, high : 28;
  } parts;
};

static struct store {
  union number number;
  union same same;
  union place place;
  union flags flags;
  unsigned key, number_of_bits;
  uint64_t all;
  float f;
} store;

static unsigned hash(const union number *n) {
  unsigned h = 0;
  for (int i = 0; i < 8; i++)
    // CHECK: :[[@LINE+1]]:18: warning: 'h' depends on what 'n->bytes[i]' finds in another member of the union, which is another number on other machines, {{.*}} [-Wferry-abi-value]
    h = h * 31 + n->bytes[i];
  return h;
}
static int sign(const union number *n) { return n->bytes[7] > 127 || n->words.second >> 31; }

int main(void) {
  store.number.d = 1.5;
  store.same.f = 2.5f;
  store.place.to = &store;
  store.flags.all = 77;
  // CHECK: :[[@LINE+1]]:15: warning: 'key' depends on what 'store.number.words.first' finds
  store.key = store.number.words.first;
  // As many bytes, in the same order.
  store.all = store.number.all;
  store.key += store.same.bits;
  // A pointer as a number.
  // CHECK: :[[@LINE+1]]:16: warning: 'key' depends on what 'store.place.bits' finds
  store.key += store.place.bits >> 4;
  // CHECK: :[[@LINE+1]]:26: warning: 'number_of_bits' depends on what 'store.flags.parts.low' finds
  store.number_of_bits = store.flags.parts.low;
  if (store.number.bytes[0] == 3 || sign(&store.number))
    puts("three");
  printf("%u\n", hash(&store.number) + store.number.words.second);
  return 0;
}
