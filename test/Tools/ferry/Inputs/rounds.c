/* Keeps a list on the heap and says every round what is in it. */
#include <stdio.h>
#include <stdlib.h>

struct item {
  struct item *next;
  long value;
  const char *name;
};

static struct item *items;
static long total;

static void add(long value) {
  static const char *const names[] = {"red", "green", "blue"};
  struct item *i = malloc(sizeof *i);
  i->next = items;
  i->value = value;
  i->name = names[value % 3];
  items = i;
  for (struct item *at = items; at; at = at->next)
    total += at->value;
}

int main(int argc, char **argv) {
  long rounds = argc > 1 ? atol(argv[1]) : 10;
  for (long r = 0; r < rounds; r++) {
    add(r);
    printf("%ld %ld %s\n", r, total, items->name);
  }
  printf("%s done\n", argv[0] ? "all" : "nothing");
  return 7;
}
