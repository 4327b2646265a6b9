// Numbers that are others on another machine, where they are kept.
//
// RUN: %ferry-cc -c %s -o %t.o 2> %t.err
// RUN: FileCheck %s --implicit-check-not=warning: < %t.err
// RUN: %ferry-cc -c %s -o %t.o -Wno-ferry-abi-value 2>&1 | count 0
// RUN: %exits 1 %ferry-cc -c %s -o %t.o -Werror=ferry-abi-value 2> %t.error
// RUN: grep "error: .*-Wferry-abi-value" %t.error
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct item {
  char name[12];
  struct item *next;
};
struct same {
  int64_t when;
  double x;
  int a, b;
  char text[16];
};
struct container {
  size_t element, count;
  char *data;
};

int poll(int);

// Globals are said first.
// CHECK: :[[@LINE+1]]:25: warning: 'link_at' depends on '__builtin_offsetof(struct item, next)'
static size_t link_at = offsetof(struct item, next) - 0 * sizeof(char);

// In memory, and through a function that stores it.
static void container_init(struct container *c, size_t element) {
  c->element = element;
  c->count = 0;
}
void memory(struct container *c) {
  // CHECK: :[[@LINE+1]]:16: warning: 'element' depends on 'sizeof(struct item)', which is another number {{.*}} [-Wferry-abi-value]
  c->element = sizeof(struct item);
  // CHECK: :[[@LINE+1]]:21: warning: what 'container_init' stores depends on 'sizeof(struct item)'
  container_init(c, sizeof(struct item));
  container_init(c, sizeof(struct same));
  c->count = sizeof(int[4]) + offsetof(struct same, b) + _Alignof(short);
  // CHECK: :[[@LINE+1]]:14: warning: 'count' depends on 'sizeof(long)'
  c->count = sizeof(long) * 3;
}
static const size_t constant = sizeof(struct item);
static struct container shared = {sizeof(struct same), 0, 0};

// A local, where the program can be captured and the local lives; not where it is
// used up before.
int locals(int n) {
  // CHECK: :[[@LINE+1]]:17: warning: 'size' depends on 'sizeof(struct item)'
  size_t size = sizeof(struct item) + 4, gone = sizeof(struct item);
  size_t length = sizeof(struct item[3]) / sizeof(struct item);
  int sum = gone > 20;
  for (int i = 0; i < n; i++)
    sum += poll(i) + (int)length;
  return sum + (int)size;
}

// A hash of a pointer chooses an element.
static unsigned hash(const void *p) {
  // CHECK: :[[@LINE+1]]:21: warning: the choice of an element depends on a pointer as a number
  return (unsigned)((uintptr_t)p >> 4);
}
static struct item *table[64];
void enter(struct item *i) { table[hash(i) % 64] = i; }

// A distance in bytes that is kept; one in elements is the same everywhere.
long distance, elements;
void distances(struct item *a, struct item *b) {
  // CHECK: :[[@LINE+1]]:24: warning: 'distance' depends on a distance in bytes
  distance = (char *)a - (char *)b;
  elements = a - b;
}

// Compared, printed, used at once, made a pointer again, or a few low bits.
void fine(struct item *i, struct container *c) {
  if ((uintptr_t)i == 3 || sizeof(struct item) > c->element)
    printf("%zu\n", sizeof(struct item));
  memset(i, 0, sizeof *i);
  struct item *fresh = malloc(sizeof(struct item) * c->count);
  c->data = (char *)(((uintptr_t)fresh + 15) & ~(uintptr_t)15);
  c->count = (uintptr_t)i & 7;
  i->next = (struct item *)((char *)fresh + offsetof(struct item, next));
}

int main(void) {
  struct container c = {0, 0, 0};
  memory(&c);
  return locals(3) + (int)(link_at + constant + shared.element);
}
