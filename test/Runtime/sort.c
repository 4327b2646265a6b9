// runtime/libc/sort.c, compiled plainly: the permutations and the comparisons are those
// of the C library's qsort, for all numbers of elements up to 70 and for elements of
// many sizes; without memory, the permutations are.
//
// RUN: gcc -O1 -fsanitize=undefined -fno-sanitize-recover -Wall -Wextra -Werror %s -o %t
// RUN: %t
// RUN: gcc -O1 -fsanitize=undefined -fno-sanitize-recover -Wall -Wextra -Werror -DNO_MEMORY %s -o %t
// RUN: %t
#define _GNU_SOURCE
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#ifdef NO_MEMORY
static void *no_memory(size_t size) { return size ? NULL : ""; }
#define malloc no_memory
#endif
#include "../../runtime/libc/sort.c"
#undef malloc

enum { Most = 70, Widest = 100 };
static unsigned seen[2][Most * Most], count;
static int direction = 1;

/* The first byte is compared, the second tells equal elements apart. */
static int note(const unsigned char *a, const unsigned char *b) {
  seen[0][count++] = a[0] << 24 | a[1] << 16 | b[0] << 8 | b[1];
  return direction * (a[0] - b[0]);
}
static int by_first(const void *a, const void *b) { return note(a, b); }
static int with(const void *a, const void *b, void *argument) {
  return *(int *)argument * note(a, b);
}

int main(void) {
  static unsigned char mine[Most * Widest], theirs[Most * Widest];
  unsigned random = 1;
  for (size_t size = 2; size <= Widest; size += size < 10 ? 1 : 31)
    for (size_t n = 0; n <= Most; n++) {
      int sign = n % 3 ? 1 : -1;
      for (size_t i = 0; i < n * size; i++)
        mine[i] = (random = random * 1103515245 + 12345) >> 16;
      for (size_t i = 0; i < n; i++) {
        mine[i * size] %= 1 + n / 2;
        mine[i * size + 1] = i;
      }
      memcpy(theirs, mine, sizeof mine);
      count = 0;
      n % 2 ? qsort(theirs, n, size, by_first) : qsort_r(theirs, n, size, with, &sign);
      unsigned compared = count;
      memcpy(seen[1], seen[0], sizeof seen[0]);
      count = 0;
      n % 2 ? __ferry_qsort(mine, n, size, by_first)
            : __ferry_qsort_r(mine, n, size, with, &sign);
      if (memcmp(mine, theirs, sizeof mine)) {
        printf("%zu elements of %zu bytes are sorted otherwise\n", n, size);
        return 1;
      }
#ifdef NO_MEMORY
      (void)compared;
#else
      if (compared != count || memcmp(seen[0], seen[1], count * sizeof **seen)) {
        printf("%zu elements of %zu bytes are compared otherwise\n", n, size);
        return 1;
      }
#endif
    }
  return 0;
}
