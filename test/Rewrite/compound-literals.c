// A compound literal that pointers may lead to is a local without a name, with one
// element more, and its slot holds its address; one that is only read stays. At file
// scope it is a variable.
//
// RUN: %rewrite %s -o %t.c
// RUN: FileCheck %s < %t.c
// RUN: %cc-strict -fsyntax-only %t.c
// RUN: %clang-strict -fsyntax-only %t.c

struct point { int x, y; };
int f(struct point *), g(int);

// CHECK: static int __ferry_compound_1[4] __ferry_apart(64) = {2, 3, 5};
// CHECK: int *primes {{.*}}= (*(int (*)[3])&__ferry_compound_1);
int *primes = (int[]){2, 3, 5};
// CHECK: static const struct point __ferry_compound_2[2] __ferry_apart(64) = {{{[{]}}1, 2}};
// CHECK: const struct point *at {{.*}}= &(*(const struct point *)&__ferry_compound_2);
const struct point *at = &(const struct point){1, 2};

// CHECK: const volatile void *__ferry_c1;
// CHECK: int __ferry_in_object(void *__ferry_place, int n) {{.*}}struct point __ferry_c1[2] __ferry_apart(16);
int object(int n) {
  // CHECK: __ferry_t2 = (
  // CHECK: __ferry_fr->__ferry_c1 = &__ferry_c1
  // CHECK-SAME: &(*(struct point *)__builtin_memcpy(&__ferry_c1, &(struct point){n, __ferry_t2}, sizeof(struct point)))
  return f(&(struct point){n, g(n)}) + g(2);
}

int value(int n) {
  // CHECK: struct point p = (struct point){n, 2};
  struct point p = (struct point){n, 2};
  return g(n) + p.y;
}

// CHECK: {"__ferry_c1", &__ferry_type_struct_point, __builtin_offsetof(struct __ferry_frame_object, __ferry_c1), __ferry_local_address},
// CHECK: {"compound-literals.c:(literal 1)", &__ferry_type_a3_int, {{.*}}__ferry_compound_1
