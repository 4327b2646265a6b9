// `inline` without `static`, in a header, in C99's sense and in GNU's: each unit runs
// its own definition, and a pointer leads to the external one. Functions that run
// before and after main. main has its environment as a third parameter, which moves
// along.
//
// RUN: env TEST_WORD=moved %every-poll --work=%t --to=x86_64,s390x,i686,powerpc --min-polls=40 %s %S/Inputs/inline-other.c %S/Inputs/inline-third.c
// RUN: env TEST_WORD=moved %every-poll --work=%t --to=x86_64,i686 --min-polls=40 --cflags="-O2 -std=c99 -D_GNU_SOURCE" --cc=clang %s %S/Inputs/inline-other.c %S/Inputs/inline-third.c
#include "Inputs/inline.h"
#include <stdio.h>
#include <string.h>

extern int started;
int other(int n);
int (*other_digits(void))(int);

int poll(int n) {
  while (n > 3)
    n--;
  return n;
}

int main(int argc, char **argv, char **environment) {
  int (*mine)(int) = digits;
  const char *word = "none";
  started += 3;
  for (int i = 0; environment[i]; i++)
    if (!strncmp(environment[i], "TEST_WORD=", 10))
      word = environment[i] + 10;
  printf("%d %s\n", apply(mine, 5) + digits(12345), word);
  printf("%d %d\n", mine == other_digits(), other(3));
  printf("%d %s\n", only_inline(3), word);
  return argc != 1 || argv[1] != 0;
}
