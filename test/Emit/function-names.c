// __func__ is the user's name, in assert too, and a pointer to it has a name.
//
// RUN: %rewrite %s -o %t.c
// RUN: FileCheck %s < %t.c
// RUN: %cc-strict -c %t.c -o %t.o
// RUN: %clang-strict -fsyntax-only %t.c
#include <assert.h>
#include <stdio.h>

// CHECK: static const char __ferry_literal_[[SOLVE:[0-9a-f]+]][7] __ferry_apart(64) = "solve";

int plain(void) {
  // CHECK: return printf("%s\n", __func__);
  return printf("%s\n", __func__);
}

const char *kept(void) {
  // CHECK: return (*(const char (*)[5])&__ferry_literal_{{[0-9a-f]+}});
  return __func__;
}

int solve(int n) {
  // CHECK: __assert_fail ({{.*}}__ferry_literal_[[SOLVE]])
  assert(n > 0);
  for (int i = 0; i < n; i++)
    // CHECK: printf("%s %d\n", (*(const char (*)[6])&__ferry_literal_[[SOLVE]]), (int)sizeof (*(const char (*)[6])&__ferry_literal_[[SOLVE]]));
    printf("%s %d\n", __FUNCTION__, (int)sizeof __func__);
  return n;
}
