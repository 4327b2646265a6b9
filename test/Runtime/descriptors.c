// What is open and can't be carried stops a capture: pipes and sockets, files that a library
// has opened, or that were opened through a pointer to a function, that are
// locked, standard ones that are closed. The program is told for what, and goes on. Sockets
// and pipes may be there for ferry_capture.
//
// REQUIRES: x86_64, s390x
// SOAK-NOT: it has open what can't be captured
// RUN: rm -rf %t && mkdir -p %t
// RUN: %ferry-cc -O1 %s -o %t/x86_64
// RUN: %ferry-cc-s390x -O1 %s -o %t/s390x
// RUN: touch %t/log
// RUN: for how in socket pointer library close lock popen wide own-buffer; do \
// RUN:   env FERRY_DIR=%t/d FERRY_AT_POLL=2 FERRY_THEN=exit %exits 86 %t/x86_64 $how %t/log || exit 1; \
// RUN:   env FERRY_DIR=%t/d FERRY_AT_POLL=2 FERRY_THEN=exit %exits 86 %run-s390x %t/s390x $how %t/log || exit 1; \
// RUN:   done > %t/said 2>&1
// RUN: FileCheck %s < %t/said
// RUN: not ls %t/d/latest
// RUN: env FERRY_DIR=%t/d FERRY_AT_POLL=6 FERRY_THEN=exit %exits 85 %t/x86_64 pointer %t/log
// RUN: env FERRY_RESTORE=%t/d/latest %run-s390x %t/s390x pointer %t/log | grep -x "sum 44"
//
// What was open when it was started may be; more checkpoints than one.
// RUN: env FERRY_DIR=%t/i FERRY_AT_POLL=2 FERRY_THEN=exit %exits 85 %t/x86_64 none %t/log 7< %t/log
//
// A pipe takes the image.
// RUN: %t/x86_64 pipe %t/image | FileCheck %s --check-prefix=PIPE
// RUN: env FERRY_RESTORE=%t/image %run-s390x %t/s390x pipe %t/image | grep -x "sum 44"
//
// CHECK-COUNT-2: {{^}}ferry: no checkpoint: descriptor 3 (socket:{{.*}}): it is a socket, which can't be carried
// CHECK-COUNT-2: {{^}}ferry: no checkpoint: descriptor 3 ({{.*}}log): it was opened by a library, or through a pointer to a function of the C library, and can't be carried
// CHECK-COUNT-2: {{^}}ferry: no checkpoint: descriptor 3 ({{.*}}passwd): it was opened by a library, or
// CHECK-COUNT-2: {{^}}ferry: no checkpoint: descriptor 0{{.*}}: it was closed by the program
// CHECK-COUNT-2: {{^}}ferry: no checkpoint: descriptor 3 ({{.*}}log): the program has locked it, and locks are not carried
// CHECK-COUNT-2: {{^}}ferry: no checkpoint: descriptor {{[34]}} (pipe:{{.*}}): it is a pipe, which can't be carried
// CHECK-COUNT-2: {{^}}ferry: no checkpoint: stream ({{.*}}log): it is used for wide characters, which can't be carried
// CHECK-COUNT-2: {{^}}ferry: no checkpoint: stream ({{.*}}log): it has a buffer of the program's (setvbuf), which can't be carried
// PIPE: captured 0
// PIPE: sum 44
#define _GNU_SOURCE
#include <fcntl.h>
#include <ferry/ferry.h>
#include <stdio.h>
#include <pwd.h>
#include <string.h>
#include <sys/file.h>
#include <sys/socket.h>
#include <unistd.h>
#include <wchar.h>

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

// What is open until the loop has run; -1: nothing, or not by a number.
static int start(const char *how, char *name) {
  if (strcmp(how, "socket") == 0)
    return socket(AF_UNIX, SOCK_STREAM, 0);
  if (strcmp(how, "pointer") == 0) {
    int (*opens)(const char *, int, ...) = open;
    return opens(name, O_RDONLY);
  }
  if (strcmp(how, "library") == 0)
    getpwent();
  if (strcmp(how, "close") == 0)
    close(0);
  if (strcmp(how, "popen") == 0)
    popen("cat > /dev/null", "w");
  if (strcmp(how, "wide") == 0)
    fputwc(L'x', fopen(name, "a"));
  if (strcmp(how, "own-buffer") == 0) {
    static char buffer[100];
    setvbuf(fopen(name, "a"), buffer, _IOFBF, sizeof buffer);
  }
  if (strcmp(how, "lock") == 0) {
    int file = open(name, O_RDWR);
    flock(file, LOCK_EX);
    return file;
  }
  if (strcmp(how, "pipe") == 0) {
    remove(name);
    if (pipe(ends) || ferry_capture(take, done, name))
      return 1000;
  }
  return -1;
}

int main(int argc, char **argv) {
  if (argc < 3)
    return 1;
  int file = start(argv[1], argv[2]);
  int sum = loop(2);
  if (file >= 0)
    close(file);
  sum += loop(6);
  printf("sum %d\n", sum + (file > 100));
  return 0;
}
