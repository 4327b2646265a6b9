// Literals that become pointers are named objects, one for equal ones; those that
// initialise arrays, are measured, or go to a C library function that keeps no
// pointer stay.
//
// RUN: %rewrite %s -o %t.c
// RUN: FileCheck %s < %t.c
// RUN: %cc-strict -c %t.c -o %t.o
// RUN: %clang-strict -fsyntax-only %t.c
#include <stdio.h>
#include <string.h>
#include <wchar.h>

// CHECK: static const char __ferry_literal_[[YES:[0-9a-f]+]][5] __ferry_apart(64) = "yes";
// CHECK: static const char __ferry_literal_[[NO:[0-9a-f]+]][4] __ferry_apart(64) = "no";
// CHECK-NOT: "yes";
// CHECK: # 1 "{{.*}}literals.c"{{$}}

char array[] = "array";
// CHECK:      char array[6 + 1] __ferry_apart(16) = "array";
const char *pointer = "yes";
// CHECK:      const char *pointer {{.*}}= (char *)__ferry_literal_[[YES]];

const char *answer(int n) {
  // CHECK: return n ? (char *)__ferry_literal_[[YES]] : (char *)__ferry_literal_[[NO]];
  return n ? "yes" : "n" "o";
}

// CHECK: const wchar_t *wide(void) { return (int *)__ferry_literal_{{[0-9a-f]+}}; }
const wchar_t *wide(void) { return L"wide"; }

int use(void) {
  // CHECK: printf("%s %d\n", "kept", (int)sizeof "kept");
  printf("%s %d\n", "kept", (int)sizeof "kept");
  // CHECK: return strchr((char *)__ferry_literal_{{[0-9a-f]+}}, 'b') != 0;
  return strchr("abc", 'b') != 0;
}

char digit(int n) {
  // CHECK: return ((char *)__ferry_literal_{{[0-9a-f]+}})[n] + *(char *)__ferry_literal_[[NO]] + n[(char *)__ferry_literal_[[NO]]];
  return "0123"[n] + *"no" + n["no"];
}

const char (*whole(void))[4] {
  // CHECK: return &(*(char (*)[4])&__ferry_literal_[[YES]]);
  return &"yes";
}

// CHECK-DAG: {"literals.c:\"yes\"#[[YES]]", &__ferry_type_a4_char, (void *)&__ferry_literal_[[YES]], __ferry_variable_readonly | __ferry_variable_literal},
