// A statement expression with sites is pulled to the front as it stands; in the
// re-entry form its value stays bare. `a ?: b` with sites in b forces its condition.
//
// RUN: %rewrite %s -o %t.c
// RUN: FileCheck %s < %t.c

int g(int);

// CHECK: int __ferry_in_value(
int value(int n) {
  // CHECK: return (__ferry_t1 = (({ int r = ({{.*}}__ferry_in_g((void *)(__ferry_fr + 1), n)); n++; r + n; })), n + __ferry_t1)
  return n + ({
    int r = g(n);
    n++;
    r + n;
  });
}
// CHECK: static int __ferry_re_value(
// CHECK: ({ int r = {{.*}} if (!__ferry_at) { n++; } r + n; })

// CHECK: int __ferry_in_elvis(
int elvis(int n) {
  // CHECK: return n ?: (__ferry_fr->site = {{.*}}__ferry_in_g(
  return n ?: g(n + 1);
}
// CHECK: static int __ferry_re_elvis(
// CHECK: return ((__ferry_at == 1u) ? 0 : (n)) ?: 
