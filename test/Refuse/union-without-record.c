// A union of pointers and numbers that is refused: what stands against a record of the member
// written last, the first in the text, and where that is.
//
// RUN: %exits 1 %rewrite %s -o %t.c 2> %t.err
// RUN: FileCheck %s < %t.err
// RUN: grep -c 'error: .*-Wferry-union' %t.err | grep -x 26
// RUN: grep -c 'note: no record of the member written last can be kept: ' %t.err | grep -x 26
#include <setjmp.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define BOTH                                                                              \
  long number;                                                                            \
  char *text
#define SET(u) ((u).number = 0, (u).text = 0)

// No room in the definition.
// CHECK-DAG: union-without-record.c:[[@LINE+1]]:1: note: {{.*}}: the union has no name, and nothing around it has one
union {
  BOTH;
} nameless;
// CHECK-DAG: union-without-record.c:[[@LINE+1]]:35: note: {{.*}}: the union, or a member of it, has an attribute
union __attribute__((aligned(8))) attribute {
  BOTH;
} attribute;
union member_attribute {
  // CHECK-DAG: union-without-record.c:[[@LINE+1]]:37: note: {{.*}}: the union, or a member of it, has an attribute
  __attribute__((aligned(16))) long number;
  char *text;
} member_attribute;
union event {
  struct key { int type; long code; } key;
  // CHECK-DAG: union-without-record.c:[[@LINE+1]]:41: note: {{.*}}: two members begin with a field of the same name and type
  struct text { int type; char *text; } text;
} event;
union together {
  // CHECK-DAG: union-without-record.c:[[@LINE+1]]:13: note: {{.*}}: two members are declared together
  long low, high;
  char *text;
} together;
union bits {
  // CHECK-DAG: union-without-record.c:[[@LINE+1]]:12: note: {{.*}}: this member is a bit-field
  unsigned number : 7;
  char *text;
} bits;
union jump {
  int number;
  // CHECK-DAG: union-without-record.c:[[@LINE+1]]:11: note: {{.*}}: this member is, or has in it, a type of the C library
  jmp_buf to;
} jump;
struct inner {
  int kind;
  union in_struct {
    char *name, *other;
  } u;
};
union outer {
  double number[2];
  // CHECK-DAG: union-without-record.c:[[@LINE+1]]:16: note: {{.*}}: this member is, or has in it, a union with pointers
  struct inner inner;
} outer;
union beginning {
  BOTH;
  // CHECK-DAG: union-without-record.c:[[@LINE+1]]:3: note: {{.*}}: this member has no name, and is a union or begins with something without a name
  struct {
    struct {
      int low, high;
    };
  };
} beginning;

union part { BOTH; } part;
union array { char text[8]; char *to; } array;
union offset { BOTH; } offset;
union made { BOTH; } made;
// CHECK-DAG: union-without-record.c:[[@LINE+1]]:68: note: {{.*}}: the union is initialised without braces of its own here
struct elided { int kind; union braces { BOTH; } u; } elided = {1, 2};
union compared { BOTH; } compared;
union becomes { BOTH; } becomes;
struct around { int kind; union inside { BOTH; } u; } around;
union comes { BOTH; } *comes;
union asked { BOTH; } *asked;
union cleared { BOTH; } cleared;
union printed { BOTH; } printed;
union assembled { BOTH; } assembled;
union called { BOTH; } called;
union fast { BOTH; } fast;
// Of a struct without a name for its unions, the one that is in the way.
struct two {
  union { int i; float f; };
  union { BOTH; };
} two;
union again { BOTH; } again;
// The address of a whole one is nothing against it.
union recorded { BOTH; } recorded, *at = &recorded;

void use(void *from) {
  SET(beginning), SET(part), SET(offset), SET(made), SET(elided.u), SET(compared), SET(two);
  SET(recorded), array.to = 0;
  // CHECK-DAG: union-without-record.c:[[@LINE+1]]:24: note: {{.*}}: the address of a part of the union is taken here
  long *number = &part.number;
  // CHECK-DAG: union-without-record.c:[[@LINE+1]]:22: note: {{.*}}: the address of a part of the union is taken here
  char *text = array.text;
  // CHECK-DAG: union-without-record.c:[[@LINE+1]]:12: note: {{.*}}: the offset of a part of the union is asked for here
  number = offsetof(union offset, text) ? number : 0;
  // CHECK-DAG: union-without-record.c:[[@LINE+1]]:10: note: {{.*}}: a value is converted to the union here
  made = (union made)5L;
  // CHECK-DAG: union-without-record.c:[[@LINE+1]]:7: note: {{.*}}: the size of the union is compared here
  if (sizeof compared > *number)
    // CHECK-DAG: union-without-record.c:[[@LINE+1]]:12: note: {{.*}}: a pointer to the union, or to what it is in, becomes 'void *' here
    from = &becomes;
  // CHECK-DAG: union-without-record.c:[[@LINE+1]]:10: note: {{.*}}: a pointer to the union, or to what it is in, becomes 'char *' here
  text = (char *)&around;
  // CHECK-DAG: union-without-record.c:[[@LINE+1]]:11: note: {{.*}}: a pointer to the union, or to what it is in, comes from 'void *' here
  comes = from;
  // CHECK-DAG: union-without-record.c:[[@LINE+1]]:11: note: {{.*}}: memory for the union, or for what it is in, is asked for here, and no sizeof says how much
  asked = malloc(3);
  // CHECK-DAG: union-without-record.c:[[@LINE+1]]:10: note: {{.*}}: the union, or what it is in, is cleared here, and no sizeof says how much of it
  memset(&cleared, 0, 3);
  // CHECK-DAG: union-without-record.c:[[@LINE+1]]:16: note: {{.*}}: the union, or a pointer to what it is in, is passed here to a parameter without a type
  printf("%p", &printed);
  // CHECK-DAG: union-without-record.c:[[@LINE+1]]:3: note: {{.*}}: the union, or a pointer to it, goes into assembler here
  __asm__("" : : "r"(&assembled));
  // CHECK-DAG: union-without-record.c:[[@LINE+1]]:4: note: {{.*}}: a pointer to a function that takes or gives the union comes from 'void *' here
  ((void (*)(union called *))from)(&called);
  // CHECK-DAG: union-without-record.c:[[@LINE+1]]:23: note: {{.*}}: a register variable has the union
  register union fast fast_one;
  // CHECK-DAG: union-without-record.c:[[@LINE+1]]:17: note: {{.*}}: the address of a part of the union is taken here
  number = &two.number;
  // The first, though more follows.
  // CHECK-DAG: union-without-record.c:[[@LINE+1]]:10: note: {{.*}}: a pointer to the union, or to what it is in, becomes 'void *' here
  from = &again;
  comes = (void *)&again;
}
