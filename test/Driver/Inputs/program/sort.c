#include "program.h"

void sort(int *values, int count, int (*order)(const void *, const void *)) {
  for (int i = 1; i < count; i++)
    for (int j = i; j > 0 && order(&values[j - 1], &values[j]) > 0; j--) {
      int held = values[j];
      values[j] = values[j - 1];
      values[j - 1] = held;
    }
}
