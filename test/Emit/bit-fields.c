// A bit-field has no offset: a function of the unit, compiled by the user's compiler,
// sets all its bits; what is or may be const is copied from a constant.
//
// RUN: %rewrite %s -o %t.c
// RUN: FileCheck %s < %t.c
// RUN: %cc-strict -c %t.c -o %t.o
// RUN: %clang-strict -fsyntax-only %t.c
enum hue { RED, GREEN };
struct all {
  int plain;
  unsigned three : 3;
  unsigned : 4;
  const enum hue hue : 2;
  volatile _Bool yes : 1;
  int : 0;
  struct {
    char in : 5;
  };
};
struct all all;
const struct {
  signed one : 1;
} unnamed = {-1};
// None that a program could name.
struct nothing {
  int n;
  int : 3;
} nothing;

// CHECK:      {{^}}static int __ferry_bits_struct_all(void *__ferry_at, unsigned int __ferry_number) {
// CHECK-NEXT:   struct all *__ferry_in = (struct all *)__ferry_at;
// CHECK-NEXT:   switch (__ferry_number) {
// CHECK-NEXT:   case 1: __ferry_in->three = -1; return __ferry_in->three < 0;
// CHECK-NEXT:   case 2: { static const struct all __ferry_ones = {.hue = -1}; __builtin_memcpy(__ferry_at, &__ferry_ones, sizeof __ferry_ones); return __ferry_ones.hue < 0; }
// CHECK-NEXT:   case 3: __ferry_in->yes = -1; return __ferry_in->yes < 0;
// CHECK-NEXT:   case 4: { static const struct all __ferry_ones = {.in = -1}; {{.*}}
// CHECK-NEXT:   }
// CHECK:      {{^}}static const struct __ferry_field __ferry_fields_struct_all[] = {
// CHECK-NEXT:     {"plain", &__ferry_type_int, __builtin_offsetof(struct all, plain)},
// CHECK-NEXT:     {"three", &__ferry_type_unsigned_int, __ferry_bit_field},
// CHECK-NEXT:     {"hue", &__ferry_type_enum_hue, __ferry_bit_field},
// CHECK-NEXT:     {"yes", &__ferry_type__Bool, __ferry_bit_field},
// CHECK-NEXT:     {"in", &__ferry_type_char, __ferry_bit_field}};
// CHECK-NEXT: {{.*}} = {__ferry_kind_Struct, 5, "struct all", {{.*}}, 0, 0, __ferry_fields_struct_all, __ferry_bits_struct_all};
// CHECK:   case 0: { static const __typeof__(unnamed) __ferry_ones = {.one = -1};
// CHECK: {__ferry_kind_Struct, 1, "struct nothing", {{.*}}, 0, 0, __ferry_fields_struct_nothing};
