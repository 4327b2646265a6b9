// Thread-local variables: of the unit, seen elsewhere, of a function, of a macro's
// keyword; structs and arrays with pointers into them from the heap and from locals,
// and from them to everything else.
//
// RUN: %every-poll --work=%t --to=x86_64,s390x,i686,powerpc --min-polls=30 %s
#include <stdio.h>
#include <stdlib.h>

#define PER_THREAD static __thread

struct cell {
  struct cell *next;
  long value;
};

_Thread_local int shared = 7;
extern _Thread_local int shared;
PER_THREAD struct cell first, *last = NULL;
static _Thread_local double table[5] = {1, 2, 3};
static _Thread_local const int limit = 12;
static _Thread_local const char *word = "none";
static const int *upper;

static struct cell *append(long value) {
  static __thread long appended;
  static _Thread_local char trace[8];
  struct cell *new = last ? malloc(sizeof *new) : &first;
  new->next = NULL;
  new->value = value + appended;
  if (last)
    last->next = new;
  trace[appended++ % 8] = (char)('a' + value);
  last = new;
  for (int i = 0; i < 2; i++) // a poll, with all of them in use
    shared += i + trace[i];
  return new;
}

int main(void) {
  double *end = table + 5;
  int *counter = &shared;
  upper = &limit;
  for (int i = 0; i < *upper; i++) {
    append(i);
    word = i % 2 ? "odd" : "even";
    *counter += 2;
    table[i % 5] += first.next ? (double)first.next->value : 0.5;
  }
  long sum = 0;
  for (struct cell *c = &first; c; c = c->next)
    sum = sum * 3 + c->value;
  for (double *d = table; d != end; d++)
    printf("%g ", *d);
  printf("%ld %d %s %d\n", sum, shared, word, counter == &shared && last != &first);
  return 0;
}
