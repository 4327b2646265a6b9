// A variable that would be captured has a type that cannot be; each is named where
// it is declared, with what to do, and nothing is written.
//
// RUN: %exits 1 %rewrite %s -o %t.c 2> %t.err
// RUN: FileCheck %s < %t.err
// RUN: test ! -e %t.c
#include <stdarg.h>

// CHECK-DAG: types.c:[[#@LINE+4]]:3: error: variable 'u' has type 'union (unnamed{{.*}})', where a pointer lies over something else, {{.*}} [-Wferry-union]
union {
  int i;
  void *p;
} u;
// CHECK-DAG: types.c:[[#@LINE+4]]:3: error: variable 'atomic' has type 'union (unnamed{{.*}})', where a pointer lies over something else, {{.*}} [-Wferry-union]
union {
  _Atomic(char *) p;
  long l;
} atomic;
struct bits {
  int some : 31;
  // CHECK-DAG: types.c:[[#@LINE+1]]:12: note: 'most' comes into it here
  __int128 most : 65;
};
// CHECK-DAG: types.c:[[#@LINE+1]]:13: error: variable 'b' has type 'struct bits', {{.*}} [-Wferry-bit-field]
struct bits b;
typedef int three __attribute__((ext_vector_type(3)));
// CHECK-DAG: types.c:[[#@LINE+1]]:7: error: variable 'v' has type {{.*}} use vector_size or an array [-Wferry-vector]
three v;
struct two {
  int x, y;
};
// CHECK-DAG: types.c:[[#@LINE+1]]:21: error: variable 'a' has type {{.*}} [-Wferry-atomic]
_Atomic(struct two) a;
// CHECK-DAG: types.c:[[#@LINE+1]]:24: error: variable 'ac' has type {{.*}} [-Wferry-atomic]
_Atomic _Complex float ac;
struct flexible {
  int n;
  // CHECK-DAG: types.c:[[#@LINE+1]]:8: note: 'data' comes into it here
  char data[];
};
// CHECK-DAG: types.c:[[#@LINE+1]]:18: error: variable 'f' has type 'char[]'{{.*}} [-Wferry-flexible-array]
struct flexible *f;
// CHECK-DAG: types.c:[[#@LINE+1]]:9: error: variable 'va' has type 'va_list'{{.*}} [-Wferry-type]
va_list va;
struct deep {
  struct {
    // CHECK-DAG: types.c:[[#@LINE+1]]:14: note: 'in[].x' comes into it here
    __int128 x : 100;
  } in[2];
};
// CHECK-DAG: types.c:[[#@LINE+1]]:15: error: variable 'd' has type 'struct deep::(unnamed
struct deep **d;
