// Variables that a header of the system defines are the program's state like any.
// Functions with a qualified result: for Clang it is part of their type.
//
// RUN: %every-poll --work=%t --to=x86_64,s390x,i686 --min-polls=8 --cflags="-O1 -isystem %S/Inputs -Wno-ignored-qualifiers" %s
// RUN: %every-poll --work=%t --to=x86_64 --cc=clang --most=4 --cflags="-O1 -isystem %S/Inputs -Wno-ignored-qualifiers" %s
#include <stdio.h>
#include <system-state.h>

static const short walk(int n) {
  int sum = 0;
  for (int i = 0; i < n; i++)
    sum += turn(i);
  return (short)sum;
}

static int *const last(int *of, int n) { return &of[walk(n) >= 0 ? n : 0]; }

int main(void) {
  int *at = steps;
  for (int i = 0; i < 3; i++) {
    int sum = walk(i + 1);
    at = last(steps, i);
    printf("%d %d %d\n", sum, *at, public_state);
  }
  printf("%d %d %d %d\n", turns, steps[0], steps[1], at[-1]);
  return 0;
}
