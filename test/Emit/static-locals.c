// Statics of functions become variables of the unit, in all functions; a struct
// that is defined with one goes along.
//
// RUN: %rewrite %s -o %t.c
// RUN: FileCheck %s < %t.c
// RUN: %cc-strict -c %t.c -o %t.o
// RUN: %clang-strict -fsyntax-only %t.c

// CHECK:      static int __ferry_static_next_n = 7, __ferry_static_next_step = 2;
// CHECK:      int next(void) {
int next(void) {
  static int n = 7, step = 2;
  // CHECK: return __ferry_static_next_n += __ferry_static_next_step;
  return n += step;
}

// CHECK: static int __ferry_static_twice_n;
// CHECK: static int __ferry_static_twice_n_2 = 1;
// CHECK: static int *__ferry_static_twice_p = &__ferry_static_twice_n_2;
int twice(int k) {
  static int n;
  if (k) {
    static int n = 1;
    static int *p = &n;
    *p += (int)sizeof n;
    return n;
  }
  return n++;
}

// CHECK: static const struct { const char *name; int value; } __ferry_static_pick_table[] __ferry_apart(64) = { {(char *)__ferry_literal_{{.*}}, 1}, {(char *)__ferry_literal_{{.*}}, 2}, };
const char *pick(int k) {
  static const struct {
    const char *name;
    int value;
  } table[] = {
      {"one", 1}, // first
      {"two", 2},
  };
  return table[k & 1].name;
}

// CHECK-DAG: {"static-locals.c:next.n", &__ferry_type_int, (void *)&__ferry_static_next_n, __ferry_variable_unreached},
// CHECK-DAG: {"static-locals.c:twice.n", &__ferry_type_int, (void *)&__ferry_static_twice_n, __ferry_variable_unreached},
// CHECK-DAG: {"static-locals.c:twice.n.2", &__ferry_type_int, (void *)&__ferry_static_twice_n_2, 0},
// CHECK-DAG: {"static-locals.c:pick.table", &__ferry_type_a2_{{.*}}, (void *)&__ferry_static_pick_table, __ferry_variable_readonly},
