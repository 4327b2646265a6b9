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
  // CHECK: foreign-heap.c:[[#@LINE+1]]:3: error: memory of 'getline' {{.*}} read with fgets into memory of your own [-Wferry-foreign-heap]
  getline(line, n, stdin);
  // CHECK: foreign-heap.c:[[#@LINE+1]]:13: error: memory of 'aligned_alloc'
  char *p = aligned_alloc(64, 64);
  // CHECK: foreign-heap.c:[[#@LINE+1]]:38: error: memory of 'strndup'
  char *(*q)(const char *, size_t) = strndup;
  (void)p, (void)q;
}
