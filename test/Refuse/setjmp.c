// Calls of setjmp that a restored program could not come back to.
//
// RUN: %exits 1 %rewrite %s -o %t.c 2> %t.err
// RUN: FileCheck %s < %t.err
// RUN: test ! -e %t.c
#include <setjmp.h>

// CHECK: error: variable 'overlaid' has type 'union overlay', {{.*}} [-Wferry-union]
union overlay {
  jmp_buf env;
  int n;
} overlaid;

static jmp_buf env;

int poll(int n) {
  while (n--)
    ;
  return 0;
}

int value(int n) {
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: '_setjmp' in 'value' stands in a statement expression; {{.*}} [-Wferry-setjmp]
  if (({ poll(n); setjmp(env); }))
    return poll(n);
  return 0;
}

int several(int n) {
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: '_setjmp' in 'several' initialises one of several variables, {{.*}} [-Wferry-setjmp]
  int kept[2] = {n, n}, code = setjmp(env);
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: '_setjmp' in 'several' initialises one of several variables, or a part of one; {{.*}} [-Wferry-setjmp]
  int part[2] = {1, setjmp(env)};
  return poll(n) + kept[0] + code + part[1];
}

int head(int n) {
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: '_setjmp' in 'head' stands in the head of a 'for' that declares a variable; {{.*}} [-Wferry-setjmp]
  for (int i = 0; setjmp(env) < 3 && i < n; i++)
    poll(n);
  return 0;
}
