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
static sigjmp_buf signals;

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

int variable(int n) {
  int row[n];
  row[0] = 1;
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: '_setjmp' in 'variable' stands in a function with an array of variable length; {{.*}} [-Wferry-setjmp]
  if (setjmp(env))
    return row[0];
  return poll(n);
}

int masked(int n, int save) {
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: '__sigsetjmp' in 'masked' may save the mask of signals, which is not carried; pass 0 [-Wferry-setjmp]
  if (sigsetjmp(signals, save))
    return 1;
  // CHECK-NOT: 'masked' may
  if (sigsetjmp(signals, 0))
    return 2;
  return poll(n);
}
