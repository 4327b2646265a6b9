// The runtime is told which frame and call of setjmp a jmp_buf leads to, and longjmp
// goes through it. In the re-entry form each arrival calls setjmp once more, and a
// longjmp goes from there to the user's call with its locals out of the record.
//
// RUN: %rewrite %s -o %t.c
// RUN: FileCheck %s < %t.c
// RUN: %cc-strict -Wno-pedantic -fsyntax-only %t.c
// RUN: %clang-strict -Wno-gnu -fsyntax-only %t.c
#include <setjmp.h>

int g(int);
extern jmp_buf env;

// CHECK: int __ferry_in_recover(
int recover(int n) {
  // CHECK: {{^}}  int r = (__ferry_fr->n = n, __ferry_fr->site = &__ferry_sites_recover[0], __ferry_j1 = _setjmp (__ferry_save( env, __ferry_fr) ), __ferry_j1 ? (void)0 : __ferry_saved(), __ferry_j1);
  int r = setjmp(env);
  // The longjmp may have come from there: n must be in its slot. What the second
  // return left in n is not what is in the slot: it is stored again.
  // CHECK: {{^}}  return r ? n : (__ferry_fr->n = n, __ferry_fr->site = &__ferry_sites_recover[1], __ferry_in_g((void *)(__ferry_fr + 1), 1))
  return r ? n : g(1);
}
// CHECK: static int __ferry_re_recover(
// CHECK: {{^}}__ferry_to_1:; int r = __ferry_at && !(__ferry_at == 1u) ? 0 : (((__ferry_at == 1u) ? (__ferry_at = 0, n = __ferry_fr->n, __ferry_j1) : (__ferry_fr->site = &__ferry_sites_recover[0], __ferry_j1 = _setjmp (
// CHECK: ((__ferry_at == 2u) ? (__ferry_at = 0, __ferry_refill(__ferry_fr), n = __ferry_fr->n, __extension__ ({ struct __jmp_buf_tag *__ferry_b = __ferry_save_again(__ferry_fr, 1u); if (__ferry_b && (__ferry_j1 = _setjmp(__ferry_b))) { __ferry_at = 1u; goto __ferry_to_1; } }), ((__ferry_result_recover_2)__ferry_reenter(

// A buffer whose place changes a local is found before the stores.
// CHECK: int __ferry_in_push(
int push(sigjmp_buf *stack, int top) {
  // CHECK: switch ((__ferry_a1 = (stack [ top ++ ]), __ferry_fr->top = top, __ferry_fr->site = {{.*}} __ferry_j2 = __sigsetjmp (__ferry_save( __ferry_a1, __ferry_fr) , 0 ), __ferry_j2 ? (void)0 : __ferry_saved(), __ferry_j2)) {
  switch (sigsetjmp(stack[top++], 0)) {
  case 0:
    return g(top);
  }
  return top;
}

// The goto leaves the scope of an array: it may have ended since, and must not once more.
int scopes(int n) {
  if (setjmp(env))
    return n;
  int row[n];
  row[0] = g(1);
  if (setjmp(env))
    return row[0];
  return g(row[0]);
}
// CHECK: static int __ferry_re_scopes(
// CHECK: __ferry_save_again(__ferry_fr, 1u); if (__ferry_b && (__ferry_j{{[0-9]+}} = _setjmp(__ferry_b))) { row = 0; __ferry_at = 1u; goto __ferry_to_1; } })
// CHECK-SAME: __ferry_save_again(__ferry_fr, 3u); if (__ferry_b && (__ferry_j{{[0-9]+}} = _setjmp(__ferry_b))) { __ferry_at = 3u; goto __ferry_to_3; } })

// From where no array is in scope there is no way back into it.
void ended(int n) {
  {
    int row[n];
    row[0] = n;
    if (setjmp(env))
      return;
  }
  g(1);
}
// CHECK: static void __ferry_re_ended(
// CHECK: __ferry_save_again(__ferry_fr, 1u); if (__ferry_b && (__ferry_j{{[0-9]+}} = _setjmp(__ferry_b))) __ferry_no_scope(); })

// CHECK: {{^}}void leaf(int n)
void leaf(int n) {
  // CHECK: {{^}}  __ferry_longjmp(env, n);
  longjmp(env, n);
}

// CHECK: void __ferry_in_pointer(
void pointer(int n) {
  // CHECK: void (*jump)(jmp_buf, int) = __ferry_longjmp;
  void (*jump)(jmp_buf, int) = siglongjmp;
  g(n);
  jump(env, n);
}
// CHECK: {&__ferry_function_recover, 1, 17, __ferry_site_setjmp, 0,
// CHECK: {"longjmp", (__ferry_code)__ferry_longjmp}
