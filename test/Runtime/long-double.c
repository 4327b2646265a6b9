// A long double that moves is what the other machine's compiler would have made of the
// same number: exact, or rounded to the nearest and counted, at the ends of the formats
// too. One that is too large there is refused with its path, or saturated.
//
// REQUIRES: x86_64, i686, s390x, powerpc, armhf, m68k
// SOAK-NOT: it has values that are rounded on the way
// RUN: rm -rf %t && mkdir -p %t
// RUN: %ferry-cc -O1 %s -o %t/x86_64
// RUN: %ferry-cc-i686 -O1 %s -o %t/i686
// RUN: %ferry-cc-s390x -O1 %s -o %t/s390x
// RUN: %ferry-cc-powerpc -O1 %s -o %t/powerpc
// RUN: %ferry-cc-armhf -O1 %s -o %t/armhf
// RUN: %ferry-cc-m68k -O1 %s -o %t/m68k
//
// Numbers of 64 bits: x87 and all that have as many give them to each other unchanged,
// so that each may be the first.
// RUN: for poll in 9 10 11; do env FERRY_DIR=%t/x$poll FERRY_AT_POLL=$poll FERRY_THEN=exit %exits 85 %run-x86_64 %t/x86_64 || exit 1; done
// RUN: env FERRY_STATS=%t/i.json FERRY_RESTORE=%t/x9/latest FERRY_DIR=%t/i FERRY_AT_POLL=1 FERRY_THEN=exit %exits 85 %run-i686 %t/i686
// RUN: env FERRY_RESTORE=%t/i/latest FERRY_DIR=%t/s FERRY_AT_POLL=1 FERRY_THEN=exit %exits 85 %run-s390x %t/s390x
// RUN: for state in x10 i x11 s; do %ferry inspect --digest %t/$state/latest; done > %t/digests
// RUN: sort -u %t/digests | wc -l | grep -x 2
// RUN: uniq %t/digests | wc -l | grep -x 2
//
// The digest is the one that docs/ImageFormat.md describes, in every format.
// RUN: env FERRY_DIR=%t/p FERRY_AT_POLL=9 FERRY_THEN=exit %exits 85 %run-powerpc %t/powerpc
// RUN: env FERRY_DIR=%t/a FERRY_AT_POLL=9 FERRY_THEN=exit %exits 85 %run-armhf %t/armhf
// RUN: env FERRY_DIR=%t/m FERRY_AT_POLL=9 FERRY_THEN=exit %exits 85 %run-m68k %t/m68k
// RUN: for state in x9 i s p a m; do \
// RUN:   %ferry inspect --json --globals --heap --types --digest %t/$state/latest > %t/json && \
// RUN:   %python %source/test/Image/second_reader.py %t/$state/latest %t/json || exit 1; done
//
// RUN: for from in x9 i s; do \
// RUN:   env FERRY_RESTORE=%t/$from/latest %run-x86_64 %t/x86_64 && \
// RUN:   env FERRY_RESTORE=%t/$from/latest %run-i686 %t/i686 && \
// RUN:   env FERRY_RESTORE=%t/$from/latest %run-s390x %t/s390x && \
// RUN:   env FERRY_STATS=%t/m.json FERRY_RESTORE=%t/$from/latest %run-m68k %t/m68k && \
// RUN:   env FERRY_STATS=%t/p.json FERRY_RESTORE=%t/$from/latest %run-powerpc %t/powerpc && \
// RUN:   env FERRY_STATS=%t/a.json FERRY_RESTORE=%t/$from/latest %run-armhf %t/armhf || exit 1; \
// RUN: done > %t/out 2> %t/err
// RUN: FileCheck %s < %t/out
// CHECK-COUNT-18: {{^}}0 of 22 are wrong, 0 specials
// RUN: grep '"rounded_floats": 0,' %t/i.json
// RUN: grep '"rounded_floats": 0,' %t/m.json
// RUN: grep '"rounded_floats": 10,' %t/p.json
// RUN: grep '"rounded_floats": 18,' %t/a.json
// RUN: FileCheck %s --check-prefix=ERR < %t/err
// ERR: {{^}}ferry: restored with 10 floating point values rounded{{$}}
// ERR: {{^}}ferry: restored with 18 floating point values rounded{{$}}
//
// Numbers of 113 bits.
// RUN: env FERRY_DIR=%t/q FERRY_AT_POLL=1 FERRY_THEN=exit %exits 85 %run-s390x %t/s390x quad
// RUN: ( env FERRY_RESTORE=%t/q/latest %run-x86_64 %t/x86_64; \
// RUN:   env FERRY_RESTORE=%t/q/latest %run-i686 %t/i686; \
// RUN:   env FERRY_RESTORE=%t/q/latest %run-m68k %t/m68k; \
// RUN:   env FERRY_RESTORE=%t/q/latest %run-armhf %t/armhf ) > %t/out
// RUN: FileCheck %s --check-prefix=QUAD < %t/out
// QUAD-COUNT-4: {{^}}0 of 30 are wrong, 0 specials
//
// RUN: env FERRY_DIR=%t/h FERRY_AT_POLL=9 FERRY_THEN=exit %exits 85 %run-x86_64 %t/x86_64 huge
// RUN: env FERRY_RESTORE=%t/h/latest %exits 87 %run-armhf %t/armhf 2>&1 | FileCheck %s --check-prefix=HUGE
// RUN: env FERRY_ON_OVERFLOW=saturate FERRY_RESTORE=%t/h/latest %run-armhf %t/armhf 2>&1 | FileCheck %s --check-prefix=SATURATE
// RUN: env FERRY_ON_OVERFLOW=wrap FERRY_RESTORE=%t/h/latest %run-powerpc %t/powerpc 2>&1 | FileCheck %s --check-prefix=WRAP
// HUGE: {{^}}ferry: cannot restore: {{.*}}numbers{{.*}}[20]: the number -0x1p+2000 does not fit an 8-byte floating point{{$}}
// SATURATE: the first: {{.*}}numbers{{.*}}[20]
// SATURATE: 1 of 22 are wrong, 0 specials, largest
// WRAP: 1 of 22 are wrong, 0 specials, infinite
#include <float.h>
#include <stdio.h>

