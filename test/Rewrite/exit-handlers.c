// What a program wants to run at exit goes into a list of its own, which has a line in
// the table.
//
// RUN: %rewrite %s -o %t.c
// RUN: FileCheck %s < %t.c
// RUN: %cc-strict -fsyntax-only %t.c
// RUN: %clang-strict -fsyntax-only %t.c
#define _GNU_SOURCE
#include <stdlib.h>

int poll(int n);
static void bye(void) {}
static void end(int status, void *argument) { *(int *)argument = status; }
#define WITH(f) (atexit)(f)

int set(int *n) {
  // CHECK: {{^}}  if (__ferry_at_exit(bye, 0, 0, &__ferry_alloc_sites[0]))
  if (atexit(bye))
    return 1;
  // CHECK: ( __ferry_at_exit ) ( bye, 0, 0, &__ferry_alloc_sites[1] );
  WITH(bye);
  // CHECK: (__ferry_t1 = {{.*}}__ferry_at_exit(0, end, n + __ferry_t1, &__ferry_alloc_sites[2]))
  return on_exit(end, n + poll(3));
}

// CHECK: "struct __ferry_exit_handler"
// CHECK: {"(exit handlers)", &__ferry_type_p_void, (void *)&__ferry_exit_handlers, __ferry_variable_unreached},
// CHECK: {&__ferry_type_struct___ferry_exit_handler, "exit-handlers.c:18:7", 0},
