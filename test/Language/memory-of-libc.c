// Memory that functions of the C library hand out is of Ferry's heap: it moves along, and
// can be freed and grown. Into a buffer of the program's, they write as ever.
//
// RUN: %every-poll --work=%t --to=x86_64,s390x,i686,powerpc --min-polls=20 %s
// RUN: %every-poll --work=%t --to=s390x --min-polls=20 --most=10 --cc=clang %s --cflags=-O2
#define _GNU_SOURCE
#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <wchar.h>

static int failed(const void *result, int with) {
  int is = !result && errno == with;
  errno = 0;
  return is;
}

static char *(*const where)(char *, size_t) = getcwd;

// The folder is that of the test, and is not printed.
static void folders(void) {
  char buffer[PATH_MAX], small[1];
  char *here = getcwd(NULL, 0), *roomy = getcwd(NULL, PATH_MAX + 100);
  char *same = get_current_dir_name(), *real = realpath(".", NULL);
  printf("%d %d\n", failed(getcwd(small, 1), ERANGE), failed(getcwd(NULL, 1), ERANGE));
  printf("%d\n", failed(getcwd(small, 0), EINVAL));
  for (int i = 0; i < 4; i++)
    printf("%d %d %d %d\n", here[0] == '/', strcmp(here, roomy), strcmp(here, real),
           strcmp(where(buffer, sizeof buffer), here));
  // All of it is the program's.
  memset(roomy, 'r', PATH_MAX + 99);
  roomy[PATH_MAX + 99] = 0;
  // $PWD may be another name of the folder.
  if (realpath(same, buffer) != buffer || strcmp(buffer, here) != 0)
    printf("other\n");
  char *end = strrchr(here, '/');
  same = realloc(same, strlen(same) + 8);
  strcat(same, "/.");
  for (int i = 0; i < 4; i++)
    printf("%d %zu %d\n", strcmp(here + (end - here), strrchr(real, '/')), strlen(roomy),
           access(same, F_OK));
  free(here);
  free(roomy);
  free(same);
  free(real);
}

static void names(void) {
  char buffer[PATH_MAX] = "", *kept[4];
  kept[0] = realpath("/usr/./bin/..", NULL);
  kept[1] = canonicalize_file_name("/");
  kept[2] = realpath("//usr//bin", buffer);
  kept[3] = realpath("/usr/bin/../", NULL);
  printf("%d %d\n", failed(realpath("/there/is/none", NULL), ENOENT),
         failed(canonicalize_file_name("/there/is/none"), ENOENT));
  printf("%d %d\n", failed(realpath("", buffer), ENOENT), kept[2] == buffer);
  kept[2] = strdup("x");
  for (int i = 0; i < 4; i++) {
    printf("%s\n", kept[i]);
    kept[i] = realloc(kept[i], 100);
    strcat(kept[i], ".");
  }
  for (int i = 0; i < 4; i++) {
    printf("%s\n", kept[i]);
    free(kept[i]);
  }
}

static void wide(void) {
  wchar_t text[] = L"wide", rest[] = L"r still", empty[1] = {0};
  wchar_t *one = wcsdup(text), *none = wcsdup(empty), *inside = one + 2;
  for (int i = 0; i < 4; i++)
    printf("%ls '%ls' %ls %zu\n", one, none, inside, wcslen(one));
  one = realloc(one, 20 * sizeof *one);
  wcscat(one, rest);
  inside = one + 2;
  for (int i = 0; i < 4; i++)
    printf("%ls %lc\n", one, (wint_t)*inside);
  free(one);
  free(none);
}

int main(void) {
  folders();
  names();
  wide();
  return 0;
}
