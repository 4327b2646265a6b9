// Keywords that the program defines as macros: the lines that are added mean the
// same whatever the user's text means.
//
// RUN: %every-poll --work=%t --to=x86_64,s390x --min-polls=15 %s
#include <stdio.h>

#define const
#define static
#define main_count count

static const int limit = 5;
const int *at = &limit;

static int count(const int *numbers, int n) {
  const int start = n;
  int sum = start;
  for (int i = 0; i < n; i++)
    sum += numbers[i];
  return sum;
}

struct count {
  const char *text;
  const int value;
};
#define count(numbers, n) count((numbers), (n) + 0)

int main(void) {
  struct count entry = {"five", 5};
  const int numbers[] = {1, 2, 3, 4, 5};
  int total = 0;
  for (int i = 1; i <= *at; i++)
    total += count(numbers, i) * entry.value;
  printf("%s %d\n", entry.text, total);
  return 0;
}
