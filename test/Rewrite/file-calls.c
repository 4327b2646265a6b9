// The runtime learns of each descriptor and stream that the program opens; what closes or
// copies one is the runtime's, also through pointers.
//
// RUN: %rewrite %s -o %t.c
// RUN: FileCheck %s < %t.c
// RUN: %cc-strict -fsyntax-only %t.c
// RUN: %clang-strict -fsyntax-only %t.c
// RUN: %rewrite %s -o %t.large.c -- -D_FILE_OFFSET_BITS=64
// RUN: FileCheck %s < %t.large.c
// RUN: %cc-strict -D_FILE_OFFSET_BITS=64 -fsyntax-only %t.large.c
#define _GNU_SOURCE
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#define READ(name) fopen(name, "r")

int numbers(const char *name) {
  // CHECK: {{^}}  int one = __ferry_opened(open(name, O_RDWR | O_CREAT, 0644));
  int one = open(name, O_RDWR | O_CREAT, 0644);
  // CHECK: {{^}}  int other = __ferry_dup(one), last = __ferry_fcntl(one, F_DUPFD, 9);
  int other = dup(one), last = fcntl(one, F_DUPFD, 9);
  // CHECK: {{^}}  return __ferry_dup2(one, last) + __ferry_close(__ferry_opened(creat(name, 0600))) + other;
  return dup2(one, last) + close(creat(name, 0600)) + other;
}

int streams(char *name) {
  // CHECK: {{^}}  FILE *f = __ferry_opened_stream(fopen(name, (char *)__ferry_literal_{{.*}})), *g = __ferry_made_stream(fdopen(__ferry_opened(mkstemp(name)), (char *)__ferry_literal_
  FILE *f = fopen(name, "w"), *g = fdopen(mkstemp(name), "r");
  // CHECK: {{^}}  if (!f || !__ferry_opened_stream(freopen(name, (char *)__ferry_literal_{{.*}}, stdout)) || !
  if (!f || !freopen(name, "a", stdout) || !READ(name))
    return 1;
  // CHECK: {{^}}  int (*done)(FILE *) = __ferry_fclose;
  int (*done)(FILE *) = fclose;
  // CHECK: __ferry_fclose(g)
  return done(f) + fclose(g);
}

// CHECK: {"fclose", (__ferry_code){{.*}}__ferry_fclose}
