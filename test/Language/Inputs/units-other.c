#include "units.h"

static int counter;

static int step(int n) {
  do
    counter += n;
  while (counter < 0);
  return counter;
}

int other(struct item item, visitor visit) {
  int own = twice(step(1));
  return visit(item, own) + callback(item, 2) + step(3);
}

int shared(struct item *item) {
  for (int i = 0; i < item->count; i++)
    item->count += step(i) > 1000;
  return item->count++;
}

int other_counter(void) { return counter; }