// Halfway between two doubles (and a bit more, and odd), denormals of each format.
#define NUMBERS(X)                                                               \
  X(1.0L) X(-0x1.999999999999999ap-4L) X(0x1.fffffffffffffffep+0L)               \
  X(0x1.00000000000008p+0L) X(0x1.00000000000018p+0L)                            \
  X(-0x1.0000000000000802p+0L) X(0x1.fffffffffffff7fep+1023L)                    \
  X(0x1.fffffffffffff002p-1022L) X(0x1p-1022L) X(0x1.fffffffffffff8p-1023L)      \
  X(0x1.fffffffffffffp-1023L) X(0x1.8p-1074L) X(0x1p-1074L) X(0x1p-1075L)        \
  X(-0x1.0000000000000002p-1075L) X(0x1p-1076L) X(0x1.23456789abcdef02p-1060L)   \
  X(0x1.23456789abcdef02p-1000L) X(0x1p-16382L) X(-0x1.8p-16444L) X(0x1.5p+9L)   \
  X(0x1.5555555555555554p+100L)
#define QUADS(X)                                                                 \
  X(0x1.0000000000000000000000000001p+0L)                                        \
  X(-0x1.0000000000000001p+0L) X(0x1.0000000000000003p+0L)                       \
  X(0x1.0000000000000001000000000001p+5L)                                        \
  X(0x1.ffffffffffffffffffffffffffffp+7L) X(0x1.8p-16446L) X(0x1.8p-16445L)      \
  X(-0x1.00000000000008000000000001p-3L)
#define LIST(Number) Number,

static long double numbers[] = {NUMBERS(LIST)};
static long double quads[] = {QUADS(LIST)};
static long double specials[4];

int main(int argc, char **argv) {
  int wrong = 0, count = 0, strange = 0;
  volatile long double zero = 0;
  specials[0] = -zero;
  specials[1] = -1 / zero;
  specials[2] = zero / zero;
  specials[3] = 1 / zero;
  if (argc < 2 || argv[1][0] != 'q')
    for (unsigned i = 0; i < sizeof quads / sizeof quads[0]; i++)
      quads[i] = 1;
  if (argc > 1 && argv[1][0] == 'h')
    numbers[20] = -(long double)0x1p+1000 * 0x1p+1000;
  for (int i = 0; i < 4; i++)
    ;
#define COMPARE(Number) wrong += numbers[count++] != Number;
  NUMBERS(COMPARE)
  if (argc > 1 && argv[1][0] == 'q') {
    const long double *next = quads;
#define COMPARE_QUAD(Number) wrong += *next++ != Number, count++;
    QUADS(COMPARE_QUAD)
  }
  strange += specials[0] != 0 || !__builtin_signbit(specials[0]);
  strange += specials[1] != -1 / zero;
  strange += specials[2] == specials[2];
  strange += specials[3] != 1 / zero;
  printf("%d of %d are wrong, %d specials", wrong, count, strange);
  printf("%s\n", numbers[20] == -LDBL_MAX    ? ", largest"
                 : numbers[20] == -1 / zero ? ", infinite"
                                            : "");
  return 0;
}
