// Lowered, memory of unknown type is of kind Raw.
//
// RUN: %rewrite %s -Wno-error=ferry-untyped-allocation -o %t.c 2> %t.err
// RUN: FileCheck %s < %t.c
// RUN: grep -q "warning: what .malloc. allocates" %t.err
// RUN: %cc-strict -c %t.c -o %t.o
// RUN: %clang-strict -fsyntax-only %t.c
#include <stdlib.h>

// CHECK: return __ferry_malloc(n + 8, &__ferry_alloc_sites[0]);
void *unknown(size_t n) { return malloc(n + 8); }
// CHECK: {__ferry_kind_Raw, 0, "unknown", 1, 1, 0, 0, 0};
// CHECK: {&__ferry_type_unknown, "untyped-lowered.c:{{[0-9]+}}:34", 0},
