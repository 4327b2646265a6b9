// What the system holds for the program is not carried: while a file is open that the
// program has opened, or a standard one is another, nothing can be captured; the program
// is told for what, and goes on. Sockets and pipes may be there for ferry_capture.
//
// REQUIRES: x86_64, s390x
// SOAK-NOT: it has open what can't be captured
// RUN: rm -rf %t && mkdir -p %t
// RUN: %ferry-cc -O1 %s -o %t/x86_64
// RUN: %ferry-cc-s390x -O1 %s -o %t/s390x
// RUN: touch %t/log
// RUN: env FERRY_DIR=%t/d FERRY_AT_POLL=2 FERRY_THEN=exit %exits 86 %t/x86_64 open %t/log 2>&1 | FileCheck %s --check-prefix=OPEN
// RUN: env FERRY_DIR=%t/d FERRY_AT_POLL=2 FERRY_THEN=exit %exits 86 %run-s390x %t/s390x open %t/log 2>&1 | FileCheck %s --check-prefix=OPEN
// RUN: env FERRY_DIR=%t/d FERRY_AT_POLL=2 FERRY_THEN=exit %exits 86 %t/x86_64 stdout %t/log 2>&1 | FileCheck %s --check-prefix=STDOUT
// RUN: env FERRY_DIR=%t/d FERRY_AT_POLL=2 FERRY_THEN=exit %exits 86 %t/x86_64 close %t/log 2>&1 | FileCheck %s --check-prefix=CLOSE
// RUN: not ls %t/d/latest
// RUN: env FERRY_DIR=%t/d FERRY_AT_POLL=6 FERRY_THEN=exit %exits 85 %t/x86_64 open %t/log
// RUN: env FERRY_RESTORE=%t/d/latest %run-s390x %t/s390x open %t/log | grep -x "sum 44"
//
// What was open when it was started may be; more checkpoints than one.
// RUN: env FERRY_DIR=%t/i FERRY_AT_POLL=2 FERRY_THEN=exit %exits 85 %t/x86_64 none %t/log 7< %t/log
//
// A pipe takes the image.
// RUN: %t/x86_64 pipe %t/image | FileCheck %s --check-prefix=PIPE
// RUN: env FERRY_RESTORE=%t/image %run-s390x %t/s390x pipe %t/image | grep -x "sum 44"
//
// OPEN: {{^}}ferry: no checkpoint: descriptor 3 ({{.*}}log): it was opened by the program, and open files are not carried
// STDOUT: {{^}}ferry: no checkpoint: descriptor 1 ({{.*}}log): it was opened by the program
// CLOSE: {{^}}ferry: no checkpoint: descriptor 0{{.*}}: it was closed by the program
// PIPE: captured 0
// PIPE: sum 44
#define _POSIX_C_SOURCE 200809L
#include <fcntl.h>
#include <ferry/ferry.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static int loop(int from) {
  int sum = 0;
  for (int i = 0; i < 4; i++)
    sum += from + i;
  return sum;
}

static int ends[2];

/// Through the pipe, as a program on the other end of a socket would.
static int take(void *context, const void *bytes, size_t size) {
  const char *next = bytes, *end = next + size;
  FILE *file = fopen(context, "ab");
  while (file && next < end) {
    char piece[512];
    size_t left = (size_t)(end - next);
    ssize_t count = write(ends[1], next, left < sizeof piece ? left : sizeof piece);
    if (count <= 0 || read(ends[0], piece, (size_t)count) != count ||
        fwrite(piece, 1, (size_t)count, file) != (size_t)count)
      break;
    next += count;
  }
  return !file || fclose(file) != 0 || next != end;
}

static void done(void *context, ferry_status status, const ferry_error *error) {
  (void)context;
  printf("captured %d%s\n", (int)status, error->text);
}

int main(int argc, char **argv) {
  if (argc < 3)
    return 1;
  int file = -1;
  if (strcmp(argv[1], "open") == 0)
    file = open(argv[2], O_RDONLY);
  else if (strcmp(argv[1], "stdout") == 0 && !freopen(argv[2], "w", stdout))
    return 2;
  else if (strcmp(argv[1], "close") == 0)
    close(0);
  else if (strcmp(argv[1], "pipe") == 0) {
    remove(argv[2]);
    if (pipe(ends) || ferry_capture(take, done, argv[2]))
      return 3;
  }
  int sum = loop(2);
  if (file >= 0)
    close(file);
  sum += loop(6);
  printf("sum %d\n", sum + (file > 100));
  return 0;
}
