// Unions that are defined in a function: named at file scope, like structs; with a tag,
// without one, within each other, and one of the same name further in.
//
// RUN: %every-poll --work=%t --to=x86_64,s390x,i686,powerpc --min-polls=10 %s
// RUN: %rewrite %s -o %t.c
// RUN: FileCheck %s < %t.c
#include <stdio.h>

// CHECK: union __ferry_union_mix_both { int i; unsigned u; };
// CHECK: union __ferry_union_mix_1 { struct { short tag; int n; } a; struct { short tag; unsigned m; } b; };
// CHECK: struct __ferry_struct_mix_outer { int id; union __ferry_union_mix_both in; };
static int mix(int n) {
  union both {
    int i;
    unsigned u;
  } at = {n}, *p = &at;
  union {
    struct {
      short tag;
      int n;
    } a;
    struct {
      short tag;
      unsigned m;
    } b;
  } box = {{3, -n}};
  struct outer {
    int id;
    union both in;
  } out = {1, {n + 1}};
  for (int i = 0; i < n; i++) {
    union both {
      unsigned char bytes[3];
      char text[3];
    } small = {{(unsigned char)i, 2, 3}};
    for (int j = 0; j < 3; j++)
      p->i += small.text[j];
    box.b.m += p->u;
    out.in.u += (unsigned)box.a.n;
  }
  return at.i + (int)out.in.u + box.b.tag + box.a.n;
}

int main(void) {
  for (int i = 0; i < 4; i++)
    printf("%d\n", mix(i));
  return 0;
}
