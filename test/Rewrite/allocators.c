// What memory of the program's own functions is for: each call says it behind its
// arguments, the function asks for it first, and its allocations get it.
//
// RUN: %rewrite %s -o %t.c
// RUN: FileCheck %s < %t.c
// RUN: %cc-strict -Wconversion -Wno-pedantic -c %t.c -o %t.o
// RUN: %clang-strict -Wconversion -fsyntax-only %t.c
#include <stdlib.h>
#include <string.h>

struct node {
  struct node *next;
  long value;
};
struct text {
  int length;
  char bytes[];
};

void *xmalloc(size_t n) {
  // CHECK: void *xmalloc(size_t n) { struct __ferry_taken __ferry_taken = __ferry_take([[XMALLOC:0x[0-9a-f]+u, 0x[0-9a-f]+u]], &__ferry_alloc_sites[0]);
  // CHECK: void *p = __ferry_malloc_as(n ? n : 1, __ferry_taken);
  void *p = malloc(n ? n : 1);
  if (!p)
    exit(1);
  return p;
}

// An allocator hands down what it was told; the arguments stay what they were.
// CHECK: static void *xcalloc(size_t n, size_t size) { struct __ferry_taken __ferry_taken = __ferry_take([[XCALLOC:.*u]], &__ferry_alloc_sites[1]);
static void *xcalloc(size_t n, size_t size) {
  // CHECK: void *p = xmalloc((unsigned long)(__ferry_want([[XMALLOC]], __ferry_taken.site, __ferry_taken.tail), n * size));
  void *p = xmalloc(n * size);
  return memset(p, 0, n * size), p;
}

void *xrealloc(void *p, size_t n) {
  // CHECK: return __ferry_realloc_as(p, n, __ferry_taken);
  return realloc(p, n);
}

// Characters, unless a caller says something else.
// CHECK: char *letters(int n) { struct __ferry_taken __ferry_taken = __ferry_take([[LETTERS:.*u]], &__ferry_alloc_sites[3]);
char *letters(int n) {
  // CHECK: return __ferry_calloc_as(1, (size_t)n, __ferry_taken);
  return calloc(1, (size_t)n);
}

int number(int n);

struct node *make(int n, const char *name) {
  // CHECK: struct node *a = xmalloc((unsigned long)(__ferry_want([[XMALLOC]], &__ferry_alloc_sites[4], 0), sizeof *a));
  struct node *a = xmalloc(sizeof *a);
  // CHECK: a->next = xcalloc((unsigned long)(__ferry_want([[XCALLOC]], &__ferry_alloc_sites[5], 0), 2), sizeof(struct node));
  a->next = xcalloc(2, sizeof(struct node));
  // A struct with elements behind it.
  // CHECK: struct text *t = xmalloc((unsigned long)(__ferry_want([[XMALLOC]], &__ferry_alloc_sites[6], 2), sizeof *t + strlen(name)));
  struct text *t = xmalloc(sizeof *t + strlen(name));
  // CHECK: t = xrealloc(t,(unsigned long)(__ferry_want([[XREALLOC:.*u]], &__ferry_alloc_sites[7], 1), __builtin_offsetof(struct text, bytes[n])));
  t = xrealloc(t, __builtin_offsetof(struct text, bytes[n]));
  // Nobody has to say that characters are characters.
  // CHECK: char *c = letters(n);
  char *c = letters(n);
  // CHECK: a->next->next = (struct node *)letters((int)(__ferry_want([[LETTERS]], &__ferry_alloc_sites[8], 0), (int)sizeof(struct node)));
  a->next->next = (struct node *)letters((int)sizeof(struct node));
  // A function in the argument may allocate, too: it runs before.
  // CHECK: long *l = {{.*}}xmalloc((unsigned long)__ferry_want_behind((unsigned long long)((size_t){{.*}} * sizeof(long)), [[XMALLOC]], &__ferry_alloc_sites[9], 0)));
  long *l = xmalloc((size_t)number(n) * sizeof(long));
  a->value = l[0] + c[0] + t->length;
  return a;
}

// Through pointers: where they lead is kept when they are read.
struct hooks {
  void *(*get)(size_t);
  void *(*more)(void *, size_t);
};
// CHECK: static struct hooks hooks {{.*}} = {__ferry_malloc_called, __ferry_realloc_called};
static struct hooks hooks = {malloc, realloc};

// CHECK: static void *counted(size_t n) { struct __ferry_taken __ferry_taken = __ferry_take_called({{.*}}u, (__ferry_code)counted, &__ferry_alloc_sites[10]);
static void *counted(size_t n) { return malloc(n); }
// CHECK: static void *passed(struct hooks *h, size_t n) { struct __ferry_taken __ferry_taken = __ferry_take([[PASSED:.*u]], &__ferry_alloc_sites[11]);
// CHECK: return (__extension__ ({ __auto_type __ferry_callee = (h->get); __ferry_wanted.callee = (__ferry_code)__ferry_callee; __ferry_callee; }))((unsigned long)(__ferry_want_called(__ferry_taken.site, __ferry_taken.tail), n));
static void *passed(struct hooks *h, size_t n) { return h->get(n); }

struct node *again(struct node *a, int n) {
  // CHECK: hooks.get = n ? counted : __ferry_malloc_called;
  hooks.get = n ? counted : malloc;
  // CHECK: a->next = passed(&hooks,(unsigned long)(__ferry_want([[PASSED]], &__ferry_alloc_sites[12], 0), sizeof *a));
  a->next = passed(&hooks, sizeof *a);
  // A call that can reach a poll reads the pointer first.
  // CHECK: return (__ferry_p1 = ((__extension__ ({ __auto_type __ferry_callee = (hooks . more); __ferry_wanted.callee = (__ferry_code)__ferry_callee; __ferry_callee; }))), {{.*}}, __ferry_p1(a,(unsigned long)(__ferry_want_called(&__ferry_alloc_sites[13], 0), 2 * sizeof *a)));
  return hooks.more(a, 2 * sizeof *a);
}

// CHECK:      static struct __ferry_alloc_site __ferry_alloc_sites[14] = {
// CHECK-NEXT: {&__ferry_type_unknown, "allocators.c:20:7", 0},
// CHECK-NEXT: {&__ferry_type_unknown, "allocators.c:{{.*}}
// CHECK-NEXT: {&__ferry_type_unknown, "allocators.c:{{.*}}
// CHECK-NEXT: {&__ferry_type_char, "allocators.c:{{.*}}
// CHECK-NEXT: {&__ferry_type_struct_node, "allocators.c:{{.*}}:20", 0},
// CHECK-NEXT: {&__ferry_type_struct_node, {{.*}}
// CHECK-NEXT: {&{{.*}}struct_text{{.*}}
// CHECK-NEXT: {&{{.*}}struct_text{{.*}}
// CHECK-NEXT: {&__ferry_type_struct_node, {{.*}}
// CHECK-NEXT: {&__ferry_type_long, {{.*}}
