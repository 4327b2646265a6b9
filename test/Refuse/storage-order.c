// Clang does not know the attribute, so it is looked for in the text: nothing that has it
// is converted as if it had not.
//
// RUN: %exits 1 %rewrite %s -o %t.c 2> %t.err
// RUN: FileCheck %s < %t.err
// RUN: grep -c error: %t.err | grep -x 4

// A comment may speak of scalar_storage_order.
// CHECK: storage-order.c:[[#@LINE+1]]:23: error: a struct in another byte order {{.*}} [-Wferry-storage-order]
struct __attribute__((scalar_storage_order("big-endian"))) header {
  unsigned length;
} header;
// CHECK: storage-order.c:[[#@LINE+1]]:32: error: a struct in another byte order
#define SWAPPED __attribute__((__scalar_storage_order__("big-endian")))
// CHECK: storage-order.c:[[#@LINE+1]]:9: error: a struct in another byte order
#pragma scalar_storage_order big-endian
// CHECK: storage-order.c:[[#@LINE+1]]:9: error: a struct in another byte order
_Pragma("scalar_storage_order default")
struct SWAPPED other {
  int n;
} other;
const char *text = "of scalar_storage_order";
