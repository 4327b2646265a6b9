// Functions that run at exit: registered before and after captures, in functions that
// can't be captured, by one of them while the program ends, with an argument on the
// heap; in their order, with the status, and in each program that goes on, once.
//
// RUN: %every-poll --work=%t --to=x86_64,s390x,i686,powerpc --min-polls=12 %s
// RUN: %every-poll --work=%t --to=x86_64,i686 --min-polls=12 --cc=clang --cflags=-O2 %s
#define _GNU_SOURCE
#include <stdio.h>
#include <stdlib.h>

struct tally {
  struct tally *next;
  long count;
};

static struct tally *all;

static void first(void) {
  for (struct tally *t = all; t; t = t->next)
    printf("first: %ld\n", t->count);
}

static void late(void) { puts("late"); }

static void second(void) {
  puts("second");
  if (atexit(late))
    puts("no room");
}

static void counted(int status, void *argument) {
  struct tally *t = argument;
  printf("counted: %d %ld %d\n", status, t->count, t == all);
  t->count *= 2;
}

/* Has no poll. */
static int keep(struct tally *t) { return on_exit(counted, t); }

static int work(struct tally *t, int n) {
  for (int i = 0; i < n; i++)
    t->count += i;
  return t->count % 7 == 0;
}

static void leave(int depth) {
  if (depth)
    leave(depth - 1);
  for (int i = 0; i < 2; i++)
    all->count++;
  if (all->count)
    exit(3);
}

int main(void) {
  int (*again)(struct tally *) = keep;
  if (atexit(first))
    return 1;
  for (int i = 0; i < 3; i++) {
    struct tally *t = malloc(sizeof *t);
    t->next = all;
    t->count = i;
    all = t;
    if ((i == 1 && (atexit)(second)) || on_exit(counted, work(t, 3) ? t : all) || again(t))
      return 2;
  }
  leave(2);
  return 0;
}
