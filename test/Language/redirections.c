// Standard streams may be led elsewhere, and back: by dup2 over their descriptors, by freopen,
// to files, to /dev/null. What the program found open is then known by its copies.
//
// RUN: %every-poll --work=%t --to=s390x,i686,powerpc,x86_64 --min-polls=20 --cflags=-O1 %s
#define _GNU_SOURCE
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
static char folder[] = "/tmp/ferry-files-XXXXXX";

static char *in(const char *name) {
  static char path[100];
  snprintf(path, sizeof path, "%s/%s", folder, name);
  return path;
}

int main(void) {
  if (!mkdtemp(folder))
    return 1;
  char line[50];
  long sum = 0;
  printf("start\n");
  fflush(stdout);
  int saved = dup(1);
  int file = open(in("one"), O_CREAT | O_TRUNC | O_RDWR, 0644);
  dup2(file, 1);
  for (int i = 0; i < 4; i++) {
    printf("to file %d\n", i);
  }
  fflush(stdout);
  dup2(saved, 1);
  close(saved);
  for (int i = 0; i < 3; i++) {
    printf("to out %d\n", i);
  }
  lseek(file, 0, SEEK_SET);
  dup2(file, 0);
  close(file);
  while (fgets(line, 50, stdin)) {
    sum += strlen(line);
  }
  FILE *err = freopen("/dev/null", "w", stderr);
  FILE *t = tmpfile();
  for (int i = 0; i < 3; i++) {
    fprintf(err, "nothing\n");
    fprintf(t, "%d\n", i);
  }
  rewind(t);
  while (fgets(line, 50, t)) {
    sum += atoi(line);
  }
  fclose(t);
  FILE *o = freopen(in("two"), "w+", stdout);
  for (int i = 0; i < 3; i++) {
    printf("second %d\n", i);
  }
  rewind(o);
  while (fgets(line, 50, stdout)) {
    sum += strlen(line);
  }
  FILE *again = fdopen(2, "w");
  remove(in("one"));
  remove(in("two"));
  return again && rmdir(folder) == 0 ? (int)(sum & 63) : 2;
}
