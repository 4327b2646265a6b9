// FERRY_STATS writes into what has the path: a link stays one, and of a former file nothing
// is left. (It removed what was there, and as root that could be a device.)
//
// SOAK-NOT: nothing is captured
//
// RUN: rm -rf %t && mkdir %t && ln -s target %t/link
// RUN: %ferry-cc %s -o %t/program
// RUN: env FERRY_STATS=%t/link %t/program
// RUN: test -L %t/link
// RUN: head -c 10000 /dev/zero >> %t/target
// RUN: env FERRY_STATS=%t/link %t/program
// RUN: FileCheck %s < %t/target
// CHECK: {
// CHECK: "captures": 0
// CHECK: }
// RUN: test $(wc -c < %t/target) -lt 5000
// RUN: env FERRY_STATS=%t/none/file %t/program 2>&1 | FileCheck %s --check-prefix=NONE
// NONE: ferry: FERRY_STATS={{.*}}/none/file: No such file or directory
int main(void) {
  for (volatile int i = 0; i < 3; i++)
    ;
  return 0;
}
