// The unit's table: what it defines and what pointers may point to; not what it
// only declares, nor what system headers bring.
//
// RUN: %rewrite %s -o %t.c
// RUN: FileCheck %s < %t.c
// RUN: FileCheck %s --check-prefix=ABSENTCHECK < %t.c
// RUN: %cc-strict -c %t.c -o %t.o
// RUN: %clang-strict -fsyntax-only %t.c
#include <errno.h>
#include <stdlib.h>
#include <string.h>

extern int elsewhere;
int tentative;
int tentative;
static volatile long counter = 1;
const double factor = 2;
struct {
  int x;
} state;
static unsigned char matrix[2][3];
static int order(const void *a, const void *b) { return a < b ? -1 : a > b; }
int (*compare)(const char *, const char *) = strcmp;
// The name is a macro at the end of the file.
static int hidden;

void sort(void **list, int n) {
  qsort(list, n, sizeof *list, order);
  errno = elsewhere + hidden + (int)counter + matrix[1][2];
}
#define hidden sort(0, 0)

// CHECK: #undef hidden
// CHECK: static const struct __ferry_variable __ferry_variables[7] = {
// CHECK-NEXT: {"tentative", &__ferry_type_int, (void *)&tentative, 0},
// CHECK-NEXT: {"tables.c:counter", &__ferry_type_long, (void *)&counter, __ferry_variable_unreached},
// CHECK-NEXT: {"factor", &__ferry_type_double, (void *)&factor, __ferry_variable_readonly},
// CHECK-NEXT: {"state", &__ferry_type_struct__state, (void *)&state, 0},
// CHECK-NEXT: {"tables.c:matrix", &__ferry_type_a2_a3_unsigned_char, (void *)&matrix, 0},
// CHECK-NEXT: {"compare", &__ferry_type_f_int_p_char_p_char, (void *)&compare, 0},
// CHECK-NEXT: {"tables.c:hidden", &__ferry_type_int, (void *)&hidden, __ferry_variable_unreached},
// CHECK-NEXT: };
// CHECK-NEXT: static const struct __ferry_symbol __ferry_symbols[2] = {
// CHECK-NEXT: {"strcmp", (__ferry_code)strcmp},
// CHECK-NEXT: {"tables.c:order", (__ferry_code)order},
// CHECK-NEXT: };
// CHECK: static struct __ferry_unit __ferry_unit = {
// CHECK-NEXT: "tables.c",

// ABSENTCHECK-NOT: "elsewhere"
// ABSENTCHECK-NOT: "errno"
