/*===- allocators.h - what calls of the program's own allocators want --------===*\
 *
 * Part of generated.h. A call of a function of the program that hands out memory says,
 * as the last thing before it, what the memory is for; the function asks for that, as
 * its first thing, and its allocations get it (docs/design/0008-allocators.md):
 *
 *   p = xmalloc((unsigned long)(__ferry_want(0x1u, 0x2u, &sites[0], 0), n * sizeof *p));
 *
 *   void *xmalloc(size_t n) { struct __ferry_taken __ferry_taken =
 *                                 __ferry_take(0x1u, 0x2u, &sites[3]);
 *     void *p = __ferry_malloc_as(n, __ferry_taken);
 *
 * The two numbers are a hash of the function's name: what was said to a function that did
 * not ask (of a library) is never taken by another one. A call through a pointer says where
 * it leads instead:
 *
 *   p = hooks->get((__ferry_want_called(&sites[0], 0), n));   with (to be read as)
 *       __ferry_wanted.callee = (__ferry_code)hooks->get;
 *
\*===------------------------------------------------------------------------===*/
#ifndef FERRY_ALLOCATORS_H
#define FERRY_ALLOCATORS_H

#ifdef __cplusplus
extern "C" {
#endif

struct __ferry_taken {
  struct __ferry_alloc_site *site;
  int tail; /* 0: none; else 1 + behind_struct, as __ferry_malloc_tail has it */
};
struct __ferry_wanted {
  unsigned int high, low; /* of whom; 0, 0: of nobody; 0, 1: of the callee */
  struct __ferry_taken what;
  __ferry_code callee;
};
extern __thread struct __ferry_wanted __ferry_wanted
    __attribute__((tls_model("initial-exec")));

static __inline __attribute__((always_inline, unused)) void
__ferry_want(unsigned int high, unsigned int low, struct __ferry_alloc_site *site,
             int tail) {
  __ferry_wanted.high = high;
  __ferry_wanted.low = low;
  __ferry_wanted.what.site = site;
  __ferry_wanted.what.tail = tail;
}
static __inline __attribute__((always_inline, unused)) void
__ferry_want_called(struct __ferry_alloc_site *site, int tail) {
  __ferry_want(0, 1, site, tail);
}
/* The same as __ferry_want behind the value of an argument that calls functions. */
static __inline __attribute__((always_inline, unused)) unsigned long long
__ferry_want_behind(unsigned long long value, unsigned int high, unsigned int low,
                    struct __ferry_alloc_site *site, int tail) {
  __ferry_want(high, low, site, tail);
  return value;
}

/* `own`: what the memory is for when nobody says it. */
static __inline __attribute__((always_inline, unused)) struct __ferry_taken
__ferry_take(unsigned int high, unsigned int low, struct __ferry_alloc_site *own) {
  struct __ferry_taken taken = __ferry_wanted.what;
  if (__builtin_expect(__ferry_wanted.high != high || __ferry_wanted.low != low, 0)) {
    taken.site = own;
    taken.tail = 0;
  }
  __ferry_wanted.high = __ferry_wanted.low = 0;
  return taken;
}

/* The same for a function that pointers lead to. */
static __inline __attribute__((always_inline, unused)) struct __ferry_taken
__ferry_take_called(unsigned int high, unsigned int low, __ferry_code self,
                    struct __ferry_alloc_site *own) {
  struct __ferry_taken taken = __ferry_wanted.what;
  if (__builtin_expect(__ferry_wanted.high != high || __ferry_wanted.low != low, 0) &&
      (__ferry_wanted.high != 0 || __ferry_wanted.low != 1 ||
       __ferry_wanted.callee != self)) {
    taken.site = own;
    taken.tail = 0;
  }
  __ferry_wanted.high = __ferry_wanted.low = 0;
  return taken;
}
/* What nobody said the type of who called through a pointer: it can't be captured. */
extern const struct __ferry_type __ferry_type_unasked;

/* What pointers to malloc, calloc and realloc point to. */
void *__ferry_malloc_called(__ferry_size size) __attribute__((malloc, alloc_size(1)));
void *__ferry_calloc_called(__ferry_size count, __ferry_size size)
    __attribute__((malloc, alloc_size(1, 2)));
void *__ferry_realloc_called(void *old, __ferry_size size) __attribute__((alloc_size(2)));

void *__ferry_malloc(__ferry_size size, struct __ferry_alloc_site *site)
    __attribute__((malloc, alloc_size(1)));
void *__ferry_calloc(__ferry_size count, __ferry_size size,
                     struct __ferry_alloc_site *site)
    __attribute__((malloc, alloc_size(1, 2)));
void *__ferry_realloc(void *old, __ferry_size size,
                      struct __ferry_alloc_site *site)
    __attribute__((alloc_size(2)));
void *__ferry_reallocarray(void *old, __ferry_size count, __ferry_size size,
                           struct __ferry_alloc_site *site)
    __attribute__((alloc_size(2, 3)));
/* At multiples of `align`, here and wherever the program goes. */
void *__ferry_aligned_alloc(__ferry_size align, __ferry_size size,
                            struct __ferry_alloc_site *site)
    __attribute__((malloc, alloc_size(2)));
void *__ferry_memalign(__ferry_size align, __ferry_size size,
                       struct __ferry_alloc_site *site)
    __attribute__((malloc, alloc_size(2)));
int __ferry_posix_memalign(void **block, __ferry_size align, __ferry_size size,
                           struct __ferry_alloc_site *site);
void *__ferry_valloc(__ferry_size size, struct __ferry_alloc_site *site)
    __attribute__((malloc, alloc_size(1)));
char *__ferry_strdup(const char *text, struct __ferry_alloc_site *site)
    __attribute__((malloc));
/* The same for structs with more elements in the array at their end than the type
 * says; the site's type is made for it. `behind_struct`: the size begins with that of
 * the struct, not with the array's offset. */
void *__ferry_malloc_tail(__ferry_size size, struct __ferry_alloc_site *site,
                          int behind_struct) __attribute__((malloc, alloc_size(1)));
void *__ferry_calloc_tail(__ferry_size count, __ferry_size size,
                          struct __ferry_alloc_site *site, int behind_struct)
    __attribute__((malloc, alloc_size(1, 2)));
void *__ferry_realloc_tail(void *old, __ferry_size size,
                           struct __ferry_alloc_site *site, int behind_struct)
    __attribute__((alloc_size(2)));
void *__ferry_reallocarray_tail(void *old, __ferry_size count, __ferry_size size,
                                struct __ferry_alloc_site *site, int behind_struct)
    __attribute__((alloc_size(2, 3)));
void *__ferry_aligned_alloc_tail(__ferry_size align, __ferry_size size,
                                 struct __ferry_alloc_site *site, int behind_struct)
    __attribute__((malloc, alloc_size(2)));
void *__ferry_memalign_tail(__ferry_size align, __ferry_size size,
                            struct __ferry_alloc_site *site, int behind_struct)
    __attribute__((malloc, alloc_size(2)));
int __ferry_posix_memalign_tail(void **block, __ferry_size align, __ferry_size size,
                                struct __ferry_alloc_site *site, int behind_struct);

static __inline __attribute__((always_inline, unused)) void *
__ferry_malloc_as(__ferry_size size, struct __ferry_taken taken) {
  if (__builtin_expect(taken.tail, 0))
    return __ferry_malloc_tail(size, taken.site, taken.tail - 1);
  return __ferry_malloc(size, taken.site);
}
static __inline __attribute__((always_inline, unused)) void *
__ferry_calloc_as(__ferry_size count, __ferry_size size, struct __ferry_taken taken) {
  if (__builtin_expect(taken.tail, 0))
    return __ferry_calloc_tail(count, size, taken.site, taken.tail - 1);
  return __ferry_calloc(count, size, taken.site);
}
static __inline __attribute__((always_inline, unused)) void *
__ferry_realloc_as(void *old, __ferry_size size, struct __ferry_taken taken) {
  if (__builtin_expect(taken.tail, 0))
    return __ferry_realloc_tail(old, size, taken.site, taken.tail - 1);
  return __ferry_realloc(old, size, taken.site);
}
static __inline __attribute__((always_inline, unused)) void *
__ferry_reallocarray_as(void *old, __ferry_size count, __ferry_size size,
                        struct __ferry_taken taken) {
  if (__builtin_expect(taken.tail, 0))
    return __ferry_reallocarray_tail(old, count, size, taken.site, taken.tail - 1);
  return __ferry_reallocarray(old, count, size, taken.site);
}

#ifdef __cplusplus
}
#endif
#endif
