// Complex numbers and vectors are arrays of their parts, atomic objects what they are
// made of; long double is a kind of its own, and has to be the library's; qualifiers
// are dropped, and what a slot cannot be aligned to is said.
//
// RUN: %rewrite %s -o %t.c
// RUN: FileCheck %s < %t.c
// RUN: %cc-strict -Wno-psabi -c %t.c -o %t.o
// RUN: %clang-strict -fsyntax-only %t.c

typedef float four __attribute__((vector_size(16)));
typedef int eight __attribute__((vector_size(32)));
typedef double _Complex point;

struct all {
  const float _Complex c;
  four at[2];
  long count __attribute__((vector_size(16)));
  _Atomic(struct all *) next;
  volatile _Atomic long left;
  const point *none;
  point *where;
  long double far[2];
  const long double _Complex farther;
  unsigned __int128 wide;
  __int128 narrow;
};
struct all everything;

// CHECK: struct __ferry_frame_use {
// CHECK-NEXT: site;
// CHECK-NEXT: point z;
// CHECK-NEXT: const volatile void *v;
// CHECK-NEXT: const volatile void *n;
// CHECK-NEXT: int m;
// CHECK-NEXT: eight __ferry_t1 __ferry_slot_aligned;
// CHECK-NEXT: eight __ferry_t2 __ferry_slot_aligned;
// CHECK-NEXT: _Complex double __ferry_t3;
// CHECK-NEXT: } __ferry_record_aligned;
eight more(int);
_Complex double less(double);
int use(point z) {
  const four v = {(float)__real__ z};
  _Atomic int n = 0;
  int m = (more(1) + more(2))[0] + (int)(__real__(less(1) * less(2)));
  while (n < 3)
    n++;
  return m + n + (int)(v[0] + __imag__ z);
}

// CHECK-DAG: {__ferry_kind_Array, 0, "_Complex float", sizeof(_Complex float), {{.*}}, &__ferry_type_float, 2, 0};
// CHECK-DAG: {__ferry_kind_Array, 0, "_Complex double", sizeof({{point|_Complex double}}), {{.*}}, &__ferry_type_double, 2, 0};
// CHECK-DAG: {__ferry_kind_Array, 0, "v16:float", sizeof({{.*}}), {{.*}}, &__ferry_type_float, 4, 0};
// CHECK-DAG: {__ferry_kind_Array, 0, "a2:v16:float", {{.*}}, &__ferry_type_v16_float, 2, 0};
// CHECK-DAG: {__ferry_kind_Array, 0, "v32:int", {{.*}}, &__ferry_type_int, 8, 0};
// CHECK-DAG: {__ferry_kind_Array, 0, "v16:long", sizeof(__attribute__((vector_size(16))) long), {{.*}}, &__ferry_type_long, 2, 0};
// CHECK-DAG: {__ferry_kind_LongDouble, 0, "long double", sizeof(long double), {{.*}}, 0, 0, 0};
// CHECK-DAG: {__ferry_kind_Array, 0, "_Complex long double", {{.*}}, &__ferry_type_long_double, 2, 0};
// CHECK-DAG: {__ferry_kind_Unsigned, 0, "unsigned __int128", sizeof(unsigned __int128), {{.*}}, 0, 0, 0};
// CHECK-DAG: {__ferry_kind_Signed, 0, "__int128", sizeof(__int128), {{.*}}, 0, 0, 0};
// CHECK-DAG: {{^}}FERRY_REQUIRE_LONG_DOUBLE;
// CHECK-DAG: _Static_assert(sizeof(_Atomic(long)) == sizeof(long), "ferry-precompile took another size for _Atomic long");
// CHECK-DAG: {__ferry_kind_Signed, 0, "_Atomic long", sizeof(_Atomic(long)), {{.*}}, 0, 0, 0};
// CHECK-DAG: {__ferry_kind_Pointer, 0, "_Atomic p:struct all", sizeof(_Atomic(struct all *)), {{.*}}, &__ferry_type_struct_all, 0, 0};
