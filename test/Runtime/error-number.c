// errno is what it was: after a capture that went well or not, and on another machine,
// where the same error may have another number (EDEADLK, ENOTEMPTY and others on MIPS).
//
// REQUIRES: x86_64, s390x, mips
// SOAK: %s
// RUN: rm -rf %t && mkdir -p %t
// RUN: %ferry-cc -O2 %s -o %t/x86_64
// RUN: %ferry-cc-s390x -O2 %s -o %t/s390x
// RUN: %ferry-cc-mips -O2 %s -o %t/mips
// RUN: %t/x86_64 > %t/want
// RUN: grep -x "deadlock 4 and 0" %t/want
//
// A capture on the way, and one that fails: the folder is a file.
// RUN: env FERRY_DIR=%t/on FERRY_AT_POLL=3 %t/x86_64 | cmp - %t/want
// RUN: touch %t/file
// RUN: env FERRY_DIR=%t/file FERRY_AT_POLL=3 %t/x86_64 2>%t/said | cmp - %t/want
// RUN: grep "no checkpoint" %t/said
//
// RUN: env FERRY_DIR=%t/x FERRY_AT_POLL=2 FERRY_THEN=exit %exits 85 %run-x86_64 %t/x86_64
// RUN: env FERRY_RESTORE=%t/x/latest FERRY_DIR=%t/m FERRY_AT_POLL=1 FERRY_THEN=exit FERRY_TEST_RECAPTURE=%t/again %exits 85 %run-mips %t/mips
// RUN: env FERRY_RESTORE=%t/m/latest %run-s390x %t/s390x | cmp - %t/want
// RUN: %ferry inspect --digest %t/x/latest > %t/before && %ferry inspect --digest %t/again/latest | cmp - %t/before
//
// The image has the name; the second reader agrees on it.
// RUN: %ferry inspect --json --globals --heap --types --digest %t/m/latest > %t/json
// RUN: FileCheck %s < %t/json
// CHECK:      "resources": [
// CHECK:          "name": "errno",
// CHECK-NEXT:     "version": 1,
// CHECK-NEXT:     "bytes": "EDEADLK\n"
// RUN: %python %source/test/Image/second_reader.py %t/m/latest %t/json
#include <errno.h>
#include <stdio.h>

static int fails(int n) {
  if (n > 2) {
    errno = EDEADLK;
    return -1;
  }
  return n;
}

int main(void) {
  int result = fails(5), done = 0;
  for (int i = 0; i < 4; i++) // polls
    ++done;
  int deadlock = errno == EDEADLK;
  errno = 0;
  for (int i = 0; i < 4; i++)
    if (errno != 0)
      deadlock = 0;
  if (result < 0)
    printf("%s %d and %d\n", deadlock ? "deadlock" : "another", done, errno);
  return 0;
}
