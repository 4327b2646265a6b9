// What #line says about a source that a program wrote is where messages point.
//
// RUN: %exits 1 %rewrite %s -o %t.c 2> %t.err
// RUN: grep "^grammar.y:7:34: error: what 'malloc' allocates here is not known" %t.err
#include <stdlib.h>
#line 7 "grammar.y"
void *unknown(size_t n) { return malloc(n + 8); }
