// A variable that would be captured has a type that cannot be; each is named where
// it is declared, with what to do, and nothing is written.
//
// RUN: %exits 1 %rewrite %s -o %t.c 2> %t.err
// RUN: FileCheck %s < %t.err
// RUN: test ! -e %t.c
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
  char data[];
};
struct flexible *fine_flexible;
struct around {
  // CHECK-DAG: types.c:[[#@LINE+1]]:19: note: 'last' comes into it here
  struct flexible last;
};
// CHECK-DAG: types.c:[[#@LINE+1]]:16: error: variable 'f' has type 'struct around'{{.*}} [-Wferry-flexible-array]
struct around *f;
struct wide {
  _Alignas(32) int n;
  // CHECK-DAG: types.c:[[#@LINE+1]]:7: note: 'data' comes into it here
  int data[0];
};
// CHECK-DAG: types.c:[[#@LINE+1]]:14: error: variable 'w' has type 'struct wide'{{.*}} [-Wferry-flexible-array]
struct wide *w;
union over {
  int n;
  // CHECK-DAG: types.c:[[#@LINE+1]]:7: note: 'data' comes into it here
  int data[0];
};
// CHECK-DAG: types.c:[[#@LINE+1]]:12: error: variable 'o' has type 'union over'{{.*}} [-Wferry-flexible-array]
union over o;
// CHECK-DAG: types.c:[[#@LINE+1]]:13: error: variable 'bits40' has type '_BitInt(40)'{{.*}} [-Wferry-type]
_BitInt(40) bits40;
struct deep {
  struct {
    // CHECK-DAG: types.c:[[#@LINE+1]]:14: note: 'in[].x' comes into it here
    __int128 x : 100;
  } in[2];
};
// CHECK-DAG: types.c:[[#@LINE+1]]:15: error: variable 'd' has type 'struct deep::(unnamed
struct deep **d;
