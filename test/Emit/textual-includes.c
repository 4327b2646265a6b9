// Lists that are included inside initialisers and functions are written in place,
// once for each time, with the meaning that their macro has there.
//
// RUN: %rewrite %s -o %t.c -- -I%source/test/Emit
// RUN: FileCheck %s < %t.c
// RUN: %cc-strict -c %t.c -o %t.o
// RUN: %clang-strict -fsyntax-only %t.c

#define NAME(x) #x

// CHECK: static const char __ferry_literal_[[RED:[0-9a-f]+]][5] __ferry_apart(64) = "red";
// CHECK: static const char *names[2 + 1] __ferry_apart(16) = {
// CHECK: (char *)__ferry_literal_[[RED]] ,
static const char *names[] = {
#define COLOR(name, value) NAME(name),
#include "Inputs/colors.def"
};

int weigh(int n) {
  int sum = 0;
  for (int i = 0; i < n; i++)
    switch (n) {
// CHECK: # 1 "{{.*}}colors.def" 1
// CHECK-NEXT: COLOR(red, 1)
// CHECK-NEXT: COLOR(green, 2)
// CHECK: # [[#@LINE+2]] "{{.*}}textual-includes.c" 2
#define COLOR(name, value) case value: sum += value; break;
#include "Inputs/colors.def"
    }
  return sum;
}

int main(void) { return weigh(3) + names[0][0] == 'r'; }
