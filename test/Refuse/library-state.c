// State inside the C library: an error that may be lowered.
//
// RUN: %exits 1 %rewrite %s -o %t.c 2> %t.err
// RUN: FileCheck %s < %t.err
// RUN: %rewrite %s -Wno-error=ferry-library-state -o %t.c 2> %t.err
// RUN: FileCheck --check-prefix=LOWERCHECK %s < %t.err
// RUN: %exits 1 %rewrite %s -Wno-error=ferry-library-state -Werror -o %t.c
// RUN: %rewrite %s -Wno-ferry-library-state -o %t.c 2> %t.err
// RUN: FileCheck --allow-empty --check-prefix=SILENTCHECK %s < %t.err
#include <stdlib.h>
#include <string.h>

int main(void) {
  // CHECK: library-state.c:[[#@LINE+2]]:10: error: what 'rand' remembers {{.*}} use rand_r {{.*}} [-Wferry-library-state]
  // LOWERCHECK: library-state.c:[[#@LINE+1]]:10: warning: what 'rand' remembers
  return rand();
}
// SILENTCHECK-NOT: library-state
