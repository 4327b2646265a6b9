// A program that has changed its folder goes on there, or where --file-map says that it is
// now; one that has not goes on in the folder where it is resumed. Files that it makes are
// for those that it said with umask.
//
// RUN: rm -rf %t && mkdir -p %t/a %t/b/below %t/c
// RUN: cd %t/a && %every-poll --work=%t/e --to=x86_64,s390x,i686,powerpc --min-polls=6 %s
// SOAK: %s
//
// REQUIRES: x86_64, s390x
// RUN: %ferry-cc -O2 %s -o %t/here
// RUN: %ferry-cc-s390x -O2 %s -o %t/there
// RUN: cd %t/a && umask 022 && env FERRY_DIR=d FERRY_STATS=stats.json FERRY_AT_POLL=24 FERRY_THEN=exit %exits 85 %t/here below
// RUN: ls %t/a/stats.json
// RUN: cd %t/c && umask 022 && env FERRY_RESTORE=../a/d/latest %run-s390x %t/there | FileCheck %s --check-prefixes=HERE,BOTH
// HERE: a/below 77
// RUN: cd %t/c && env FERRY_RESTORE=../a/d/latest FERRY_FILE_MAP=%t/a=%t/b %run-s390x %t/there | FileCheck %s --check-prefixes=MAPPED,BOTH
// RUN: cd %t && env FERRY_RESTORE=a/d/latest FERRY_FILE_MAP=%t/a=b %run-s390x %t/there | FileCheck %s --check-prefixes=MAPPED,BOTH
// MAPPED: b/below 77
// BOTH: / 77
// RUN: cd %t/c && env FERRY_RESTORE=../a/d/latest FERRY_FILE_MAP=%t/a=%t/gone %exits 87 %run-s390x %t/there 2>&1 | FileCheck %s --check-prefix=NONE
// NONE: cannot restore: {{.*}}/gone/below: the program worked in this folder: there is none here; --file-map=OLD=NEW says where it is now
//
// Never changed: that of the process.
// RUN: cd %t/a && umask 022 && env FERRY_DIR=f FERRY_AT_POLL=1 FERRY_THEN=exit %exits 85 %t/here below
// RUN: cd %t/b && umask 027 && env FERRY_RESTORE=../a/f/latest %run-s390x %t/there | FileCheck %s --check-prefix=UNCHANGED
// UNCHANGED: b 27
//
// A folder that is gone when the program is captured is no place to go on in.
// RUN: cd %t/a && env FERRY_DIR=g FERRY_AT_POLL=24 FERRY_THEN=exit %exits 86 %t/here gone 2>&1 | FileCheck %s --check-prefix=REMOVED
// REMOVED: no checkpoint: the folder that the program works in: it has no name any more
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/// The last names of the folder's path: two, or one.
static void show(int names) {
  char path[4096];
  if (!getcwd(path, sizeof path))
    strcpy(path, "nowhere");
  const char *from = path + strlen(path);
  for (; names > 0 && from > path; names--)
    while (--from > path && *from != '/')
      ;
  mode_t mask = umask(0);
  umask(mask);
  printf("%s %o\n", from + (from[1] != 0), mask);
}

static void pass(void) {
  for (volatile int i = 0; i < 9; i++)
    ;
}

int main(int count, char **arguments) {
  int names = count > 1 ? 2 : 1;
  const char *below = count > 1 ? arguments[1] : "below";
  pass();
  if (count > 1)
    show(1);
  umask(077);
  mkdir(below, 0777);
  if (chdir(below) != 0 || (strcmp(below, "gone") == 0 && rmdir("../gone") != 0))
    return 1;
  pass();
  show(names);
  int there = open(".", O_RDONLY);
  if (there < 0 || chdir("/") != 0 || fchdir(there) != 0 || close(there) != 0)
    return 1;
  pass();
  show(names);
  if (chdir("/") != 0)
    return 1;
  pass();
  show(1);
  return chdir("/there/is/none") == 0;
}
