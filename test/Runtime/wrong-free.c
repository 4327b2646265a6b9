// Freeing twice, or what was never allocated, ends the program with a line that
// says so, as libc does.
//
// REQUIRES: x86_64
// RUN: %ferry-cc -O1 -w %s -o %t
// RUN: %exits 134 %t twice 2>&1 | FileCheck %s --check-prefix=TWICE
// RUN: %exits 134 %t inside 2>&1 | FileCheck %s --check-prefix=INSIDE
// RUN: %exits 134 %t large 2>&1 | FileCheck %s --check-prefix=LARGE
// RUN: %exits 134 %t realloc 2>&1 | FileCheck %s --check-prefix=REALLOC
// RUN: %t foreign | FileCheck %s --check-prefix=FOREIGN
//
// TWICE: {{^}}ferry: free(0x{{[0-9a-f]+}}): this block is free already{{$}}
// INSIDE: {{^}}ferry: free(0x{{[0-9a-f]+}}): no allocation returned this pointer{{$}}
// LARGE: {{^}}ferry: free(0x{{[0-9a-f]+}}): no allocation returned this pointer{{$}}
// REALLOC: {{^}}ferry: realloc(0x{{[0-9a-f]+}}): no allocation returned this pointer{{$}}
// FOREIGN: line 6
#define _GNU_SOURCE
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

// As in a library that Ferry never saw.
void *libc_malloc(size_t size) __asm__("malloc");
static void *(*volatile allocate)(size_t) = libc_malloc;

int main(int argc, char **argv) {
  const char *what = argc > 1 ? argv[1] : "";
  long *other = malloc(10 * sizeof *other);
  long *p = malloc(10 * sizeof *p);
  for (int i = 0; i < 10; i++)
    p[i] = i;
  if (strcmp(what, "twice") == 0) {
    free(p);
    free(p);
  } else if (strcmp(what, "inside") == 0) {
    free(p + 1);
  } else if (strcmp(what, "large") == 0) {
    double *large = malloc(1000000 * sizeof *large);
    free(large);
    free(large);
  } else if (strcmp(what, "realloc") == 0) {
    free(p);
    p = realloc(p, 20 * sizeof *p);
  } else if (strcmp(what, "foreign") == 0) {
    // A block that libc allocated goes back to libc.
    char *text = allocate(7);
    puts(strcpy(text, "line 6"));
    free(text);
  }
  free(other);
  return 0;
}
