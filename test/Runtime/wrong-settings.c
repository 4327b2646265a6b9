// A setting that makes no sense ends the program before it starts, with one line.
//
// REQUIRES: x86_64
// SOAK-NOT: it is never started
// RUN: %ferry-cc -O2 %s -o %t
// RUN: env FERRY_EVERY=soon FERRY_DIR=%t.d %exits 86 %t 2>&1 | FileCheck %s --check-prefix=EVERY
// RUN: env FERRY_EVERY=0s FERRY_DIR=%t.d %exits 86 %t 2>&1 | FileCheck %s --check-prefix=ZERO
// RUN: env FERRY_AT_POLL=-1 FERRY_DIR=%t.d %exits 86 %t 2>&1 | FileCheck %s --check-prefix=POLL
// RUN: env FERRY_ON_SIGNAL=HELLO FERRY_DIR=%t.d %exits 86 %t 2>&1 | FileCheck %s --check-prefix=SIGNAL
// RUN: env FERRY_ON_SIGNAL=KILL FERRY_DIR=%t.d %exits 86 %t 2>&1 | FileCheck %s --check-prefix=KILL
// RUN: env FERRY_THEN=stop %exits 86 %t 2>&1 | FileCheck %s --check-prefix=THEN
// RUN: env FERRY_ON_OVERFLOW=ignore %exits 87 %t 2>&1 | FileCheck %s --check-prefix=OVERFLOW
// RUN: env FERRY_ON_FILE_CHANGE=no %exits 87 %t 2>&1 | FileCheck %s --check-prefix=CHANGE
// RUN: env FERRY_AT_POLL=1 %exits 86 %t 2>&1 | FileCheck %s --check-prefix=DIR
// RUN: env FERRY_RESTORE=%t.none %exits 87 %t 2>&1 | FileCheck %s --check-prefix=NONE
// RUN: env FERRY_RESTORE=%s %exits 87 %t 2>&1 | FileCheck %s --check-prefix=FOREIGN
//
// EVERY: {{^}}ferry: FERRY_EVERY=soon: want a time above zero, such as 500ms, 60s, 10m or 2h{{$}}
// EVERY-NOT: started
// ZERO: {{^}}ferry: FERRY_EVERY=0s: want a time
// POLL: {{^}}ferry: FERRY_AT_POLL=-1: want the number of a poll
// SIGNAL: {{^}}ferry: FERRY_ON_SIGNAL=HELLO: want the name of a signal, such as USR1{{$}}
// KILL: {{^}}ferry: FERRY_ON_SIGNAL: this signal can't be caught{{$}}
// THEN: {{^}}ferry: FERRY_THEN=stop: want continue or exit{{$}}
// OVERFLOW: {{^}}ferry: FERRY_ON_OVERFLOW=ignore: want error, saturate or wrap{{$}}
// CHANGE: {{^}}ferry: FERRY_ON_FILE_CHANGE=no: want refuse or warn{{$}}
// DIR: {{^}}ferry: FERRY_DIR is not set: no folder to put checkpoints into{{$}}
// NONE: {{^}}ferry: cannot restore: {{.*}}none: No such file or directory{{$}}
// FOREIGN: {{^}}ferry: cannot restore: {{.*}}wrong-settings.c
// FOREIGN-NOT: started
#include <stdio.h>

int main(void) {
  printf("started\n");
  for (int i = 0; i < 3; i++)
    fflush(stdout);
  return 0;
}
