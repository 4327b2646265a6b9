/*===- search.c - bsearch, lfind and lsearch whose comparison may reach a poll -===*\
 *
 * Instrumented, in place of the C library's, as sort.c is. The comparisons are those
 * of glibc (bits/stdlib-bsearch.h, misc/lsearch.c), in its order. As there, the size of
 * an element is kept as a pointer to the second one.
 *
\*===-------------------------------------------------------------------------===*/
#include <stdlib.h>
#include <string.h>

void *__ferry_bsearch(const void *key, const void *base, size_t count, size_t size,
                      int (*compare)(const void *, const void *));
void *__ferry_lfind(const void *key, const void *base, size_t *count, size_t size,
                    int (*compare)(const void *, const void *));
void *__ferry_lsearch(const void *key, void *base, size_t *count, size_t size,
                      int (*compare)(const void *, const void *));

static void *element(const void *first, const void *second, size_t number) {
  size_t size = (size_t)((const char *)second - (const char *)first);
  return (char *)first + number * size;
}

/* A pointer behind the only element of an array could be taken for one to what stands
 * there; nobody asks for the size then. */
static const void *second_of(const void *base, size_t count, size_t size) {
  return count > 1 ? (const char *)base + size : base;
}

void *__ferry_bsearch(const void *key, const void *base, size_t count, size_t size,
                      int (*compare)(const void *, const void *)) {
  const void *second = second_of(base, count, size);
  size_t low = 0, high = count;
  while (low < high) {
    size_t middle = (low + high) / 2;
    int order = compare(key, element(base, second, middle));
    if (order < 0)
      high = middle;
    else if (order > 0)
      low = middle + 1;
    else
      return element(base, second, middle);
  }
  return NULL;
}

void *__ferry_lfind(const void *key, const void *base, size_t *count, size_t size,
                    int (*compare)(const void *, const void *)) {
  const void *second = second_of(base, *count, size);
  for (size_t number = 0; number < *count; number++)
    if (compare(key, element(base, second, number)) == 0)
      return element(base, second, number);
  return NULL;
}

void *__ferry_lsearch(const void *key, void *base, size_t *count, size_t size,
                      int (*compare)(const void *, const void *)) {
  /* There is room for one more, so there is a second one. */
  void *second = (char *)base + size, *added;
  if (*count == 0) {
    ++*count;
    return memcpy(base, key, size);
  }
  for (size_t number = 0; number < *count; number++)
    if (compare(key, element(base, second, number)) == 0)
      return element(base, second, number);
  added = element(base, second, (*count)++);
  return memcpy(added, key, (size_t)((char *)second - (char *)base));
}
