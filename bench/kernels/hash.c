/* Open addressing: inserts and lookups in a loop. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

struct slot {
  uint32_t key, count;
};

struct table {
  struct slot *slots;
  uint32_t mask;
};

static void bump(struct table *t, uint32_t key) {
  uint32_t i = key * 2654435761u & t->mask;
  while (t->slots[i].count && t->slots[i].key != key)
    i = (i + 1) & t->mask;
  t->slots[i].key = key;
  t->slots[i].count++;
}

int main(int argc, char **argv) {
  int repetitions = argc > 1 ? atoi(argv[1]) : 200;
  struct table t = {calloc(1 << 16, sizeof(struct slot)), (1 << 16) - 1};
  if (!t.slots)
    return 1;
  uint32_t state = 1;
  for (int i = 0; i < repetitions; i++)
    for (int j = 0; j < 200000; j++) {
      state = state * 1664525 + 1013904223;
      bump(&t, state >> 17);
    }
  uint32_t sum = 0;
  for (uint32_t i = 0; i <= t.mask; i++)
    sum = sum * 31 + t.slots[i].key * t.slots[i].count;
  printf("%u\n", sum);
  free(t.slots);
  return 0;
}
