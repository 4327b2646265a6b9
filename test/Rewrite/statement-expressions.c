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

// A jump leaves what is pulled to the front, and what a label stands at stays bare.
// CHECK: int __ferry_in_leaves(
int leaves(int n) {
  // CHECK: (__ferry_t1 = (({ if (n > 3) goto end; ({{.*}}__ferry_in_g({{.*}})); })), n += __ferry_t1)
  n += ({ if (n > 3) goto end; g(n); });
end:
  // CHECK: (__ferry_t2 = (({ more: if (({{.*}}__ferry_in_g({{.*}}))) { if ({{.*}}__ferry_poll_requested{{.*}}) {{.*}} goto more; } last: n + 1; })), n + __ferry_t2)
  return n + ({ more: if (g(n)) goto more; last: n + 1; });
}
// CHECK: static int __ferry_re_leaves(
// CHECK: ({ if (!__ferry_at) { if (n > 3) goto end; } ((__ferry_at == 1u) ?
// CHECK: ({ more: { if ({{.*}}goto more; {{.*}} last: n + 1; })
