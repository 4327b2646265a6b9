// The oracle of test/moves.py, which captures again what was restored, notices a state
// that changed although the output did not; and it passes one that did not change.
//
// REQUIRES: x86_64, i686
// RUN: %python -B %S/Inputs/oracle.py --build=%build --work=%t %s | FileCheck %s
// CHECK-NOT: not noticed
// CHECK: i686: status 85 ferry: restored with 1 values changed
// CHECK: what was restored is not what was captured
#include <stdio.h>

static long long wide;
long narrow;

int main(void) {
  for (int i = 0; i < 10; i++) {
    wide = 1LL << EXPONENT;
    narrow = (long)wide;
  }
  if (narrow == 77)
    puts("never");
  puts("done");
  return 0;
}
