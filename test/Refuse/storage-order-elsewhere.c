// Found in a macro of the command line, in a header that is forced in, in one of somebody
// else, and where it is pasted together.
//
// RUN: rm -rf %t.d && mkdir -p %t.d && echo '#define OTHER __attribute__((scalar_storage_order("big-endian")))' > %t.d/other.h
// RUN: %rewrite %s -o %t.c -- -DOTHER=
// RUN: %exits 1 %rewrite %s -o %t.c -- '-DOTHER=__attribute__((scalar_storage_order("big-endian")))' 2>&1 | FileCheck %s --check-prefix=COMMANDCHECK
// RUN: %exits 1 %rewrite %s -o %t.c -- -include %t.d/other.h 2>&1 | FileCheck %s --check-prefix=HEADERCHECK
// RUN: %exits 1 %rewrite %s -o %t.c -- -DFOREIGN -isystem %t.d 2>&1 | FileCheck %s --check-prefix=HEADERCHECK
// RUN: %exits 1 %rewrite %s -o %t.c -- '-DPASTE(a,b)=a##b' '-DOTHER=__attribute__((PASTE(scalar_storage,_order)("big-endian")))' 2>&1 | FileCheck %s --check-prefix=PASTEDCHECK
// COMMANDCHECK: {{<command line>|<built-in>}}:{{[0-9]+}}:{{[0-9]+}}: error: a struct in another byte order {{.*}} [-Wferry-storage-order]
// HEADERCHECK: other.h:1:{{[0-9]+}}: error: a struct in another byte order {{.*}} [-Wferry-storage-order]
// PASTEDCHECK: error: a struct in another byte order {{.*}} [-Wferry-storage-order]
#ifdef FOREIGN
#include <other.h>
#endif
struct OTHER other {
  int n;
} other;
