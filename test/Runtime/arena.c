// Objects that a program cuts out of an array of characters: their pointers are in
// no type, so they would keep the addresses of the old machine. The capture is
// refused; objects without pointers in there move.
//
// REQUIRES: x86_64
// SOAK-NOT: what it does in its arena can't be captured
// RUN: %ferry-cc -O2 -Wno-ferry-hidden-pointer %s -o %t
// RUN: rm -rf %t.d && mkdir %t.d
// RUN: env FERRY_DIR=%t.d FERRY_AT_POLL=4 FERRY_THEN=exit %exits 86 %t 2>&1 | FileCheck %s
// RUN: not ls %t.d/latest
// RUN: env FERRY_DIR=%t.d FERRY_AT_POLL=4 FERRY_THEN=exit %exits 86 %t heap 2>&1 | FileCheck %s --check-prefix=HEAP
// RUN: env FERRY_DIR=%t.d FERRY_AT_POLL=4 FERRY_THEN=exit %exits 86 %t pool 2>&1 | FileCheck %s --check-prefix=POOL
// RUN: env FERRY_DIR=%t.d FERRY_AT_POLL=4 FERRY_THEN=exit %exits 86 %t start 2>&1 | FileCheck %s --check-prefix=START
// RUN: env FERRY_DIR=%t.d FERRY_AT_POLL=4 FERRY_THEN=exit %exits 86 %t free 2>&1 | FileCheck %s --check-prefix=LINKS
// RUN: env FERRY_DIR=%t.d FERRY_AT_POLL=25 FERRY_THEN=exit %exits 85 %t
// RUN: env FERRY_TEST_SHIFT=5 FERRY_RESTORE=%t.d/latest %t | FileCheck %s --check-prefix=LATER
//
// RUN: %if s390x %{ %ferry-cc-s390x -O2 -Wno-ferry-hidden-pointer %s -o %t.s390x %}
// RUN: %if s390x %{ env FERRY_RESTORE=%t.d/latest %exits 87 %run-s390x %t.s390x 2>&1 | FileCheck %s --check-prefix=ORDER %}
// RUN: %if s390x %{ env FERRY_DIR=%t.d FERRY_AT_POLL=10 FERRY_THEN=exit %exits 85 %t behind %}
// RUN: %if s390x %{ env FERRY_RESTORE=%t.d/latest %exits 87 %run-s390x %t.s390x behind 2>&1 | FileCheck %s --check-prefix=BEHIND %}
// RUN: %if s390x %{ env FERRY_DIR=%t.d FERRY_AT_POLL=10 FERRY_THEN=exit %exits 85 %t after-array %}
// RUN: %if s390x %{ env FERRY_RESTORE=%t.d/latest %exits 87 %run-s390x %t.s390x after-array 2>&1 | FileCheck %s --check-prefix=AFTER %}
// RUN: env FERRY_DIR=%t.d FERRY_AT_POLL=25 FERRY_THEN=exit %exits 85 %t
// RUN: %if i686 %{ %ferry-cc-i686 -O2 -Wno-ferry-hidden-pointer %s -o %t.i686 %}
// RUN: %if i686 %{ env FERRY_RESTORE=%t.d/latest %t.i686 | FileCheck %s --check-prefix=LATER %}
//
// CHECK: ferry: no checkpoint: {{.*}}: points to 'struct node' in 'arena.c:arena', which is 'a{{[0-9]+}}:char', where its pointers are not known
// HEAP: ferry: no checkpoint: {{.*}}: points to 'struct node' in a heap object, which is 'char', where its pointers are not known
// POOL: ferry: no checkpoint: {{.*}}: points to 'struct node' in 'arena.c:pool', which is 'struct pool', where its pointers are not known
// START: ferry: no checkpoint: {{.*}}: points to 'struct node' in 'arena.c:one', which is 'a{{[0-9]+}}:char', where its pointers are not known
// LINKS: ferry: no checkpoint: {{.*}}: points into 'arena.c:pool', which is 'struct pool', to what looks like pointers
// Numbers in there move when nothing of them has to be converted.
// ORDER: ferry: cannot restore: {{.*}}: points to 'int' in memory of 'a{{[0-9]+}}:char', where nothing says how its values have to be converted
// Neither the end of the int in front of them, nor that of an array.
// BEHIND: ferry: cannot restore: {{.*}}: points to 'int' in memory of 'struct behind', where nothing says how its values have to be converted
// AFTER: ferry: cannot restore: {{.*}}: points to 'int' in memory of 'struct after', where nothing says how its values have to be converted
// LATER: {{^}}45 285
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct node {
  struct node *next;
  int value;
};

static char arena[1024];
static char *from = arena;

// In a struct with other things; one that starts with its only object.
static struct pool {
  int used;
  _Alignas(16) char bytes[1024];
} pool;
static _Alignas(16) char one[16];

// Where what stands in front has the type of what is cut out.
static struct behind {
  int used;
  char bytes[64];
} behind;
static struct after {
  int ids[2];
  char bytes[64];
} after;

static void *cut(unsigned size) {
  char *p = from;
  from += size;
  return p;
}

static int lists(void) {
  struct node *list = NULL;
  int sum = 0;
  for (int i = 0; i < 10; i++) {
    struct node *n = cut(sizeof *n);
    n->next = list;
    n->value = i;
    list = n;
  }
  for (; list; list = list->next)
    sum += list->value;
  return sum;
}

static int squares(void) {
  int *numbers = cut(10 * sizeof *numbers), sum = 0;
  for (int i = 0; i < 10; i++) {
    numbers[i] = i * i;
    sum += numbers[i];
  }
  return sum;
}

static int single(struct node *n) {
  int sum = 0;
  n->next = NULL;
  n->value = 1;
  for (int i = 0; i < 5; i++)
    sum += n->value;
  return sum;
}

// Only the links know that there are pointers.
static void *chunks;

static int freed(void) {
  int count = 0;
  for (int i = 0; i < 10; i++) {
    void *chunk = cut(sizeof(struct node));
    *(void **)chunk = chunks;
    chunks = chunk;
  }
  for (; chunks; chunks = *(void **)chunks)
    count++;
  return count;
}

static int thousands(int *numbers) {
  int sum = 0;
  for (int i = 0; i < 8; i++)
    numbers[i] = i * 1000;
  for (int i = 0; i < 8; i++)
    sum += numbers[i];
  return sum - 28000;
}

int main(int argc, char **argv) {
  const char *where = argc > 1 ? argv[1] : "arena";
  if (!strcmp(where, "start"))
    return single((struct node *)one);
  if (!strcmp(where, "behind"))
    return thousands((int *)behind.bytes);
  if (!strcmp(where, "after-array"))
    return thousands((int *)after.bytes);
  if (!strcmp(where, "heap"))
    from = malloc(1024);
  if (!strcmp(where, "pool") || !strcmp(where, "free"))
    from = pool.bytes;
  if (!strcmp(where, "free"))
    return freed() - 10;
  int sum = lists();
  printf("%d %d\n", sum, squares());
  return 0;
}
