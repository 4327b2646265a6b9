// Levels: an error without which a program could resume wrongly cannot be lowered.
//
// RUN: %exits 2 %rewrite %s -Wno-ferry-union -o %t.c 2> %t.err
// RUN: FileCheck %s < %t.err
// RUN: %exits 2 %rewrite %s -Wno-ferry-unions -o %t.c 2> %t.err
// RUN: FileCheck --check-prefix=UNKNOWNCHECK %s < %t.err
// CHECK: ferry-precompile: -Wferry-union cannot be lowered
// UNKNOWNCHECK: ferry-precompile: there is no -Wferry-unions
union {
  int i;
  void *p;
} u;
