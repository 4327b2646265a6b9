// A program captures itself into memory at its next poll, writes the bytes to a
// file by its own means, and goes on from them elsewhere.
//
// REQUIRES: x86_64, i686
// SOAK-NOT: it captures itself, once
// RUN: %ferry-cc -O2 %s -o %t
// RUN: %ferry-cc-i686 -O2 %s -o %t.i686
// RUN: %t %t.image | FileCheck %s
// RUN: env FERRY_TEST_SHIFT=3 FERRY_RESTORE=%t.image %run-i686 %t.i686 | FileCheck %s --check-prefix=THERE
//
// CHECK: requested
// CHECK: done 0 ''
// CHECK: sum 45
// THERE-NOT: requested
// THERE-NOT: done
// THERE: sum 45
#include <ferry/ferry.h>
#include <stdio.h>

static int take(void *context, const void *bytes, size_t size) {
  FILE *file = fopen(context, "ab");
  int failed = !file || fwrite(bytes, 1, size, file) != size;
  if (file)
    failed |= fclose(file) != 0;
  return failed;
}

static void done(void *context, ferry_status status, const ferry_error *error) {
  (void)context;
  printf("done %d '%s'\n", (int)status, error->text);
}

int main(int argc, char **argv) {
  long sum = 0;
  if (argc < 2)
    return 1;
  remove(argv[1]);
  for (int i = 0; i < 10; i++) {
    if (i == 4) {
      if (ferry_capture(take, done, argv[1]) != FERRY_OK)
        return 2;
      if (ferry_capture(take, done, argv[1]) != FERRY_BUSY)
        return 3;
      printf("requested\n");
    }
    sum += i;
  }
  printf("sum %ld\n", sum);
  return 0;
}
