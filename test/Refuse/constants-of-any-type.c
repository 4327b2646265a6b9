// A constant does not move, so its type does not matter; neither does what only
// system headers make of a pointer.
//
// RUN: %rewrite %s -o %t.c
// RUN: FileCheck %s < %t.c
// RUN: %cc-strict -c %t.c -o %t.o
#include <obstack.h>
#include <pthread.h>
#include <stdio.h>

static const union {
  int i;
  void *p;
} probe = {1};
FILE *out;
pthread_mutex_t *elsewhere;
struct _obstack_chunk *chunks; // leads to itself

// CHECK: "out"
// CHECK-NOT: probe",
int first(void) { return probe.i; }
