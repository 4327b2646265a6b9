// reallocarray is typed like realloc, checks its product, and what wraps it is found.
//
// RUN: %every-poll --work=%t --to=x86_64,s390x,i686,powerpc --min-polls=20 %s
// RUN: %every-poll --work=%t --to=s390x --min-polls=20 --most=10 --cc=clang %s --cflags=-O2
#define _GNU_SOURCE
#include <errno.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct node {
  long number;
  struct node *next;
  char name[3];
};

struct text {
  long length;
  char of[];
};

static void *more(void *old, size_t count, size_t size) {
  void *p = reallocarray(old, count, size);
  if (!p && count && size)
    exit(1);
  return p;
}

// Nothing is allocated, and what there was stays. Without a poll: no other machine has the
// number.
static int overflows(long *numbers) {
  volatile size_t many = SIZE_MAX / 2;
  errno = 0;
  long *none = reallocarray(numbers, many, sizeof(long));
  int says = errno == ENOMEM;
  return !none && says;
}

int main(void) {
  long *numbers = NULL, sum = 0;
  struct node *nodes = NULL;
  for (int i = 0; i < 6; i++) {
    numbers = reallocarray(numbers, i + 1, sizeof(long));
    numbers[i] = i * 1000L - 1;
    sum += numbers[i / 2];
  }
  for (int i = 0; i < 6; i++) {
    nodes = more(nodes, i + 1, sizeof *nodes);
    nodes[i].number = i;
    strcpy(nodes[i].name, i % 2 ? "o" : "e");
    for (int j = 0; j <= i; j++)
      nodes[j].next = j ? &nodes[j - 1] : NULL;
  }
  printf("%d\n", overflows(numbers));
  // The type is that of what it was.
  void *same = reallocarray(numbers, 2, 3 * sizeof(long));
  numbers = same;
  struct text *t = reallocarray(NULL, 1, sizeof *t + 6);
  t->length = 5;
  strcpy(t->of, "tails");
  struct text *u = more(NULL, 1, sizeof *u + 3);
  strcpy(u->of, "of");
  u->length = 2;
  for (struct node *n = &nodes[5]; n; n = n->next)
    printf("%ld %s %ld\n", n->number, n->name, numbers[n->number]);
  t = reallocarray(t, 1, sizeof *t + 9);
  strcat(t->of, "...");
  for (int i = 0; i < 3; i++)
    printf("%s %ld %s %ld %ld\n", t->of, t->length, u->of, u->length, sum);
  char *bytes = reallocarray(NULL, 3, 4);
  memcpy(bytes, "twelve bytes", 12);
  for (int i = 0; i < 2; i++)
    printf("%.12s\n", bytes);
  printf("%d\n", reallocarray(bytes, 0, 4) == NULL);
  bytes = reallocarray(NULL, 0, 4);
  printf("%d\n", bytes != NULL);
  free(bytes);
  free(numbers);
  free(nodes);
  free(t);
  free(u);
  return 0;
}
