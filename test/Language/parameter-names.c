// A parameter may have the name of its function, also of one that is called through a
// pointer: what is called and where its frame stands are found all the same.
//
// RUN: %every-poll --work=%t --to=x86_64,s390x,i686 --min-polls=20 %s
// RUN: %ferry-cc %s -o %t.out
// RUN: env FERRY_STATS=%t.json FERRY_AT_POLL=2 FERRY_THEN=exit FERRY_DIR=%t %exits 85 %t.out
// RUN: FileCheck %s <%t.json
// The second poll is in `twice`, and its frame was called by one that Ferry knows.
// CHECK: "polls": 2,
// CHECK: "captures": 1,
// CHECK: "waited_polls": 0
#include <stdio.h>

static int twice(int *twice, int n) {
  for (int i = 0; i < n; i++)
    *twice += i;
  return *twice;
}

float half(float half, int n) {
  for (int i = 0; i < n; i++)
    half /= 2;
  return half;
}

void none(const char *none) {
  for (int i = 0; i < 3; i++)
    printf("%s %d\n", none, i);
}

int main(void) {
  int (*volatile add)(int *, int) = twice;
  float (*volatile divide)(float, int) = half;
  void (*volatile print)(const char *) = none;
  int x = 1;
  for (int round = 1; round < 4; round++) {
    printf("%d\n", add(&x, 3));
    printf("%g\n", divide(x, 2));
    print("round");
  }
  return 0;
}
