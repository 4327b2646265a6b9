// Functions that hand out memory and are no allocators, because what they return may have
// been something else, or holds something of their own; calls that say no type.
//
// RUN: %exits 1 %rewrite %s -o %t.c 2> %t.err
// RUN: FileCheck %s --implicit-check-not=error: < %t.err
// RUN: test ! -e %t.c
#include <stdlib.h>
#include <string.h>

struct a {
  int x;
};
struct b {
  double y;
};
void keep(void *);
int number(int);

void *xmalloc(size_t n) { return malloc(n); }
void *twice(size_t n, size_t m) { return malloc(n * m); }

static void *list;
void *reused(size_t n) {
  void *p = list;
  if (p) {
    list = *(void **)p;
    return p;
  }
  // CHECK: allocators.c:[[#@LINE+1]]:10: error: what 'malloc' allocates here is not known; {{.*}} [-Wferry-untyped-allocation]
  return malloc(n);
}
void *cached(size_t n) {
  static void *p;
  if (!p)
    // CHECK: allocators.c:[[#@LINE+1]]:9: error: what 'malloc' allocates here is not known
    p = malloc(n);
  return p;
}
void *behind(size_t n) {
  // CHECK: allocators.c:[[#@LINE+1]]:13: error: what 'malloc' allocates here is not known
  void *p = malloc(n + 16);
  return p;
}
void *grown(size_t n) {
  n += 16;
  // CHECK: allocators.c:[[#@LINE+1]]:10: error: what 'xmalloc' allocates here is not known
  return xmalloc(n);
}
void *rounded(size_t n) {
  size_t more = (n + 15) & ~(size_t)15;
  // CHECK: allocators.c:[[#@LINE+1]]:10: error: what 'malloc' allocates here is not known
  return malloc(more);
}
void *kept(size_t n) {
  // CHECK: allocators.c:[[#@LINE+1]]:13: error: what 'malloc' allocates here is not known
  void *p = malloc(n);
  keep(p);
  return p;
}
void *listed(size_t n) {
  // CHECK: allocators.c:[[#@LINE+1]]:13: error: what 'malloc' allocates here is not known
  void *p = malloc(n);
  list = p;
  return p;
}
void *changed(size_t n) {
  // CHECK: allocators.c:[[#@LINE+1]]:13: error: what 'malloc' allocates here is not known
  void *p = malloc(n), **at = &p;
  *at = list;
  return p;
}
void *looked(size_t n) {
  // CHECK: allocators.c:[[#@LINE+1]]:13: error: what 'malloc' allocates here is not known
  void *p = malloc(n);
  ((struct a *)p)->x = 1;
  return p;
}
void *inside(size_t n) {
  // CHECK: allocators.c:[[#@LINE+1]]:13: error: what 'xmalloc' allocates here is not known
  void *p = xmalloc(n);
  return p ? (char *)p + 8 : p;
}
// With a header in front: the pointer to that says nothing of what is behind.
void *headed(size_t n) {
  // CHECK: allocators.c:[[#@LINE+1]]:15: error: what 'malloc' allocates here is not known
  size_t *p = malloc(n + 16);
  *p = n;
  return p + 2;
}
struct header {
  size_t size;
  double first[1];
};
void *member_of(size_t size) {
  // CHECK: allocators.c:[[#@LINE+1]]:22: error: what 'xmalloc' allocates here is not known
  struct header *h = xmalloc(size);
  return h ? &h->first : NULL;
}
void *value_of(size_t size) {
  void **p = malloc(size), *value;
  return value = p[0], *p;
}
void *numbered(size_t n) {
  // CHECK: allocators.c:[[#@LINE+1]]:13: error: what 'malloc' allocates here is not known
  void *p = malloc(n);
  return (size_t)p % 16 ? NULL : p;
}
// Another function decides what comes back.
void *asked(size_t n) {
  // CHECK: allocators.c:[[#@LINE+1]]:19: error: what 'malloc' allocates here is not known
  return n > 64 ? malloc(n) : reused(n);
}

void unsaid(int n) {
  // CHECK: allocators.c:[[#@LINE+1]]:3: error: what 'xmalloc' allocates here is not known; write sizeof the type in its argument, or convert the result to a pointer to it [-Wferry-untyped-allocation]
  xmalloc(4);
  // CHECK: allocators.c:[[#@LINE+1]]:8: error: what 'xmalloc' allocates here is not known
  keep(xmalloc(8));
  keep(xmalloc(8 * sizeof(int)));
  // CHECK: allocators.c:[[#@LINE+1]]:17: error: what 'twice' allocates here can't be told to it: {{.*}} [-Wferry-untyped-allocation]
  struct a *a = twice((size_t)number(1), number(n) * sizeof *a);
  a->x = 0;
}
struct a *mismatch(void) {
  // CHECK: allocators.c:[[#@LINE+1]]:10: error: 'xmalloc' allocates 'struct b' here, but the result becomes a pointer to 'struct a' [-Wferry-allocation-type]
  return xmalloc(sizeof(struct b));
}
struct a *rest(int n) {
  // CHECK: allocators.c:[[#@LINE+1]]:10: error: 'xmalloc' allocates 'struct a' and more here, {{.*}} [-Wferry-allocation-type]
  return xmalloc(sizeof(struct a) + n);
}
struct open {
  int length;
  char data[];
};
struct open *unclear(size_t n, size_t m) {
  // CHECK: allocators.c:[[#@LINE+1]]:10: error: 'twice' allocates 'struct open' and more here
  return twice(n, m);
}
union word {
  int i;
  void *p;
};
int *part(union word *of) {
  of->p = 0;
  return &of->i;
}
union word *both(void) {
  // CHECK: allocators.c:[[#@LINE+1]]:10: error: memory of 'xmalloc' has type 'union word'
  return xmalloc(sizeof(union word));
}

// Through pointers. `reused` is called through one of the same type.
// CHECK: allocators.c:[[#@LINE+1]]:40: error: what 'xmalloc' allocates when it is called through a pointer is not known; call it by its name [-Wferry-untyped-allocation]
static void *(*const get[])(size_t) = {xmalloc, reused};
void *use(size_t n) { return get[n & 1](n); }
// CHECK: allocators.c:[[#@LINE+1]]:49: error: what 'twice' allocates when it is called
static void *(*const cast)() = (void *(*)(void))twice;
void *use_cast(void) { return cast(); }

struct hooks {
  void *(*more)(void *, size_t);
};
static struct hooks hooks = {realloc};
struct hooks *hooked(void);
void through(struct a **a, void **p) {
  // CHECK: allocators.c:[[#@LINE+1]]:8: error: what 'hooks.more' allocates here is not known; write sizeof
  *p = hooks.more(*p, 16);
  // CHECK: allocators.c:[[#@LINE+1]]:8: error: 'hooks.more' allocates 'struct b' here, but the result becomes a pointer to 'struct a'
  *a = hooks.more(*a, sizeof(struct b));
  // CHECK: allocators.c:[[#@LINE+1]]:8: error: what 'hooked()->more' allocates here can't be told to it: the pointer or an argument calls functions, or no argument is a number; call these functions before [-Wferry-untyped-allocation]
  *a = hooked()->more(*a, sizeof(struct a));
  // CHECK: allocators.c:[[#@LINE+1]]:8: error: what 'hooks.more' allocates here can't be told to it
  *a = hooks.more(*a, (size_t)number(2) * sizeof(struct a));
  *p = hooks.more(*p, 0);
}
