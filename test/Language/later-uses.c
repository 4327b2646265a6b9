// Memory whose type is said by what its pointer is converted to further on: numbers that
// change their order and their width, and pointers, arrive as what they are.
//
// RUN: %every-poll --work=%t --to=x86_64,s390x,i686,powerpc --min-polls=40 %s
#include <alloca.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct node {
  long value;
  struct node *next;
  short kind;
};

static int count(int n) {
  int c = 0;
  for (int i = 0; i < n; i++)
    c++;
  return c;
}

static struct node *make(size_t size, int n) {
  void *memory = malloc(size);
  if (!memory)
    return NULL;
  memset(memory, 0, size);
  struct node *first = memory;
  for (int i = 0; i < n; i++) {
    first[i].value = -i - count(i);
    first[i].next = i ? &first[i - 1] : NULL;
    first[i].kind = (short)(i * 257);
  }
  return memory != NULL ? (struct node *)memory : 0;
}

static long numbers(size_t size, int n) {
  void *memory = NULL;
  memory = calloc(size, 1);
  memory = realloc(memory, size * 2);
  long *number = memory, sum = 0;
  void *stack = alloca(size);
  double *real = (double *)stack;
  for (int i = 0; i < n; i++) {
    ((long *)memory)[i] = 1000L * i + count(2);
    real[i] = i / 2.0;
  }
  for (int i = 0; i < n; i++)
    sum += number[i] * (long)(real[i] * 2) + count(1);
  free(memory);
  return sum;
}

int main(void) {
  struct node *list = make(4 * sizeof(struct node) + 0 * (size_t)count(1), 4);
  for (struct node *at = &list[3]; at; at = at->next)
    printf("%ld %d\n", at->value + count(1), at->kind);
  printf("%ld\n", numbers(5 * (sizeof(double) > sizeof(long) ? sizeof(double) : sizeof(long)), 5));
  free(list);
  return 0;
}
