// A debugger steps through the user's file: its name, its lines in its order, its
// variables; also in a program that was restored.
//
// REQUIRES: gdb
// RUN: rm -rf %t && mkdir %t && cp %S/Inputs/steps.gdb %S/Inputs/restored.gdb %t
// RUN: %ferry-cc -g -O0 -o %t/program %s
// RUN: cd %t && gdb -nx -batch -x steps.gdb ./program > steps.txt 2>&1
// RUN: FileCheck %s --check-prefix=STEP < %t/steps.txt
// RUN: cd %t && FERRY_DIR=. FERRY_AT_POLL=9 FERRY_THEN=exit %exits 85 ./program
// RUN: cd %t && FERRY_RESTORE=latest gdb -nx -batch -x restored.gdb ./program > restored.txt 2>&1
// RUN: FileCheck %s --check-prefix=AGAIN < %t/restored.txt
#include <stdio.h>

static int leaf(int n) {
  int sum = 0;
  for (int i = 0; i < n; i++)
    sum += i;
  return sum;
}

static int inner(int a, int b) {
  int product = a * b;
  product += leaf(a) * leaf(b) + 1;
  return product;
}

int main(void) {
  int total = 1;
  for (int round = 1; round < 4; round++) {
    int before = total;
    total += inner(round, leaf(3)) - inner(2, round);
    if (total > leaf(before))
      total++;
  }
  printf("%d\n", total);
  return 0;
}

// STEP: __ferry_in_main ({{.*}}) at {{.*}}user-lines.c:32
// STEP-NEXT: {{^}}32 if (total > leaf(before))
// STEP-NEXT: #0  __ferry_in_main ({{.*}}user-lines.c:32
// STEP: ) at {{.*}}user-lines.c:28
// STEP-NEXT: $1 = 2
//   Into the call, past its poll:
// STEP-NEXT: __ferry_in_leaf ({{.*}}, n=1) at {{.*}}user-lines.c:14
// STEP-NEXT: {{^}}14
// STEP-NEXT: {{^}}15 int sum = 0;
// STEP-NEXT: {{^}}16 for (int i = 0; i < n; i++)
// STEP-NEXT: $2 = 1
// STEP-NEXT: #0  __ferry_in_leaf ({{.*}}, n=1) at {{.*}}user-lines.c:16
// STEP-NEXT: #1  {{.*}} in __ferry_in_main ({{.*}}user-lines.c:32
//   Out of it, to the next lines:
// STEP: {{^}}32 if (total > leaf(before))
// STEP-NEXT: Value returned is $3 = 0
// STEP-NEXT: {{^}}33 total++;
// STEP-NEXT: {{^}}29 for (int round = 1; round < 4; round++) {
// STEP-NEXT: {{^}}30 int before = total;
// STEP-NEXT: before = 1
// STEP-NEXT: round = 2
// STEP: {{^}}total = 3
//   The next round, again at the breakpoint:
// STEP: __ferry_in_main ({{.*}}) at {{.*}}user-lines.c:32
// STEP-NEXT: {{^}}32
// STEP-NEXT: {{^}}33
// STEP-NEXT: {{^}}29
// STEP-NEXT: $4 = 8
// STEP-NEXT: {{^}}30

// AGAIN: __ferry_re_main ({{.*}}) at {{.*}}user-lines.c:33
// AGAIN-NEXT: {{^}}33 total++;
// AGAIN-NEXT: #0  __ferry_re_main ({{.*}}user-lines.c:33
// AGAIN: {{^}}before = 1
// AGAIN-NEXT: round = 1
// AGAIN: {{^}}total = 2
// AGAIN-NEXT: {{^}}34
// AGAIN-NEXT: {{^}}29
// AGAIN-NEXT: {{^}}30
// AGAIN-NEXT: $1 = 3
// AGAIN: __ferry_re_main ({{.*}}) at {{.*}}user-lines.c:33
// SOAK: %s
