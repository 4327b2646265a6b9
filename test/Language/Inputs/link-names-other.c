#define labelled not_here
#include "link-names.h"
#undef labelled
int rest(int n) {
  double d = 0.5;
  int s = inner(n);
  d += s;
  return (int)(d * 2) + 1000;
}
int hook(int n) { return inner(n) + 3; }
int far(int n) { return inner(n) - 1 + shared(n); }
int overridden(int n) { return inner(n + 1) * 7; }
int both(int n, const char *t) {
  while (n > 2)
    n -= 2;
  return n + t[0];
}
int labelled(int n) { return inner(n) + 10000; } // not the one with the label
int others(int n) {
  return again(n) + shown(n) + not_here(n) * 2 + labelled(n) + ascend(n & 3) + shared(1);
}
int (*const elsewhere[3])(int) = {again, shown, not_here};
