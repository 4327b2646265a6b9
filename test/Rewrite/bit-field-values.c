// A temporary for the value of a bit-field is one: compilers give it the type that they
// give the member. Where Clang forgets what it comes out of, it forgets here.
//
// RUN: %rewrite %s -o %t.c
// RUN: FileCheck %s < %t.c
// RUN: %cc-strict -fsyntax-only %t.c
// RUN: %clang-strict -Wno-gnu -fsyntax-only %t.c
struct bits {
  signed int three : 3;
  unsigned long forty : 40;
} s;

int next(int n);

// CHECK: struct __ferry_bits_signed_int_3 { signed int value : 3; };
// CHECK: struct __ferry_frame_f {
// CHECK-NEXT: const struct __ferry_site *site;
// CHECK-NEXT: struct __ferry_bits_signed_int_3 __ferry_t2;

// CHECK: int __ferry_in_f(
int f(int n) {
  // CHECK: return (__ferry_t2.value = ({{.*}}s . three = __ferry_t1)), __ferry_t3 = ({{.*}}), (__ferry_t2.value) + __ferry_t3);
  return (next(n), s.three = next(1)) + next(2);
}

// CHECK: struct __ferry_bits_unsigned_long_40 { unsigned long value : 40; };
// CHECK: int __ferry_in_g(
int g(int n) {
  // CHECK: return (__ferry_t1.value = ({{.*}}s . forty--), (__extension__ ({ __ferry_t1.value; })) << 8 > 1);
  return (next(n), s.forty--) << 8 > 1;
}

// CHECK-NOT: struct __ferry_bits_signed_int_3 {
// CHECK: int __ferry_in_h(
int h(int n) { return (next(n), s.three) + n; }
