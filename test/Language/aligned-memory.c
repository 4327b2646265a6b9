// Memory at multiples of a number stays at such places, is typed like that of malloc, and
// can be freed and grown.
//
// RUN: %every-poll --work=%t --to=x86_64,s390x,i686,powerpc --min-polls=40 %s
#define _GNU_SOURCE
#include <errno.h>
#include <malloc.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct node {
  long number;
  struct node *next;
  char name[3];
};

struct row {
  int count;
  struct node *of;
  short values[];
};

struct small {
  void *to;
  char letters[8];
};

static int stands(const void *p, uintptr_t at) { return (uintptr_t)p % at == 0; }

static void *wide(size_t size) {
  double *p = aligned_alloc(128, size / sizeof(double) * sizeof(double));
  return p;
}

static struct node *list(int count) {
  struct node *first = NULL;
  for (int i = 0; i < count; i++) {
    struct node *n;
    if (posix_memalign((void **)&n, 64 << i % 3, sizeof *n) != 0)
      return NULL;
    n->number = i * 1000L;
    n->next = first;
    strcpy(n->name, i % 2 ? "o" : "e");
    first = n;
  }
  return first;
}

static struct row *row(int count) {
  struct row *r = memalign(256, sizeof *r + count * sizeof(short));
  r->count = count;
  r->of = NULL;
  for (int i = 0; i < count; i++)
    r->values[i] = (short)(i - 3);
  return r;
}

// Nothing says what for but what it becomes.
static long sum(int count) {
  void *memory;
  long all = 0;
  if (posix_memalign(&memory, sizeof(void *), (size_t)count * 4) != 0)
    return -1;
  int *numbers = memory;
  for (int i = 0; i < count; i++)
    numbers[i] = i;
  for (int i = 0; i < count; i++)
    all += numbers[i];
  free(memory);
  return all;
}

// Without a poll: these numbers are not those of other machines.
static int refusals(void) {
  volatile size_t huge = SIZE_MAX / 2 + 2, odd = 24, none = 0;
  int is = 0;
  errno = 0;
  char *p = aligned_alloc(huge, 8);
  is |= !p && errno == EINVAL;
  p = memalign(odd, 40);
  is |= (p && stands(p, 8)) << 1;
  free(p);
  p = memalign(64, none);
  is |= (p && stands(p, 64)) << 2;
  free(p);
  is |= (posix_memalign((void **)&p, none, 8) == EINVAL) << 3;
  is |= (posix_memalign((void **)&p, 64, SIZE_MAX / 2) == ENOMEM) << 4;
  errno = 0;
  p = aligned_alloc(64, SIZE_MAX - 200 - none);
  is |= (!p && errno == ENOMEM) << 5;
  errno = 0;
  p = aligned_alloc(odd, 40);
  is |= (p ? 2 : errno == EINVAL) << 6;
  free(p);
  return is;
}

int main(void) {
  struct node *nodes = list(12);
  double *values = wide(40 * sizeof(double));
  char *page = valloc(100), *far = NULL;
  struct row *one = row(5);
  int *none = NULL;
  printf("%d %d %d\n", posix_memalign((void **)&none, 3, 8) == EINVAL,
         posix_memalign((void **)&none, 24, 8) == EINVAL, none == NULL);
  if (posix_memalign((void **)&far, 1 << 20, 70000) != 0)
    return 1;
  memset(far, 'x', 70000);
  strcpy(page, "a page");
  for (int i = 0; i < 40; i++)
    values[i] = i / 4.0;
  one->of = nodes;
  struct small *small[5];
  long all = 0;
  for (int i = 0; i < 5; i++) {
    small[i] = aligned_alloc(16 << i % 2, sizeof(struct small));
    small[i]->to = i ? small[i - 1]->letters + i : page;
  }
  printf("%d\n", refusals());
  for (struct node *n = nodes; n; n = n->next) {
    printf("%s %ld %d\n", n->name, n->number, stands(n, 64 << n->number / 1000 % 3));
    all += n->number;
  }
  printf("%d %d %d\n", stands(values, 128), stands(page, 4096), stands(one, 256));
  printf("%d %c%c %s\n", stands(far, 1 << 20), far[0], far[69999], page);
  for (int i = 0; i < one->count; i++) {
    printf("%d %g %d ", one->values[i], values[i * 9], stands(small[i], 16 << i % 2));
    printf("%d\n", i && small[i]->to == small[i - 1]->letters + i);
  }
  printf("%ld %ld %ld\n", all, one->of->number, sum(20));
  while (nodes) {
    struct node *next = nodes->next;
    free(nodes);
    nodes = next;
  }
  far = realloc(far, 200000);
  page = realloc(page, 30);
  values = realloc(values, 60 * sizeof(double));
  values[59] = 7;
  for (int i = 0; i < 4; i++)
    printf("%c %s %g %g\n", far[69999], page, values[39], values[59]);
  for (int i = 0; i < 5; i++)
    free(small[i]);
  free(far);
  free(page);
  free(one);
  free(values);
  return 0;
}
