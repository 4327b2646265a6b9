#include "count.h"

void count(struct tally *into, int value) {
  while (value > 0) {
    into->number++;
    into->sum += value / 7.0;
    value -= STEP;
  }
}
