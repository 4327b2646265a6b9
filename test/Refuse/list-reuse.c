// A va_list that is read after it was passed by value is warned about, on every path;
// not one that was started or copied into again, nor one whose address or copy was passed.
//
// RUN: %rewrite %s -o %t.c 2> %t.err
// RUN: FileCheck %s --implicit-check-not=warning: < %t.err
// RUN: %rewrite %s -o %t.c -Wno-ferry-variadic-reuse 2> %t.err
// RUN: not grep -e -Wferry-variadic %t.err
// RUN: %exits 1 %rewrite %s -o %t.c -Werror=ferry-variadic-reuse 2> %t.err
#include <stdarg.h>
#include <stdio.h>

int poll(int n);
int take(int n, va_list list);
int take_by_address(int n, va_list *list);

int after(int n, ...) {
  va_list list;
  va_start(list, n);
  n += va_arg(list, int);
  if (n > 3)
    n = take(n, list);
  // CHECK: list-reuse.c:[[#@LINE+1]]:8: warning: 'list' may have been read from where it was passed by value in line 21, {{.*}} [-Wferry-variadic-reuse]
  n += va_arg(list, int);
  va_end(list);
  return n;
}

int around(int n, va_list list) {
  while (poll(n--)) {
    // CHECK: list-reuse.c:[[#@LINE+1]]:9: warning: 'list' may have been read from where it was passed by value in line 33
    if (va_arg(list, int))
      continue;
    n += vprintf("%d\n", list);
  }
  // CHECK: list-reuse.c:[[#@LINE+1]]:10: warning: 'list' {{.*}} in line 33
  return va_arg(list, int);
}

int again(int n, ...) {
  va_list list, copy;
  va_start(list, n);
  va_copy(copy, list);
  n = take(n, copy);
  n += va_arg(list, int);
  va_end(copy);
  va_copy(copy, list);
  n += take_by_address(n, &list);
  n += va_arg(list, int) + va_arg(copy, int);
  n += take(n, list);
  va_end(list);
  va_start(list, n);
  n += va_arg(list, int);
  va_end(list);
  return n;
}
