// A value that does not fit the other machine stops the restore with the path to
// it, or is saturated or cut when that is asked for, and said.
//
// REQUIRES: x86_64, i686
// SOAK-NOT: it has values that fit on 64-bit machines only
// RUN: %ferry-cc -O2 %s -o %t
// RUN: %ferry-cc-i686 -O2 %s -o %t.i686
// RUN: rm -rf %t.local %t.cell %t.fits
// RUN: env FERRY_DIR=%t.local FERRY_AT_POLL=1 FERRY_THEN=exit %exits 85 %t
// RUN: env FERRY_DIR=%t.cell FERRY_AT_POLL=2 FERRY_THEN=exit %exits 85 %t
// RUN: env FERRY_DIR=%t.fits FERRY_AT_POLL=3 FERRY_THEN=exit %exits 85 %t
// RUN: env FERRY_RESTORE=%t.local/latest %exits 87 %run-i686 %t.i686 2>&1 | FileCheck %s --check-prefix=LOCAL
// RUN: env FERRY_RESTORE=%t.cell/latest %exits 87 %run-i686 %t.i686 2>&1 | FileCheck %s --check-prefix=CELL
// RUN: env FERRY_RESTORE=%t.fits/latest %run-i686 %t.i686 | FileCheck %s --check-prefix=FITS
// RUN: env FERRY_ON_OVERFLOW=saturate FERRY_STATS=%t.json FERRY_RESTORE=%t.cell/latest %run-i686 %t.i686 2>&1 | FileCheck %s --check-prefix=SATURATE
// RUN: grep '"saturated": 1,' %t.json
// RUN: env FERRY_ON_OVERFLOW=wrap FERRY_RESTORE=%t.cell/latest %run-i686 %t.i686 2>&1 | FileCheck %s --check-prefix=WRAP
//
// LOCAL: {{^}}ferry: cannot restore: frame 0 main: local count: 5000000000 does not fit a 4-byte signed integer{{$}}
// LOCAL-NOT: {{.}}
// CELL: {{^}}ferry: cannot restore: heap objects of {{.*}}narrowing.c:{{[0-9:]+}}: [0].cells[2].size: 5000000000 does not fit a 4-byte signed integer{{$}}
// CELL-NOT: {{.}}
// FITS: {{^}}count 7
// SATURATE: {{^}}ferry: restored with 1 values changed that do not fit here; the first: heap objects of {{.*}}narrowing.c:{{[0-9:]+}}: [0]: cells[2].size{{$}}
// SATURATE: cell 2147483647
// WRAP: {{^}}ferry: restored with 1 values changed
// WRAP: cell 705032704
#include <stdio.h>
#include <stdlib.h>

struct table {
  char name[3];
  struct {
    char used;
    long size;
  } cells[4];
};

int main(void) {
  volatile long big = 1250000000;
  struct table *t = calloc(1, sizeof *t);
  long count = big;
  if (sizeof(long) > 4)
    count *= 4;
  for (int i = 0; i < 3; i++) {
    // Poll 1: count is large; poll 2: a cell is; poll 3: nothing.
    if (i == 1)
      printf("cell %ld\n", t->cells[2].size);
    t->cells[2].size = i == 0 ? count : 9;
    count = 7;
  }
  printf("count %ld\n", count);
  free(t);
  return 0;
}
