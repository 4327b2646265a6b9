// What is weak has weak forms, whose internal form begins with the question which
// definition counts, and an entry in the table only if it is this one; an alias has a
// frame of its own; an assembler name is that of the internal form, too, and the name
// in the tables.
//
// RUN: %rewrite %s -o %t.c
// RUN: FileCheck %s < %t.c
// RUN: %cc-strict -fsyntax-only %t.c
// RUN: %clang-strict -fsyntax-only %t.c

static int spin(int n) {
  while (n > 9)
    n--;
  return n;
}

// CHECK: int __ferry_in_rest(void *, int) __attribute__((weak));
// CHECK-NEXT: int rest(int) __attribute__((weak));
// CHECK-NEXT: static int __ferry_own_rest(int);
// CHECK: __attribute__((weak)) int __ferry_in_rest({{.*}} if (__builtin_expect(rest != __ferry_own_rest, 0)) return rest(n);  { int k
// CHECK: static __attribute__((unused)) int __ferry_own_rest(int n) {{[{]}}
// CHECK-NEXT: __ferry_enter((__ferry_code)rest);
// CHECK: int rest(int n) __attribute__((weak, alias("__ferry_own_rest")));
__attribute__((weak)) int rest(int n) { int k = spin(n); return k + n; }

// A pragma in front of a function stays whole.
// CHECK: {{^}}#pragma weak note{{$}}
#pragma weak note
void note(int n);
// CHECK: void __ferry_in_note({{.*}} if (__builtin_expect(note != __ferry_own_note, 0)) { note(n); return; } {{.*}}__ferry_poll(
void note(int n) {
  if (n)
    note(spin(n));
}

// CHECK: int __ferry_in_labelled(void *, int) __asm__("__ferry_in_a.label");
int labelled(int n) __asm__("a.label");
int labelled(int n) { return spin(n) + 1; }

int again(int) __attribute__((alias("a.label")));
static int quiet(int) __attribute__((alias("a.label")));
static int far(int) __attribute__((weakref("elsewhere")));
extern int maybe(int) __attribute__((weak));
extern int counter __asm__("the.counter");
int counter = 3;
int soft __attribute__((weak)) = 4;

// CHECK: int __ferry_in_maybe(void *, int) __attribute__((weak));
// CHECK: static int __ferry_in_far(void *, int) __attribute__((weakref("__ferry_in_elsewhere")));
int use(int n) { return (maybe ? maybe(n) : 0) + far(n) + quiet(n) + again(n) + labelled(n); }

// CHECK: struct __ferry_frame_again {{[{]}}
// CHECK: int __ferry_in_again(void *__ferry_place, int a1) {{[{]}}
// CHECK: return (__ferry_fr->site = &__ferry_sites_again[0], __ferry_in_labelled((void *)(__ferry_fr + 1), a1));
// CHECK: static int __ferry_re_again(void *__ferry_place) {{[{]}}
// CHECK: return (__ferry_refill(__ferry_fr), ((__ferry_result_again_1)__ferry_reenter(__ferry_fr, (void *)(__ferry_fr + 1)))((void *)(__ferry_fr + 1)));
// CHECK: {&__ferry_function_again, 1, [[#]], __ferry_site_call, "a.label", 0, 0},
// CHECK: "again", "link-names.c",

// CHECK: static const struct __ferry_function *__ferry_functions[7] = {{[{]}}
// CHECK-NOT: __ferry_function_rest,
// CHECK: {"the.counter", &__ferry_type_int, (void *)&counter, 0},
// CHECK-NEXT: {"soft", &__ferry_type_int, (void *)&soft, __ferry_variable_weak},
// CHECK: __ferry_functions, 5,
// CHECK: if (rest == __ferry_own_rest)
// CHECK-NEXT: __ferry_functions[__ferry_unit.function_count++] = &__ferry_function_rest;
