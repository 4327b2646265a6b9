// Variables of the environment that the program has asked for or changed stay what they
// were, and pointers to their values are carried; what it never asked for is that of the
// process that it goes on in.
//
// RUN: env HL_FIRST=one HL_EMPTY= %every-poll --work=%t --to=x86_64,s390x,i686,powerpc --min-polls=20 %s
// SOAK: %s
//
// REQUIRES: x86_64, s390x
// RUN: %ferry-cc -O2 -DMACHINES %s -o %t/here
// RUN: %ferry-cc-s390x -O2 -DMACHINES %s -o %t/there
// RUN: env TZ=HERE-3 HL_SEEN=old HL_OTHER=old FERRY_DIR=%t/d FERRY_AT_POLL=3 FERRY_THEN=exit %exits 85 %t/here
// RUN: env TZ=THERE-5 HL_SEEN=new HL_OTHER=new HL_NONE=new HL_PUT=new FERRY_RESTORE=%t/d/latest %run-s390x %t/there | FileCheck %s
// CHECK: seen old, none -, other new, hour 3
// CHECK-NEXT: child old - set new new
//
// What was set after clearenv stays, whatever there is where the program goes on.
// RUN: env HL_SEEN=old FERRY_DIR=%t/c FERRY_AT_POLL=12 FERRY_THEN=exit %exits 85 %t/here | FileCheck %s --check-prefix=BEFORE
// BEFORE: child old - set
// RUN: env HL_SEEN=new HL_NONE=new HL_PUT=new FERRY_RESTORE=%t/c/latest %run-s390x %t/there | FileCheck %s --check-prefix=CLEARED
// CLEARED: put again, seen -, none -, set -
// CLEARED-NEXT: child - - again
#define _GNU_SOURCE
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

static const char *shown(const char *text) { return text ? text : "-"; }

static long wait_a_little(int n) {
  long sum = 0;
  for (int i = 0; i < n; i++)
    sum += i;
  return sum;
}

#ifdef MACHINES
int main(void) {
  const char *seen = getenv("HL_SEEN"), *none = getenv("HL_NONE");
  time_t start = 0;
  struct tm at = *localtime(&start);
  setenv("HL_SET", "set", 1);
  wait_a_little(9);
  if (seen != getenv("HL_SEEN") || none != getenv("HL_NONE"))
    return 1;
  at.tm_hour -= localtime(&start)->tm_hour; // TZ, too, was asked for
  printf("seen %s, none %s, other %s, hour %d\n", seen, shown(none),
         shown(getenv("HL_OTHER")), at.tm_hour + localtime(&start)->tm_hour);
  fflush(stdout);
  if (system("echo child $HL_SEEN ${HL_NONE:--} $HL_SET $HL_OTHER $HL_PUT") != 0)
    return 1;
  clearenv();
  setenv("HL_PUT", "again", 1);
  wait_a_little(9);
  printf("put %s, seen %s, none %s, set %s\n", getenv("HL_PUT"), shown(getenv("HL_SEEN")),
         shown(getenv("HL_NONE")), shown(getenv("HL_SET")));
  fflush(stdout);
  return system("echo child ${HL_SEEN:--} ${HL_SET:--} $HL_PUT");
}
#else
static char put[40] = "HL_PUT=put";

static void show(const char *when) {
  static const char *const names[] = {"HL_FIRST", "HL_EMPTY", "HL_NONE", "HL_SET", "HL_PUT"};
  char *(*ask)(const char *) = getenv;
  printf("%s:", when);
  for (int i = 0; i < 5; i++)
    printf(" %s=%s", names[i], shown(ask(names[i])));
  printf("\n");
}

int main(void) {
  show("at first");
  char *first = getenv("HL_FIRST"), *none = getenv("HL_NONE");
  for (int i = 0; i < 4; i++) {
    char number[20];
    sprintf(number, "%d", i % 2);
    if (setenv("HL_SET", number, 1) != 0)
      return 1;
    printf("%s %s\n", getenv("HL_SET"), shown(none));
  }
  setenv("HL_FIRST", "ignored", 0);
  show("set");
  // As glibc has it, what getenv said stays there when it is set anew.
  setenv("HL_FIRST", "two", 1);
  printf("%s, then %s\n", first, getenv("HL_FIRST"));
  wait_a_little(3);
  setenv("HL_FIRST", first, 1);
  putenv(put);
  show("put");
  strcpy(put + 7, "changed in place");
  wait_a_little(3);
  show("changed");
  fflush(stdout);
  if (system("echo child: $HL_FIRST $HL_SET $HL_PUT") != 0)
    return 1;
  unsetenv("HL_FIRST");
  putenv("HL_EMPTY");
  show("unset");
  errno = 0;
  printf("%d %d\n", setenv("A=B", "c", 1), errno == EINVAL);
  clearenv();
  wait_a_little(3);
  setenv("HL_PUT", "last", 1);
  show("cleared");
  printf("%s\n", shown(secure_getenv("HL_PUT")));
  return 0;
}
#endif
