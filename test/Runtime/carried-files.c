// Files that have been removed move along with their content (tmpfile), and with
// FERRY_CARRY_FILES small ones that have a name; where they are missing they are made
// again. Others are found under another path with FERRY_FILE_MAP.
//
// REQUIRES: x86_64, s390x
// SOAK-NOT: its files are moved in between
// RUN: rm -rf %t && mkdir -p %t/a/b
// RUN: %ferry-cc -O1 %s -o %t/x86_64
// RUN: %ferry-cc-s390x -O1 %s -o %t/s390x
// RUN: seq 1 9 > %t/a/b/in && cp %t/a/b/in %t/in
// RUN: %t/x86_64 %t/a/b/in %t/a/out > %t/want && cp %t/a/out %t/want-out
// RUN: grep -x "1111 9" %t/want
//
// Elsewhere: a folder, and a file in it that is elsewhere again.
// RUN: env FERRY_DIR=%t/d FERRY_AT_POLL=3 FERRY_THEN=exit %exits 85 %t/x86_64 %t/a/b/in %t/a/out
// RUN: mv %t/a %t/c && mv %t/c/b/in %t/other
// RUN: %ferry restore %t/d --with %t/x86_64 --file-map %t/a/=%t/c --file-map %t/a/b/in=%t/other > %t/got
// RUN: cmp %t/got %t/want && cmp %t/c/out %t/want-out
// RUN: not ls %t/a
// RUN: env FERRY_FILE_MAP=a=b %exits 87 %t/x86_64 %t/other %t/c/out 2>&1 | FileCheck %s --check-prefix=MAP
// RUN: env FERRY_CARRY_FILES=small %exits 86 %t/x86_64 %t/other %t/c/out 2>&1 | FileCheck %s --check-prefix=SIZE
// MAP: {{^}}ferry: FERRY_FILE_MAP=a=b: want OLD=NEW, OLD from the root on
// SIZE: {{^}}ferry: FERRY_CARRY_FILES=small: want a size, such as 4000, 64K or 1M
//
// Nowhere: they come out of the image, but for one that was too large.
// RUN: mkdir -p %t/a/b && cp %t/in %t/a/b/in
// RUN: env FERRY_CARRY_FILES=1K FERRY_DIR=%t/e FERRY_AT_POLL=3 FERRY_THEN=exit %exits 85 %t/x86_64 %t/a/b/in %t/a/out
// RUN: env FERRY_CARRY_FILES=10 FERRY_DIR=%t/f FERRY_AT_POLL=3 FERRY_THEN=exit %exits 85 %t/x86_64 %t/a/b/in %t/a/out
// RUN: rm %t/a/b/in %t/a/out
// RUN: env FERRY_RESTORE=%t/f/latest %exits 87 %t/x86_64 2>&1 | FileCheck %s --check-prefix=MISSING
// RUN: not ls %t/a/out
// RUN: env FERRY_RESTORE=%t/e/latest %run-s390x %t/s390x > %t/got
// RUN: cmp %t/got %t/want && cmp %t/a/out %t/want-out && cmp %t/a/b/in %t/in
// MISSING: {{^}}ferry: cannot restore: {{.*}}/in: the program had this file open, and it is not there
//
// One that is there is not written over.
// RUN: echo else > %t/a/b/in
// RUN: env FERRY_RESTORE=%t/e/latest %exits 87 %t/x86_64 2>&1 | FileCheck %s --check-prefix=CHANGED
// RUN: grep -x else %t/a/b/in
// CHANGED: {{^}}ferry: cannot restore: {{.*}}/in: it has 5 bytes, and had 18 bytes
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int main(int argc, char **argv) {
  if (argc < 3)
    return 1;
  FILE *in = fopen(argv[1], "r"), *out = fopen(argv[2], "w"), *gone = tmpfile();
  if (!in || !out || !gone)
    return 2;
  char line[20];
  int sum = 0, last = 0;
  for (int i = 1; fgets(line, sizeof line, in); i++) {
    fputs(line, out);
    fputs(line, gone);
    rewind(gone);
    while (fgets(line, sizeof line, gone))
      last = atoi(line);
    sum += i % 3 ? 0 : 370 + last / 9;
    fseek(gone, 0, SEEK_END);
  }
  printf("%d %d\n", sum, last);
  return fclose(out) | fclose(gone);
}
