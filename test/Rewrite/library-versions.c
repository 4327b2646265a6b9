// Functions of the C library that Ferry's runtime has its own of: those that keep
// something bring its version into the link, those that hand out memory are replaced.
//
// RUN: %rewrite %s -o %t.c
// RUN: FileCheck %s < %t.c
// RUN: %cc-strict -fsyntax-only %t.c
// RUN: %clang-strict -fsyntax-only %t.c
#define _GNU_SOURCE
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <wchar.h>

// CHECK-DAG: {{^}}extern void __ferry_keeps_random(void);
// CHECK-DAG: {{^}}static void (*const __ferry_wants_random)(void) __attribute__((used)) = __ferry_keeps_random;
// CHECK-DAG: {{^}}extern void __ferry_keeps_words(void);

int numbers(void) {
  // CHECK: {{^}}  srand(1);
  srand(1);
  // CHECK: {{^}}  return rand() + (int)random();
  return rand() + (int)random();
}

// Lists of pointers are as large as one another: what the result becomes counts.
// CHECK: list = __ferry_realloc(list, n * sizeof(char *), &__ferry_alloc_sites[0]);
struct item **grow(struct item **list, size_t n) {
  list = realloc(list, n * sizeof(char *));
  return list;
}

char *words(char *text) {
  // CHECK: {{^}}  return strtok(text, (char *)__ferry_literal_
  return strtok(text, ",");
}

int memory(char **text, size_t *size, ...) {
  va_list list;
  va_start(list, size);
  // CHECK: {{^}}  *text = __ferry_strndup(*text, 3);
  *text = strndup(*text, 3);
  // CHECK: {{^}}  int n = (int)__ferry_getline(text, size, stdin) + __ferry_vasprintf(text, "%d", {{.*}}list
  int n = (int)getline(text, size, stdin) + vasprintf(text, "%d", list);
  va_end(list);
  // CHECK: {{^}}  return n + __ferry_asprintf(text, "%d", n);
  return n + asprintf(text, "%d", n);
}

// What leaves something in the process is the runtime's, also through pointers.
// CHECK: {{^}}char *(*asks)(const char *) {{.*}}= __ferry_getenv;
char *(*asks)(const char *) = getenv;

int process(char *name) {
  // CHECK: {{^}}  if (__ferry_chdir(__ferry_getenv(name)) == 0)
  if (chdir(getenv(name)) == 0)
    // CHECK: {{^}}    return (int)__ferry_umask(022);
    return (int)umask(022);
  // CHECK: {{^}}  return (__ferry_setenv)(name, name, 0) + __ferry_clearenv();
  return (setenv)(name, name, 0) + clearenv();
}

// Into a buffer they write as the C library's do; so their addresses are of those.
char *paths(char *buffer) {
  // CHECK: {{^}}  char *(*where)(char *, size_t) = getcwd, *(*real)(const char *, char *) = realpath;
  char *(*where)(char *, size_t) = getcwd, *(*real)(const char *, char *) = realpath;
  // CHECK: {{^}}  char *here = __ferry_getcwd(0, 0), *there = __ferry_getcwd(buffer, 100);
  char *here = getcwd(0, 0), *there = getcwd(buffer, 100);
  // CHECK: {{^}}  buffer = __ferry_realpath(here, buffer);
  buffer = realpath(here, buffer);
  // CHECK: {{^}}  here = __ferry_canonicalize_file_name(there);
  here = canonicalize_file_name(there);
  // CHECK: {{^}}  there = __ferry_get_current_dir_name();
  there = get_current_dir_name();
  return real(here, 0) ? where(there, 1) : buffer;
}

wchar_t *wide(wchar_t *text) {
  // CHECK: {{^}}  return __ferry_wcsdup(text);
  return wcsdup(text);
}

// CHECK: list = __ferry_reallocarray(list, n, sizeof(char *), &__ferry_alloc_sites[1]);
struct item **grow_checked(struct item **list, size_t n) {
  list = reallocarray(list, n, sizeof(char *));
  return list;
}

// The number says that there is one, and the size what is behind it.
struct text {
  int length;
  char of[];
};
// CHECK: t = __ferry_reallocarray_tail(t, 1, sizeof *t + n, &__ferry_alloc_sites[2], 1);
struct text *longer(struct text *t, size_t n) {
  t = reallocarray(t, 1, sizeof *t + n);
  return t;
}
// CHECK: return __ferry_reallocarray_as(p, n, size, __ferry_taken);
void *xreallocarray(void *p, size_t n, size_t size) {
  return reallocarray(p, n, size);
}

// CHECK: {"getenv", (__ferry_code){{.*}}__ferry_getenv}
