// A static function that is only called by name has no external form; one whose
// address is taken, or that is declared twice, has; main starts the runtime.
//
// RUN: %rewrite %s -o %t.c
// RUN: FileCheck %s < %t.c
// RUN: %cc-strict -fsyntax-only %t.c
// RUN: %clang-strict -fsyntax-only %t.c
static int twice(int n);

// CHECK-NOT: static __attribute__((unused)) int only_called
static int only_called(int n) {
  while (n > 9)
    n--;
  return n;
}

// CHECK: static __attribute__((unused)) int taken(int n) {
// CHECK-NEXT: void *__ferry_place = __ferry_enter((__ferry_code)taken);
// CHECK: return __ferry_in_taken(__ferry_place, n);
// CHECK: __ferry_in_taken(__ferry_enter_closed("taken"), n);
// CHECK-NEXT: __ferry_leave_closed();
static int taken(int n) { return only_called(n) + 1; }

// CHECK: static __attribute__((unused)) int twice(int n) {
static int twice(int n) { return only_called(n) * 2; }

// CHECK: void seen(int (*f)(int)) {
void seen(int (*f)(int)) { twice(f(1)); }

// Attributes that name parameters stay with the external form's declaration.
__attribute__((nonnull(1))) int counted(const int *p);
// CHECK: int __ferry_in_counted(void *__ferry_place, const int *p) {
__attribute__((nonnull(1))) int counted(const int *p) { return only_called(*p); }

// CHECK: static int __ferry_start_main(void *__ferry_place, int argc, char **argv) { (void)argc; (void)argv; return __ferry_in_main(__ferry_place); }
// CHECK: int main(int argc, char **argv) { return __ferry_main(argc, argv, __ferry_start_main); }
int main(void) {
  seen(taken);
  // CHECK: __ferry_re_main
}

// A function that its own body needs by name is declared before it.
// CHECK: {{^}}int inside(int);
// CHECK: int __ferry_in_inside(
int inside(int n) {
  int (*p)(int) = inside;
  return n ? p(only_called(n) - 1) : 0;
}
