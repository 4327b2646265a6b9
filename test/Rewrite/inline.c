// An inline definition that leaves the external one to another unit is its unit's own:
// static, with the unit's name in front of its own in the tables; a pointer to it leads
// to the external one. One that is the external definition is an ordinary function.
//
// RUN: %rewrite %s -o %t.c
// RUN: FileCheck %s < %t.c
// RUN: %cc-strict -fsyntax-only %t.c
// RUN: %clang-strict -fsyntax-only %t.c

// CHECK: static int __ferry_in_own(void *, int) __attribute__((unused));
// CHECK: static inline int __ferry_in_own(void *__ferry_place, int n) {
inline int own(int n) {
  while (n > 9)
    n--;
  return n;
}
// CHECK-NOT: __ferry_enter
// CHECK: int own(int);

// CHECK: static inline {{ *}}int __ferry_in_gnu(void *__ferry_place, int n) {
// CHECK-NOT: {{^}}int gnu(int
extern inline __attribute__((gnu_inline)) int gnu(int n) { return own(n); }

// CHECK: {{^}}int __ferry_in_emitted(void *, int);
// CHECK: {{^}} int __ferry_in_emitted(void *__ferry_place, int n) {
// CHECK: {{^}}int emitted(int n) {
inline int emitted(int n) { return gnu(n); }
extern int emitted(int n);

int (*pointer(void))(int) { return own; }

// What runs by itself does so in its external form.
// CHECK: static void __ferry_in_first(void *__ferry_place) {
// CHECK: static __attribute__((unused)) __attribute__((constructor(101))) void first(void) {
__attribute__((constructor(101))) static void first(void) { emitted(3); }

// CHECK: __ferry_in_main(__ferry_place, argc, (void *)argv, (void *)__ferry_environment()); }
int main(int argc, char **argv, char **environment) {
  return emitted(argc) + !argv + !environment;
}
// CHECK: {{^}}    "inline.c:own", "inline.c"
// CHECK: {{^}}    "inline.c:gnu", "inline.c"
// CHECK: {{^}}    "emitted", "inline.c"
// CHECK: {"own", (__ferry_code)own}
