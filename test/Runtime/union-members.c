// A union whose members have to be converted in different ways moves where none has
// to be converted, and is refused where one has.
//
// REQUIRES: x86_64
// SOAK-NOT: its union goes to machines of one byte order
// RUN: %ferry-cc -O2 %s -o %t
// RUN: rm -rf %t.d && mkdir %t.d
// RUN: env FERRY_DIR=%t.d FERRY_AT_POLL=4 FERRY_THEN=exit %exits 85 %t
// RUN: env FERRY_TEST_SHIFT=5 FERRY_RESTORE=%t.d/latest %t | FileCheck %s
// RUN: %ferry inspect --globals %t.d/latest | FileCheck %s --check-prefix=INSPECT
//
// RUN: %if i686 %{ %ferry-cc-i686 -O2 %s -o %t.i686 %}
// RUN: %if i686 %{ env FERRY_RESTORE=%t.d/latest %t.i686 | FileCheck %s %}
// RUN: %if s390x %{ %ferry-cc-s390x -O2 %s -o %t.s390x %}
// RUN: %if s390x %{ env FERRY_RESTORE=%t.d/latest %exits 87 %run-s390x %t.s390x 2>&1 | FileCheck %s --check-prefix=ORDER %}
//
// CHECK: 12345 46
// INSPECT: union word union-members.c:word = {number = 12345, bytes = "
// ORDER: ferry: cannot restore: variable union-members.c:word: union word.bytes: has to be converted in another way than the members before it, and which was written last is not known
#include <stdio.h>

static union word {
  int number;
  char bytes[sizeof(int)];
} word;

int main(void) {
  int sum = 0;
  word.number = 12345;
  for (int i = 0; i < 10; i++)
    sum += i + (i == 7);
  if (sum > 100) // A member that nothing names would be left out.
    word.bytes[0] = 1;
  printf("%d %d\n", word.number, sum);
  return 0;
}
