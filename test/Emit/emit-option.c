// --emit prints the rewritten main file; its headers stay #include lines.
//
// RUN: %precompile --emit %s -- -I%source/test/Emit > %t.c
// RUN: FileCheck %s < %t.c
// RUN: grep -v CHECK %t.c > %t.plain; not grep -q 'struct grid {' %t.plain

// CHECK: {{^}}#include "Inputs/grid.h"
#include "Inputs/grid.h"

// CHECK: int __ferry_in_main(void *__ferry_place
int main(void) {
  struct grid g = {0, 0};
  fill(&g);
  return 0;
}
