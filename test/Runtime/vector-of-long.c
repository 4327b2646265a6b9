// A vector has so many bytes, not so many elements: where elements are smaller it is
// another type, and nothing says what should be in the rest of it.
//
// REQUIRES: x86_64, i686, s390x
// SOAK: --cflags=-Wno-psabi %s
// SOAK-WITHOUT: i686,armhf,powerpc,mips,m68k: a vector of 16 bytes has four elements of long there
// RUN: %ferry-cc -O1 -Wno-psabi %s -o %t
// RUN: %ferry-cc-i686 -O1 -Wno-psabi %s -o %t.i686
// RUN: %ferry-cc-s390x -O1 -Wno-psabi %s -o %t.s390x
// RUN: rm -rf %t.dir
// RUN: env FERRY_DIR=%t.dir FERRY_AT_POLL=2 FERRY_THEN=exit %exits 85 %t
// RUN: env FERRY_RESTORE=%t.dir/latest %exits 87 %run-i686 %t.i686 2>&1 | FileCheck %s
// RUN: env FERRY_RESTORE=%t.dir/latest %run-s390x %t.s390x | FileCheck %s --check-prefix=SAME
// CHECK: {{^}}ferry: cannot restore: {{.*}}v16:long: has 2 elements in the image, 4 here{{$}}
// SAME: {{^}}3 9{{$}}
#include <stdio.h>

static long both __attribute__((vector_size(16)));

int main(void) {
  for (int i = 0; i < 3; i++) {
    both[0] += i;
    both[1] = both[1] * 2 + i + both[0];
  }
  printf("%ld %ld\n", both[0], both[1]);
  return 0;
}
