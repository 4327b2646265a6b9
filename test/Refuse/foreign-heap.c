// Memory of the C library's own malloc cannot be captured, nor freed by Ferry.
//
// RUN: %exits 1 %rewrite %s -o %t.c 2> %t.err
// RUN: FileCheck %s < %t.err
// RUN: test ! -e %t.c
#define _GNU_SOURCE
#include <malloc.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void use(char **line, size_t *n) {
  // CHECK: foreign-heap.c:[[#@LINE+1]]:3: error: memory of 'pvalloc' {{.*}} use valloc [-Wferry-foreign-heap]
  pvalloc(*n);
  // CHECK: foreign-heap.c:[[#@LINE+1]]:13: error: memory of 'tempnam'
  char *p = tempnam(*line, "");
  // CHECK: foreign-heap.c:[[#@LINE+1]]:38: error: memory of 'strndup' {{.*}} call it by its name
  char *(*q)(const char *, size_t) = strndup;
  (void)p, (void)q;
}
