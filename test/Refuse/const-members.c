// What a call in an expression returns must be kept in a variable, and a struct
// with const members cannot be assigned; initialising one is fine.
//
// RUN: %exits 1 %rewrite %s -o %t.c 2> %t.err
// RUN: FileCheck %s < %t.err
// RUN: test ! -e %t.c
// RUN: %rewrite %s -o %t.fine.c -- -DREMEDY
// RUN: %cc-strict -fsyntax-only -DREMEDY %t.fine.c
struct inner {
  const int id[2];
};
struct entry {
  struct inner key;
  int value;
};
static struct entry find(int n) {
  while (n > 9)
    n--;
  return (struct entry){{{n, n}}, n};
}
#ifndef REMEDY
// CHECK: const-members.c:[[#@LINE+1]]:5: error: the result of a call in an expression of 'both' has type 'struct entry', whose const members {{.*}} [-Wferry-const-member]
int both(int n) { return find(n).value + find(n + 1).value; }
#else
int both(int n) {
  struct entry a = find(n);
  const struct entry b = find(n + 1);
  return a.value + b.value;
}
#endif
int main(void) { return both(2); }
