// A user header is put in place of its #include line, with its functions
// rewritten; a system header stays an #include line; what was skipped is blank.
//
// RUN: %rewrite %s -o %t.c -- -I%source/test/Emit
// RUN: FileCheck %s < %t.c
// RUN: %cc-strict -c %t.c -o %t.o
// RUN: %clang-strict -fsyntax-only %t.c

// CHECK-NOT:  #include "Inputs
// CHECK:      {{^}}# 1 "{{.*}}Inputs/grid.h" 1
// CHECK-NEXT: #ifndef GRID_H
// CHECK-NEXT: #define GRID_H
// CHECK-NEXT: #include <stddef.h>
// CHECK-NEXT: struct grid {
// CHECK:      {{^}}static inline void __ferry_in_fill(void *
// CHECK:      {{^}}# [[#@LINE+2]] "{{.*}}headers.c" 2
// CHECK-EMPTY:
#include "Inputs/grid.h"
#include "Inputs/grid.h"
// CHECK:      {{^}}# 1 "{{.*}}Inputs/once.h" 1
// CHECK-EMPTY:
// CHECK-NEXT: extern int once;
#include "Inputs/once.h"
#include "Inputs/once.h"
// CHECK:      {{^}}#include <stdlib.h>
#include <stdlib.h>
#if 0
// CHECK:      {{^}}#include "Inputs/missing.h"
#include "Inputs/missing.h"
#endif

int main(void) {
  struct grid g = {4, 0};
  g.cells = malloc(4 * sizeof(double));
  fill(&g);
  return g.cells[3] != 1;
}
