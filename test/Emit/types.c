// Descriptors of all types that variables reach; sizes and offsets are left to
// the compiler, names are those on which two machines agree.
//
// RUN: %rewrite %s -o %t.c
// RUN: FileCheck %s < %t.c
// RUN: %cc-strict -c %t.c -o %t.o
// RUN: %clang-strict -fsyntax-only %t.c
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

typedef struct tree tree;
struct opaque;
struct tree {
  tree *left, *right;
  const uint32_t key;
  struct {
    short x, y;
  } pos;
  struct {
    int inside;
  };
  struct opaque *other;
  FILE *log;
  int (*compare)(const tree *, const tree *);
  _Bool flag;
  enum color { RED, GREEN } color;
  double (*grid)[4];
  char name[8];
};
tree root;
typedef struct {
  size_t n;
} unnamed;
unnamed list[3];

// CHECK-DAG: {__ferry_kind_Struct, 12, "struct tree", sizeof(struct tree), __extension__ _Alignof(struct tree), 0, 0, __ferry_fields_struct_tree};
// CHECK-DAG: {"left", &__ferry_type_p_struct_tree, __builtin_offsetof(struct tree, left)},
// CHECK-DAG: {"key", &__ferry_type_uint32_t, __builtin_offsetof(struct tree, key)},
// CHECK-DAG: {"pos", &__ferry_type_struct_tree_pos, __builtin_offsetof(struct tree, pos)},
// CHECK-DAG: {"inside", &__ferry_type_int, __builtin_offsetof(struct tree, inside)},
// CHECK-DAG: {__ferry_kind_Unsigned, 0, "uint32_t", sizeof(uint32_t), {{.*}}, 0, 0, 0};
// CHECK-DAG: {__ferry_kind_Struct, 2, "struct tree.pos", sizeof(__typeof__(((struct tree *)0)->pos)), {{.*}}
// CHECK-DAG: {__ferry_kind_Pointer, 0, "p:struct opaque", {{.*}}, 0, 0, 0};
// CHECK-DAG: {__ferry_kind_Pointer, 0, "p:struct _IO_FILE", {{.*}}, 0, 0, 0};
// CHECK-DAG: {__ferry_kind_FunctionPointer, 0, "f:int(p:struct tree,p:struct tree)", {{.*}}, 0, 0, 0};
// CHECK-DAG: {__ferry_kind_Bool, 0, "_Bool", {{.*}}
// CHECK-DAG: {__ferry_kind_Enum, 0, "enum color", sizeof(enum color), {{.*}}, &__ferry_type_unsigned_int, 0, 0};
// CHECK-DAG: {__ferry_kind_Pointer, 0, "p:a4:double", {{.*}}, &__ferry_type_a4_double, 0, 0};
// CHECK-DAG: {__ferry_kind_Array, 0, "a8:char", {{.*}}, &__ferry_type_char, 8, 0};
// CHECK-DAG: {__ferry_kind_Struct, 1, "unnamed", sizeof(unnamed), {{.*}}
// CHECK-DAG: {__ferry_kind_Unsigned, 0, "size_t", {{.*}}
