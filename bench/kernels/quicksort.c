/* Sorting in place. */
#include <stdio.h>
#include <stdlib.h>

#define COUNT 200000

static int numbers[COUNT];

static void sort(int *low, int *high) {
  while (high - low > 1) {
    int pivot = low[(high - low - 1) / 2];
    int *left = low - 1, *right = high;
    for (;;) {
      do
        left++;
      while (*left < pivot);
      do
        right--;
      while (*right > pivot);
      if (left >= right)
        break;
      int swapped = *left;
      *left = *right;
      *right = swapped;
    }
    sort(low, right + 1);
    low = right + 1;
  }
}

int main(int argc, char **argv) {
  int repetitions = argc > 1 ? atoi(argv[1]) : 12;
  unsigned state = 1, sum = 0;
  for (int i = 0; i < repetitions; i++) {
    for (int j = 0; j < COUNT; j++)
      numbers[j] = (int)((state = state * 1664525 + 1013904223) >> 8);
    sort(numbers, numbers + COUNT);
    for (int j = 1; j < COUNT; j++)
      if (numbers[j - 1] > numbers[j])
        return 1;
    sum = sum * 31 + numbers[COUNT / 3];
  }
  printf("%u\n", sum);
  return 0;
}
