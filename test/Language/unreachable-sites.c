// Calls that reach polls where no path leads, between a jump and a label, as the parsers that
// Bison writes have them.
//
// RUN: %every-poll --work=%t --cflags="-Wno-implicit-fallthrough -Wno-switch-unreachable" --to=x86_64,i686,s390x --min-polls=40 %s
#include <stdio.h>

static int work(int n) {
  int sum = 0;
  for (int i = 0; i < n; i++)
    sum += i;
  return sum;
}

static int jumps(int n) {
  int kept = n * 3, states[3] = {n}, *at = states;
  goto set;
  kept = work(kept);
next:
  at++;
set:
  *at = work(2) + kept;
  if (at - states < 2)
    goto next;
  while (n-- > 0)
    kept += work(n);
  if (0)
    goto error;
  goto done;
error:
  kept = work(*at);
  at = states;
done:
  kept += work(kept & 3);
  return kept + states[0] + *at;
}

static int after_return(int n) {
  int kept = n + 1;
  switch (n & 1) {
    kept = work(kept);
  case 0:
    kept += work(3);
    break;
    work(kept);
  default:
    do {
      kept += work(2);
      continue;
      kept = work(kept);
    } while (kept < 9);
  }
  return kept;
  return work(kept);
}

int main(void) {
  for (int i = 0; i < 4; i++)
    printf("%d %d\n", jumps(i), after_return(i));
  return 0;
}
