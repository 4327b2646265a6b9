// A pointer to an object that is gone is counted, and stays a pointer to nothing:
// it never becomes one to another object.
//
// REQUIRES: x86_64, i686
// SOAK-NOT: it asks whether freed memory is used again, which Ferry's heap does later
// RUN: %ferry-cc -O2 -w %s -o %t
// RUN: %ferry-cc-i686 -O2 -w %s -o %t.i686
// RUN: rm -rf %t.d
// RUN: env FERRY_STATS=%t.json FERRY_DIR=%t.d FERRY_AT_POLL=1 FERRY_THEN=exit %exits 85 %t 2>&1 | FileCheck %s --check-prefix=SAID
// RUN: grep '"poisoned_pointers": 2,' %t.json
// RUN: env FERRY_TEST_SHIFT=3 FERRY_STATS=%t.json FERRY_RESTORE=%t.d/latest %run-i686 %t.i686 | FileCheck %s
// RUN: grep '"dangling_pointers": 2$' %t.json
//
// SAID: {{^}}ferry: captured with 2 dangling pointers; the first: frame 0 main: local h: freed{{$}}
// CHECK: null number last dangling dangling kept
#include <stdio.h>
#include <stdlib.h>

struct holder {
  int *null, *number, *last, *freed, *left, *kept;
};

static int *leave(void) {
  int local[4] = {1, 2, 3, 4};
  int *volatile p = local;
  return p;
}

int main(void) {
  int *kept = malloc(3 * sizeof *kept), *freed = malloc(3 * sizeof *freed);
  struct holder h = {0, (int *)12345, (int *)-1, freed, leave(), kept};
  free(freed);
  for (int i = 0; i < 2; i++)
    kept[i] = i;
  int *fresh[100];
  for (int i = 0; i < 100; i++)
    fresh[i] = malloc(3 * sizeof(int));
  int same = 0;
  for (int i = 0; i < 100; i++)
    same += fresh[i] == h.freed;
  printf("%s %s %s %s %s %s\n", h.null ? "-" : "null", h.number == (int *)12345 ? "number" : "-",
         h.last == (int *)-1 ? "last" : "-", h.freed && !same ? "dangling" : "-", h.left ? "dangling" : "-",
         h.kept == kept && kept[1] == 1 ? "kept" : "-");
  return 0;
}
