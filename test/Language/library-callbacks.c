// qsort, qsort_r, bsearch, lfind and lsearch whose comparisons reach polls: captured in
// every one, with elements of other sizes on the other machine. The comparisons are
// printed: they are those of the C library, in its order, and equal elements stay in
// their order. One comparison sorts by itself, one never polls.
//
// RUN: %every-poll --work=%t --to=x86_64,s390x,i686,powerpc --min-polls=150 %s
// RUN: %every-poll --work=%t --to=x86_64,i686 --min-polls=150 --cc=clang --cflags=-O2 %s
#define _GNU_SOURCE
#include <search.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct person {
  const char *name;
  long rank;
  char tag[4];
  double weight;
};
static struct person people[] = {
    {"dora", 3, "d", 1}, {"anna", 2, "a", 2}, {"carl", 3, "c", 3}, {"bert", 2, "b", 4},
    {"emil", 1, "e", 5}, {"gina", 3, "g", 6}, {"fred", 1, "f", 7}};
static int calls;

static int slow(int difference) {
  int left = 2;
  while (left--)
    calls++;
  return difference;
}
static int by_rank(const void *a, const void *b) {
  const struct person *p = a, *q = b;
  printf("%s?%s ", p->name, q->name);
  return slow((p->rank > q->rank) - (p->rank < q->rank));
}
static int by_name(const void *a, const void *b) {
  return slow(strcmp(((const struct person *)a)->name, ((const struct person *)b)->name));
}
static int up(const void *a, const void *b, void *sign) {
  short x = *(const short *)a, y = *(const short *)b;
  return slow(*(int *)sign * ((x > y) - (x < y)));
}
static int numbers(const void *a, const void *b) {
  return slow(*(const int *)a - *(const int *)b);
}
static int words(const void *a, const void *b) { return slow(strcmp(a, *(char *const *)b)); }
static int by_value(const void *a, const void *b) {
  long x = *(const long *)a, y = *(const long *)b;
  return slow((x > y) - (x < y));
}
static int plain(const void *a, const void *b) { return *(const int *)a - *(const int *)b; }

/* Sorts both words before it compares them. */
static int letters(const void *a, const void *b) {
  return slow(*(const char *)a - *(const char *)b);
}
static int by_letters(const void *a, const void *b) {
  char left[8] = "", right[8] = "";
  strcpy(left, a);
  strcpy(right, b);
  qsort(left, strlen(left), 1, letters);
  qsort(right, strlen(right), 1, letters);
  return strcmp(left, right);
}

static void sort_with(void *base, size_t n, size_t size,
                      int (*compare)(const void *, const void *)) {
  qsort(base, n, size, compare);
}

int main(void) {
  short small[9] = {5, -3, 8, 1, 9, 2, -7, 4, 5};
  int sign = -1, pairs[8] = {4, 0, 1, 1, 3, 2, 1, 3}, list[6] = {3, 1, 2};
  size_t listed = 3;
  char text[4][8] = {"toad", "newt", "frog", "slug"};
  const char *sorted[] = {"ant", "bee", "cat", "dog"};
  long *heap = malloc(5 * sizeof *heap);
  qsort(people, sizeof people / sizeof *people, sizeof *people, by_rank);
  printf("\n");
  for (size_t i = 0; i < sizeof people / sizeof *people; i++)
    printf("%s ", people[i].name);
  sort_with(people, 7, sizeof *people, by_name);
  printf("\n%s %s\n", people[0].name, people[6].name);
  qsort_r(small, 9, sizeof *small, up, &sign);
  for (int i = 0; i < 9; i++)
    printf("%d ", small[i]);
  qsort(pairs, 4, 2 * sizeof *pairs, numbers);
  for (int i = 0; i < 8; i++)
    printf("%d ", pairs[i]);
  qsort(pairs, 8, sizeof *pairs, plain);
  for (int i = 0; i < 8; i++)
    printf("%d ", pairs[i]);
  const char **found = bsearch("cat", sorted, 4, sizeof *sorted, words);
  printf("%s %d\n", *found, bsearch("cow", sorted, 4, sizeof *sorted, words) == NULL);
  int two = 2, nine = 9;
  printf("%d ", (int)((int *)lfind(&two, list, &listed, sizeof *list,
                            numbers) - list));
  printf("%d ", *(int *)lsearch(&nine, list, &listed, sizeof *list,
                            numbers));
  printf("%d\n", (int)listed);
  for (int i = 0; i < 5; i++)
    heap[i] = 50000 * (i ^ 2);
  qsort(heap, 5, sizeof *heap, by_value);
  printf("%ld %ld %ld\n", heap[0], heap[1], heap[4]);
  free(heap);
  qsort(text, 4, sizeof *text, by_letters);
  printf("%s %s %s %s\n", text[0], text[1], text[2], text[3]);
  printf("%d\n", calls);
  return 0;
}
