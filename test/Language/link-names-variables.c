// Variables with two names, or with two definitions: what pointers lead to, and what has
// to be carried, is that of the unit that the linker took.
//
// RUN: %every-poll --work=%t --to=x86_64,s390x,i686,powerpc --min-polls=15 --most=40 %s %S/Inputs/link-names-variables.c
//
// Two weak definitions that differ: nobody knows which one is there.
// RUN: rm -rf %t.two && mkdir %t.two && cd %t.two
// RUN: echo 'int table[3] __attribute__((weak)) = {1, 2, 3};' > third.c
// RUN: %ferry-cc -DALONE %s third.c -o program
// RUN: FERRY_DIR=c FERRY_AT_POLL=2 FERRY_THEN=exit %exits 86 ./program 2> message
// RUN: FileCheck --check-prefix=TWO %s < message
// TWO: ferry: no checkpoint: {{.*}}table: is defined in two ways, and which of them the linker took is not known
#include <stdio.h>

int count __attribute__((weak)) = 3;
int table[2] __attribute__((weak)) = {1, 2};
const int fixed __attribute__((weak)) = 4;
static int hidden = 7;
extern int shown __attribute__((alias("hidden")));
int three[3] = {4, 5, 6};
extern int other[3] __attribute__((alias("three"), weak));
extern int maybe __attribute__((weak));
int number __asm__("a.number") = 5;
static int spin(int n) {
  int s = 0;
  while (n-- > 0)
    s += n;
  return s;
}
#ifdef ALONE
static int more(int n) { return spin(n); }
static int *end(void) { return table; }
#else
int more(int n);
int *end(void);
#endif

int main(void) {
  int *p = &shown, *q = &maybe, *r = &other[2], *e = end(), *c = &number;
  for (int i = 0; i < 6; i++) {
    spin(2);
    count += i;
    shown += 2;
    other[1] += more(i);
    hidden++;
    *p += 1, *r += 1, *e += 1, *c += 2;
    printf("%d %d %d %d %d %d %d %d\n", count, hidden, shown, three[1], other[1],
           three[2], *e, number);
    printf("%d %d\n", fixed, q ? *q : 0);
  }
  return 0;
}
