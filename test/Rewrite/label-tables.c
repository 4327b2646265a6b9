// A table of labels that is only jumped through stays in the internal form; the re-entry
// form has a switch in place of the jump. The poll comes before the jump.
//
// RUN: %rewrite %s -o %t.c
// RUN: FileCheck %s < %t.c
// RUN: %cc-strict -Wno-pedantic -fsyntax-only %t.c
// RUN: %clang-strict -Wno-gnu-label-as-value -fsyntax-only %t.c

// CHECK-NOT: __ferry_static
// CHECK: int __ferry_in_run(
int run(const char *code) {
  // CHECK: {{^}}  static void *const table[2 + 1] {{.*}}= {&&more, &&done};
  static void *const table[] = {&&more, &&done};
  int n = 0;
  // CHECK: {{^}}  { if (__builtin_expect(__ferry_poll_requested, 0)) { __ferry_fr->code = code, __ferry_fr->n = n, {{.*}}__ferry_poll(__ferry_fr); } goto *table[(int)*code++]; }
  goto *table[(int)*code++];
more:
  n++;
  goto *table[(int)*code++];
done:
  return n;
}
// CHECK: __ferry_re_run(
// CHECK: {{^}}static void *const table[2 + 1] {{.*}}= {&&more, &&done};
// CHECK: __ferry_resumed(__ferry_fr); } {{.*}} switch ((int)*code++) { case 0: goto more; case 1: goto done; default: __ferry_no_label(); } }
// CHECK: {{^}}more:
