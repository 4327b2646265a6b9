// Several units: direct calls into the internal form of another unit's function,
// statics of the same name in both, pointers to functions of the other.
//
// RUN: %every-poll --work=%t --to=x86_64,s390x,i686 --min-polls=20 %s %S/Inputs/units-other.c
#include "Inputs/units.h"
#include <stdio.h>

static int counter = 10;
static int step(int n) {
  for (int i = 0; i < n; i++)
    counter++;
  return counter;
}

int callback(struct item item, int factor) {
  while (factor > 20)
    factor--;
  return item.count * factor + step(1);
}

int main(int argc, char **argv) {
  struct item items[3] = {{"one", 1}, {"two", 2}, {"three", 3}};
  int total = step(2);
  for (int i = 0; i < 3; i++) {
    total += other(items[i], callback) + twice(i) + shared(&items[i]);
    printf("%s %d %d\n", items[i].name, items[i].count, total);
  }
  printf("%d %d %d\n", counter, other_counter(), argc + (argv[0] != NULL));
  return total % 7;
}
