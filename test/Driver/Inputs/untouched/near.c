/* Functions named ..._leaf reach no poll. */
#include <math.h>
#include <string.h>

int far_leaf(int value);
int far_polls(int value);

int near_leaf(int value) { return value * 3 + 1; }

/* Reaches no poll only because far_leaf, in the other file, does not. */
int near_calls_far_leaf(int a, int b) {
  int first = far_leaf(a);
  return first > b ? far_leaf(first - b) : (int)strlen("length") + first;
}

double near_math_leaf(double x) { return fabs(x) < 1 ? 0 : x / 2; }

int near_polls(int n) {
  int sum = 0;
  for (int i = 0; i < n; i++)
    sum += near_calls_far_leaf(i, sum) + far_polls(i);
  return sum;
}

int main(void) { return near_polls(20) == 0 || near_math_leaf(4) != 2; }
