// The address of a thread-local variable is no constant: the unit's constructor fills
// it in, in the thread that starts the program. It is kept apart like any other.
//
// RUN: %ferry-cc --ferry-emit -c %s > %t.c
// RUN: FileCheck %s < %t.c
// RUN: gcc -Wall -Wextra -Werror -c %s -o %t.o && %ferry-cc -Wall -Wextra -Werror -c %s -o %t.o

// CHECK: _Thread_local int before __ferry_apart
_Thread_local int before, *where;
int plain;

// CHECK: static __thread long __ferry_static_count_calls
int count(void) {
  static __thread long calls;
  where = &before;
  while (calls++ % 3)
    ++plain;
  return *where;
}

// CHECK: static struct __ferry_variable __ferry_variables[4] = {
// CHECK-DAG: {"before", &__ferry_type_int, 0, {{.*}}},
// CHECK-DAG: {"plain", &__ferry_type_int, (void *)&plain,
// CHECK-DAG: {"thread-locals.c:count.calls", &__ferry_type_long, 0,
// CHECK: __ferry_register(void) {
// CHECK-DAG: __ferry_variables[{{[0-9]}}].address = (void *)&before;
// CHECK-DAG: __ferry_variables[{{[0-9]}}].address = (void *)&where;
// CHECK-DAG: __ferry_variables[{{[0-9]}}].address = (void *)&__ferry_static_count_calls;
// CHECK-NOT: &plain
// CHECK: __ferry_register_unit(&__ferry_unit);
