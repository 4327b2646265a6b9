// Memory of the C library's own malloc cannot be captured, nor freed by Ferry.
//
// RUN: %exits 1 %rewrite %s -o %t.c 2> %t.err
// RUN: FileCheck %s < %t.err
// RUN: test ! -e %t.c
#define _GNU_SOURCE
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void use(char **line, size_t *n) {
  // CHECK: foreign-heap.c:[[#@LINE+1]]:3: error: memory of 'reallocarray' {{.*}} check the product and use realloc [-Wferry-foreign-heap]
  reallocarray(*line, *n, 1);
  // CHECK: foreign-heap.c:[[#@LINE+1]]:13: error: memory of 'aligned_alloc'
  char *p = aligned_alloc(64, 64);
  // CHECK: foreign-heap.c:[[#@LINE+1]]:38: error: memory of 'strndup' {{.*}} call it by its name
  char *(*q)(const char *, size_t) = strndup;
  (void)p, (void)q;
}
