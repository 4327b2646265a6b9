// What lives behind a call is stored before it, once; what does not is not. A
// local whose address is taken is registered where it stands.
//
// RUN: %rewrite %s -o %t.c
// RUN: FileCheck %s < %t.c
// RUN: %cc-strict -fsyntax-only %t.c
// RUN: %clang-strict -fsyntax-only %t.c

// The record: position first, then what lives at some site, in order.
// CHECK:      struct __ferry_frame_drain {
// CHECK-NEXT:   const struct __ferry_site *site;
// CHECK-NEXT:   int fd;
// CHECK-NEXT:   int total;
// CHECK-NEXT:   const volatile void *last;
// CHECK-NEXT: } __ferry_record_aligned;
// CHECK-NEXT: static const struct __ferry_site __ferry_sites_drain[4];
int next(int fd, int *seen);

int drain(int fd) {
  int total = 0;
  int last = 0;
  // A variable that is dead behind each site has no slot.
  int dead = fd * 2;
  total = dead;
  // CHECK: __ferry_fr->fd = fd, __ferry_fr->total = total, __ferry_fr->last = &last, __ferry_fr->site = &__ferry_sites_drain[0], __ferry_in_next((void *)(__ferry_fr + 1), fd, &last)
  while (next(fd, &last) != 0)
    total++;
  // `total` is clean: the call before, in the condition, has stored it. The poll
  // in the body stores nothing for the same reason.
  // CHECK: { __ferry_fr->site = &__ferry_sites_drain[1]; __ferry_poll(__ferry_fr); } total++; }
  // CHECK: {{^}}  (__ferry_fr->site = &__ferry_sites_drain[2], __ferry_in_next((void *)(__ferry_fr + 1), 1, &last));
  next(1, &last);
  total -= 2;
  // CHECK: {{^}}  (__ferry_fr->total = total, __ferry_fr->site = &__ferry_sites_drain[3],
  next(2, &last);
  return total + last;
}

// A volatile one stands where it is, too, but no pointer leads to it unless its address
// is taken: it is nobody's end or start.
int watch(int fd) {
  volatile int seen = 0, shown = 0;
  seen = next(fd, (int *)&shown);
  return next(fd, 0) + seen + shown;
}
// CHECK: {"total", {{.*}}__ferry_local_value},
// CHECK: {"last", {{.*}}__ferry_local_address},
// CHECK: {"seen", {{.*}}__ferry_local_unreached},
// CHECK: {"shown", {{.*}}__ferry_local_address},
