// A label whose address is in a variable is an element of an object; a jump
// chooses by its number. Labels of a block get a name of the function.
//
// RUN: %rewrite %s -o %t.c
// RUN: FileCheck %s < %t.c
// RUN: %cc-strict -Wno-pedantic -fsyntax-only %t.c
// RUN: %clang-strict -Wno-gnu-label-as-value -Wno-gnu-pointer-arith -fsyntax-only %t.c

// CHECK: {{^}}static const char __ferry_labels_run[2 + 1] __ferry_apart(64);
// CHECK: int __ferry_in_run(void *__ferry_place,
int run(int n) {
  // CHECK: {{^}}  void *next = ((void *)(__ferry_labels_run + 0));
  void *next = &&more;
  // CHECK: __ferry_fr->next = next, {{.*}}__ferry_poll(__ferry_fr); } switch (__ferry_label((next), __ferry_labels_run, 2)) { case 0: goto more; case 1: goto done; default: __ferry_no_label(); } }
  goto *next;
more:
  // CHECK: {{^}}  if (--n == 0) next = ((void *)(__ferry_labels_run + 1));
  if (--n == 0) next = &&done;
  goto *next;
done:
  return n;
}
// CHECK: __ferry_re_run(
// CHECK: switch (__ferry_label((next), __ferry_labels_run, 2)) { case 0: goto more; case 1: goto done; default: __ferry_no_label(); } }

void *choose(int n);

// CHECK: int __ferry_in_block(
int block(int n) {
  {
    __label__ here;
    // CHECK: {{^}}  __ferry_l1_here:
  here:
    // CHECK: switch (__ferry_label((({{.*}}__ferry_in_choose((void *)(__ferry_fr + 1), {{.*}}))), __ferry_labels_block, 1)) { case 0: goto __ferry_l1_here; default: __ferry_no_label(); } }
    if (n == 3) goto *choose(n--);
    if (n == 2) goto here;
    if (n == 1) return &&here == choose(0);
  }
  return 0;
}

// In a function that can't be on the stack at a poll, too.
static void *where;
// CHECK: {{^}}static const char __ferry_labels_leaves[1 + 1] __ferry_apart(64);
int leaves(int n);
// CHECK: {{^}}int leaves(int n) {
int leaves(int n) {
  if (n)
    // CHECK: {{^}}    where = ((void *)(__ferry_labels_leaves + 0));
    where = &&one;
one:
  return n + (where == 0);
  // CHECK: {{^}}if (0) { goto one; } }
}
// CHECK: {"label-values.c:run.(labels)", &__ferry_type_a2_char, (void *)&__ferry_labels_run, __ferry_variable_readonly},
