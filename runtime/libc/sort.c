/*===- sort.c - qsort and qsort_r whose comparison may reach a poll ----------===*\
 *
 * Takes the place of the C library's where a comparison can reach a poll: a frame of
 * the library's can't be rebuilt, one of these can, because this file is instrumented
 * like a program (runtime/libc/CMakeLists.txt). Where no comparison polls, the
 * library's own is called (precompiler/analysis/LibraryCallbacks.h).
 *
 * The merge sort of glibc (stdlib/msort.c): the first half, the second half, then both
 * are merged, and of two equal elements the first comes first. So the result is the
 * same where elements compare equal, and the comparisons are the same, in the same
 * order.
 *
 * What is different: elements stay where they are while there are comparisons. What is
 * sorted is the array of their numbers; at the end, when no comparison can come any
 * more, they are moved. A capture never finds an element, whose type nobody knows
 * here, in memory of this function.
 *
 * The size of an element is another on the next machine. It is never kept: what is
 * kept is a pointer to the second element, which a restore leads to the second element
 * there.
 *
 * Rejected: merging in place (SymMerge, Kim and Kutzner 2004), which needs no memory,
 * but compares more often and in another order; a comparison that prints would show
 * it. Without memory for the numbers the elements are inserted one by one, in place.
 *
\*===-------------------------------------------------------------------------===*/
#include <stdlib.h>
#include <string.h>

void __ferry_qsort(void *base, size_t count, size_t size,
                   int (*compare)(const void *, const void *));
void __ferry_qsort_r(void *base, size_t count, size_t size,
                     int (*compare)(const void *, const void *, void *),
                     void *argument);

struct sort {
  void *first, *second; /* elements */
  size_t *order;        /* numbers of elements: what is sorted */
  size_t *merged;
  int (*compare)(const void *, const void *); /* or */
  int (*compare_with)(const void *, const void *, void *);
  void *argument;
};

static size_t size_of(const struct sort *s) {
  return (size_t)((const char *)s->second - (const char *)s->first);
}

static void *element(const struct sort *s, size_t number) {
  return (char *)s->first + number * size_of(s);
}

static int compare(const struct sort *s, size_t a, size_t b) {
  if (s->compare)
    return s->compare(element(s, a), element(s, b));
  return s->compare_with(element(s, a), element(s, b), s->argument);
}

static void swap(const struct sort *s, size_t a, size_t b) {
  char kept[64], *left = element(s, a), *right = element(s, b);
  for (size_t rest = size_of(s), part; rest; rest -= part) {
    part = rest < sizeof kept ? rest : sizeof kept;
    memcpy(kept, left, part);
    memcpy(left, right, part);
    memcpy(right, kept, part);
    left += part;
    right += part;
  }
}

static void sort_numbers(struct sort *s, size_t from, size_t count) {
  size_t left = from, middle = from + count / 2, right = middle, end = from + count;
  size_t merged = 0;
  if (count < 2)
    return;
  sort_numbers(s, left, middle - left);
  sort_numbers(s, middle, end - middle);
  while (left < middle && right < end)
    if (compare(s, s->order[left], s->order[right]) <= 0)
      s->merged[merged++] = s->order[left++];
    else
      s->merged[merged++] = s->order[right++];
  while (left < middle)
    s->merged[merged++] = s->order[left++];
  /* What is left of the second half stands where it belongs. */
  memcpy(s->order + from, s->merged, merged * sizeof *s->order);
}

/* The element of number order[i] goes to place i; along each cycle, so that every
 * element is moved once. */
static void move_elements(const struct sort *s, size_t count) {
  for (size_t i = 0; i < count; i++) {
    size_t to = i;
    while (s->order[to] != i) {
      size_t from = s->order[to];
      swap(s, to, from);
      s->order[to] = to;
      to = from;
    }
    s->order[to] = to;
  }
}

static void insert_elements(const struct sort *s, size_t count) {
  for (size_t end = 1; end < count; end++)
    for (size_t at = end; at && compare(s, at - 1, at) > 0; at--)
      swap(s, at - 1, at);
}

static void sort(struct sort *s, void *base, size_t count, size_t size) {
  if (count < 2 || size == 0)
    return;
  s->first = base;
  s->second = (char *)base + size;
  s->order = malloc(2 * count * sizeof(size_t));
  if (!s->order) {
    insert_elements(s, count);
    return;
  }
  s->merged = s->order + count;
  for (size_t i = 0; i < count; i++)
    s->order[i] = i;
  sort_numbers(s, 0, count);
  move_elements(s, count);
  free(s->order);
}

void __ferry_qsort(void *base, size_t count, size_t size,
                   int (*compare)(const void *, const void *)) {
  struct sort s = {.compare = compare};
  sort(&s, base, count, size);
}

void __ferry_qsort_r(void *base, size_t count, size_t size,
                     int (*compare)(const void *, const void *, void *),
                     void *argument) {
  struct sort s = {.compare_with = compare, .argument = argument};
  sort(&s, base, count, size);
}
