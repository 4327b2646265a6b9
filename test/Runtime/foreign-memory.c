// A pointer to memory of libc can't be carried: the capture is refused with the
// path to it, once, and the program goes on. The standard streams go by name.
//
// REQUIRES: x86_64
// SOAK-NOT: it points to memory that can't be captured
// RUN: %ferry-cc -O2 %s -o %t
// RUN: rm -rf %t.d && mkdir %t.d
// RUN: env FERRY_DIR=%t.d FERRY_AT_POLL=2 %t >%t.out 2>&1
// RUN: FileCheck %s <%t.out
// RUN: not ls %t.d/latest
// RUN: env FERRY_DIR=%t.d FERRY_AT_POLL=2 FERRY_THEN=exit %exits 86 %t 2>&1 | FileCheck %s --check-prefix=EXIT
// RUN: env FERRY_DIR=%t.d FERRY_AT_POLL=5 FERRY_THEN=exit %exits 85 %t
// RUN: env FERRY_TEST_SHIFT=5 FERRY_RESTORE=%t.d/latest %t | FileCheck %s --check-prefix=LATER
//
// CHECK: {{^}}ferry: no checkpoint: frame 0 main: local log: to: points to 0x{{[0-9a-f]+}}, memory that Ferry does not know ([heap]){{$}}
// CHECK-NOT: ferry:
// CHECK: end 6
// EXIT: {{^}}ferry: no checkpoint: frame 0 main: local log: to: points to
// EXIT-NOT: end
// LATER: end 6
#include <stdio.h>

struct log {
  int lines;
  FILE *to;
};

static void say(struct log *log, int n) {
  log->lines++;
  fprintf(log->to, "line %d\n", n);
}

int main(void) {
  // A stream without a descriptor: those are test/Runtime/descriptors.c.
  struct log log = {0, fmemopen(NULL, 100, "w")};
  if (!log.to)
    return 1;
  for (int i = 0; i < 3; i++)
    say(&log, i);
  fclose(log.to);
  log.to = stdout;
  for (int i = 3; i < 6; i++)
    say(&log, i);
  printf("end %d\n", log.lines);
  return 0;
}
