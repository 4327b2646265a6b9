// The address of getcwd is that of the C library's: what it allocates is not known to a
// capture, which is refused as long as a pointer leads there; it can be grown and freed.
//
// REQUIRES: x86_64
// SOAK-NOT: it points to memory that can't be captured
// RUN: %ferry-cc -O2 %s -o %t
// RUN: rm -rf %t.d && mkdir %t.d
// RUN: env FERRY_DIR=%t.d FERRY_AT_POLL=2 FERRY_THEN=exit %exits 86 %t 2>&1 | FileCheck %s
// RUN: env FERRY_DIR=%t.d FERRY_AT_POLL=5 FERRY_THEN=exit %exits 85 %t
// RUN: env FERRY_RESTORE=%t.d/latest %t | FileCheck %s --check-prefix=LATER
//
// CHECK: {{^}}ferry: no checkpoint: frame 0 main: local folder: points to 0x{{[0-9a-f]+}}, memory that Ferry does not know ([heap]){{$}}
// LATER: {{^}}end 6 1{{$}}
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static int lines;

static void say(const char *what) {
  lines++;
  fprintf(stderr, "%s\n", what);
}

int main(void) {
  char *(*where)(char *, size_t) = getcwd, buffer[5000];
  char *folder = where(NULL, 0);
  for (int i = 0; i < 3; i++)
    say(folder);
  folder = realloc(folder, 5000);
  int same = strcmp(folder, where(buffer, sizeof buffer)) == 0;
  free(folder);
  folder = buffer;
  for (int i = 0; i < 3; i++)
    say(folder);
  printf("end %d %d\n", lines, same);
  return 0;
}
