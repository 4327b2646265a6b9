// A definition in the style before prototypes: its internal form has a prototype with
// the promoted types and narrows what it gets, its external form is in the user's
// style. A call without a prototype calls the internal form where the unit knows that
// it passes what the definition takes, else the external form, which finds its place
// published.
//
// RUN: %rewrite %s -o %t.c -- -std=gnu89
// RUN: FileCheck %s < %t.c
// RUN: %cc-strict -std=gnu89 -Wno-old-style-definition -Wno-implicit-function-declaration -fsyntax-only %t.c
// RUN: %clang-strict -std=gnu89 -Wno-deprecated-non-prototype -Wno-implicit-function-declaration -fsyntax-only %t.c

extern int other();

// CHECK: int __ferry_in_narrow(void *, int, char *, double);
// CHECK: int __ferry_in_narrow(void *__ferry_place, int __ferry_p_c, char *p, double __ferry_p_f)
// CHECK: char c = __ferry_p_c; float f = __ferry_p_f;
int narrow(c, p, f)
  float f; /* in another order */
  char c, *p;
{
  while (c > 3)
    c--;
  return c + *p + (int)f;
}
// CHECK: {{^}}int narrow(c, p, f) char c; char *p; float f; {
// CHECK: return __ferry_in_narrow(__ferry_place, c, p, f);

int calls(char *p) {
  // CHECK: __ferry_in_narrow((void *)(__ferry_fr + 1), 'c', p, 1.5)
  int n = narrow('c', p, 1.5);
  // An int is no float.
  // CHECK: __ferry_publish((void *)(__ferry_fr + 1), (__ferry_code)narrow), narrow('c', p, n)
  n += narrow('c', p, n);
  // What changes a local, and what calls, comes before the place is published.
  // CHECK: (__ferry_a1 = (p++), {{.*}}__ferry_publish((void *)(__ferry_fr + 1), (__ferry_code)other), other(__ferry_a1, __ferry_t2)));
  n = other(p++, other());
  return n;
}

// CHECK: {{^}}int later();
// CHECK: __ferry_publish((void *)(__ferry_fr + 1), (__ferry_code)later), later(n)
// CHECK: ((__ferry_result_undeclared_1)__ferry_reenter(
int undeclared(int n) { return later(n); }
