// Structs that end in an array: an allocation says whether elements stand behind, and
// behind what; an object on the heap has a descriptor of its own, so has a variable whose
// initialiser has elements. The spare elements are those that no machine has padding
// for. Without elements behind it the struct is one like others.
//
// RUN: %rewrite %s -o %t.c
// RUN: FileCheck %s < %t.c
// RUN: %cc-strict -fsyntax-only %t.c
// RUN: %clang-strict -fsyntax-only %t.c
#include <stddef.h>
#include <stdlib.h>

struct text {
  int length;
  char bytes[];
};
struct old {
  int count;
  long values[1];
};
struct list {
  int count;
  struct list *of[0];
};
struct text hello = {5, {"hello"}};

struct text *by_struct(size_t n) {
  // CHECK: return __ferry_malloc_tail(sizeof(struct text) + n, &__ferry_alloc_sites[0], 1);
  return malloc(sizeof(struct text) + n);
}
struct text *by_offset(struct text *t, size_t n) {
  // CHECK: return __ferry_realloc_tail(t, offsetof(struct text, bytes) + n, &__ferry_alloc_sites[1], 0);
  return realloc(t, offsetof(struct text, bytes) + n);
}
struct text *computed(size_t size) {
  // CHECK: return __ferry_malloc_tail(size, &__ferry_alloc_sites[2], 0);
  return malloc(size);
}
struct old *before(size_t n) {
  // CHECK: return __ferry_calloc_tail(1, sizeof(struct old) + (n - 1) * sizeof(long), &__ferry_alloc_sites[3], 1);
  return calloc(1, sizeof(struct old) + (n - 1) * sizeof(long));
}
struct old *one(void) {
  // CHECK: return __ferry_malloc(sizeof(struct old), &__ferry_alloc_sites[4]);
  return malloc(sizeof(struct old));
}
struct list *alone(void) {
  // CHECK: return __ferry_malloc_tail(sizeof(struct list), &__ferry_alloc_sites[5], 1);
  return malloc(sizeof(struct list));
}
struct list *many(size_t n) {
  // CHECK: return __ferry_malloc(n * sizeof(struct list), &__ferry_alloc_sites[6]);
  return malloc(n * sizeof(struct list));
}

// CHECK-DAG: {"bytes", &__ferry_type_a0_char, __builtin_offsetof(struct text, bytes)}
// CHECK-DAG: __ferry_type_struct_text_tail6 = {__ferry_kind_Struct, 0, "struct text+6", __builtin_offsetof(struct text, bytes) + 6 * sizeof(char), __extension__ _Alignof(struct text), &__ferry_type_struct_text, 6, 0};
// CHECK-DAG: __ferry_type_struct_text_tail = {__ferry_kind_Struct, 0, "struct text+", 0, __extension__ _Alignof(struct text), &__ferry_type_struct_text, 15, 0};
// CHECK-DAG: __ferry_type_struct_old_tail = {__ferry_kind_Struct, 0, "struct old+", 0, {{.*}}, 4, 0};
// CHECK-DAG: __ferry_type_struct_list_tail = {__ferry_kind_Struct, 0, "struct list+", 0, {{.*}}, 4, 0};
// CHECK-DAG: __ferry_type_a0_char = {__ferry_kind_Array, 0, "a0:char", 0, __extension__ _Alignof(char), &__ferry_type_char, 0, 0};
// CHECK-DAG: {"hello", &__ferry_type_struct_text_tail6, (void *)&hello,
// CHECK-DAG: {&__ferry_type_struct_text_tail, "array-tails.c:
// CHECK-DAG: {&__ferry_type_struct_list, "array-tails.c:
int main(void) { return 0; }
