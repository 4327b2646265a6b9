// What rand, random, drand48 and strtok keep for their next call moves along, with the
// numbers of the C library; strndup, getline, asprintf and their like take memory of
// Ferry's heap, which moves and can be freed.
//
// RUN: %every-poll --work=%t --to=x86_64,s390x,i686,powerpc --min-polls=60 %s
// RUN: %every-poll --work=%t --to=s390x --min-polls=60 --most=10 --cc=clang %s %S/Inputs/library-versions-own.c --cflags=-O2
#define _GNU_SOURCE
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void numbers(void) {
  for (int i = 0; i < 5; i++) {
    printf("%d ", rand());
    printf("%ld\n", random());
  }
  srand(20);
  for (int i = 0; i < 40; i++)
    printf("%d%c", rand() % 100, i == 39 ? '\n' : ' ');
  srandom(0);
  printf("%ld ", random());
  printf("%.17g ", drand48());
  srand48(-5);
  for (int i = 0; i < 3; i++) {
    printf("%.17g ", drand48());
    printf("%ld ", lrand48());
    printf("%ld\n", mrand48());
  }
  unsigned short own[3] = {7, 8, 9}, parameters[7] = {1, 2, 3, 4, 5, 6, 7};
  for (int i = 0; i < 3; i++) {
    printf("%.17g ", erand48(own));
    printf("%ld ", nrand48(own));
    printf("%ld ", jrand48(own));
    printf("%u\n", (unsigned)own[2]);
  }
  unsigned short *before = seed48(own);
  printf("%u %u %u, %ld\n", (unsigned)before[0], (unsigned)before[1], (unsigned)before[2],
         mrand48());
  lcong48(parameters);
  for (int i = 0; i < 3; i++) {
    printf("%ld ", lrand48());
    printf("%ld\n", nrand48(own));
  }
  before = seed48(before);
  printf("%u, %ld\n", (unsigned)before[1], mrand48());
  lcong48(parameters);
  srand48(9);
  printf("%ld\n", lrand48());
  int (*draw)(void) = rand;
  for (int i = 0; i < 3; i++)
    printf("%d\n", draw());
}

static void words(void) {
  char text[] = ",,one, two,three ,", empty[] = " ";
  for (char *word = strtok(text, ", "); word; word = strtok(0, ", "))
    printf("<%s>\n", word);
  printf("%d %d\n", strtok(0, ",") == 0, strtok(empty, " ") == 0);
}

static char *print(const char *format, ...) {
  va_list list;
  char *made = 0;
  va_start(list, format);
  for (int i = 0; i < 2; i++)
    made = 0;
  if (vasprintf(&made, format, list) < 0)
    made = 0;
  va_end(list);
  return made;
}

// Without a loop: a file that is open can't be captured.
static void line(char **first, char **second, size_t *size) {
  FILE *file = tmpfile();
  size_t other = 0;
  fputs("one line\nand: another that has no end", file);
  rewind(file);
  printf("%d", (int)getline(first, size, file));
  printf(" %d", (int)getdelim(second, &other, ':', file));
  printf(" %d", (int)getdelim(second, &other, ':', file));
  printf(" %d\n", (int)getdelim(second, &other, ':', file));
  fclose(file);
}

int main(void) {
  numbers();
  words();
  char *kept[6] = {strndup("seven", 3), strndup("four", 5), print("%d %s", 7, "x"), 0, 0, 0};
  size_t size = 0;
  line(&kept[3], &kept[4], &size);
  if (asprintf(&kept[5], "%200d|%g", 3, 2.5) != 204)
    return 1;
  for (int i = 0; i < 6; i++) {
    printf("%zu %s\n", strlen(kept[i]), kept[i]);
    kept[i] = realloc(kept[i], 300);
    strcat(kept[i], "!");
  }
  for (int i = 0; i < 6; i++) {
    printf("%s\n", kept[i]);
    free(kept[i]);
  }
  return 0;
}
