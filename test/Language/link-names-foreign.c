// A definition that no Ferry compiled wins over a weak one, and calls by name go to it,
// as they do without Ferry, at all levels of optimisation; so does an alias.
//
// SOAK: %s --plain=%S/Inputs/link-names-foreign.c
// RUN: rm -rf %t && mkdir %t && cd %t
// RUN: gcc -c %S/Inputs/link-names-foreign.c -o library.o
// RUN: gcc %s library.o -o plain && ./plain > expected
// RUN: gcc %s -o alone && ./alone > expected.alone
// RUN: for cc in gcc %clang-strict; do test $cc != -std=gnu17 || break; for level in -O0 -O1 -O2 -O3; do \
// RUN:   %ferry-cc --ferry-cc=$cc $level -Wall -Wextra -Werror -Wno-comment -c %s -o program.o && \
// RUN:   %ferry-cc --ferry-cc=$cc program.o library.o -o program && \
// RUN:   %ferry-cc --ferry-cc=$cc program.o -o single && \
// RUN:   ./program | diff expected - && rm -rf c && \
// RUN:   (FERRY_DIR=c FERRY_AT_POLL=5 FERRY_THEN=exit ./program > got; test $? = 85) && \
// RUN:   FERRY_RESTORE=c/latest ./program >> got && diff expected got && rm -rf c && \
// RUN:   (FERRY_DIR=c FERRY_AT_POLL=12 FERRY_THEN=exit ./single > got; test $? = 85) && \
// RUN:   FERRY_RESTORE=c/latest ./single >> got && diff expected.alone got || exit 1; done; done
#include <stdio.h>

static int inner(int n) {
  int s = 0;
  while (n-- > 0)
    s += n;
  return s;
}
__attribute__((weak)) int rest(int n, int *p) {
  while (n > 9)
    n -= 9;
  *p += n;
  return n + 7 + inner(2);
}
__attribute__((weak)) void note(int n, int *p) {
  while (n > 9)
    n -= 9;
  *p += n * 3;
}
int target(int n) { return inner(n) + 1; }
int other(int n) __attribute__((weak, alias("target")));

int main(void) {
  int t = 0;
  for (int i = 0; i < 5; i++) {
    int r = rest(i, &t);
    t += r + other(i) + inner(3);
    note(i, &t);
    printf("%d\n", t);
  }
  return 0;
}
