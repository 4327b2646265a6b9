// Files that are open move along: streams that read, write, do both or append, with what
// was read ahead and pushed back; descriptors, alone and as copies; a temporary name.
//
// RUN: %every-poll --work=%t --to=s390x,i686,powerpc,x86_64 --min-polls=60 --cflags=-O1 %s
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static char folder[] = "/tmp/ferry-files-XXXXXX";
static FILE *gone; // dangles from the first fclose on

static char *in(const char *name) {
  static char path[100];
  snprintf(path, sizeof path, "%s/%s", folder, name);
  return path;
}

static void fill(void) {
  gone = fopen(in("input"), "w");
  for (int i = 0; i < 3000; i++)
    fprintf(gone, "%d: %d\n", i, i * i % 97);
  fclose(gone);
}

// More than a buffer of input, now and then something else pushed back.
static long copy(FILE *from, FILE *to) {
  long sum = 0;
  char line[40];
  for (int i = 0; i < 30; i++) {
    int first = getc(from);
    ungetc(i % 4 ? first : 'X', from);
    if (i % 5 == 0) {
      ungetc('<', from);
      ungetc('\n', from);
      ungetc('y', from);
    }
    for (int n = 0; n < 10 && fgets(line, sizeof line, from); n++) {
      fprintf(to, "%d %s", i, line);
      sum += line[0];
    }
    sum += ftell(from) + 3 * ftell(to);
    if (i % 7 == 0)
      fseek(from, -5, SEEK_CUR);
  }
  return sum;
}

static long update(const char *mode) {
  FILE *f = fopen(in("update"), mode);
  long sum = 0;
  for (int i = 0; i < 6; i++) {
    fprintf(f, "%s %d\n", mode, i);
    fseek(f, 2 * i, SEEK_SET);
    sum = sum * 31 + getc(f);
    ungetc('u', f);
    sum += ftell(f) + getc(f);
    if (mode[0] == 'r' && i == 2) {
      fseek(f, 1, SEEK_SET);
      putc('*', f);
      fflush(f);
    }
    fseek(f, 0, i % 2 ? SEEK_END : SEEK_CUR);
  }
  while (getc(f) != EOF)
    sum++;
  for (int i = 0; i < 3; i++)
    sum += 1000 * !!feof(f) + ferror(f);
  fclose(f);
  return sum;
}

static long numbers(void) {
  int one = open(in("input"), O_RDONLY | O_CLOEXEC), copy = dup(one);
  int other = open(in("input"), O_RDONLY), log = open(in("log"), O_CREAT | O_RDWR | O_APPEND, 0600);
  int high = fcntl(other, F_DUPFD, 40);
  char bytes[8] = "";
  long sum = 0;
  for (int i = 0; i < 6; i++) {
    sum += read(i % 2 ? one : copy, bytes, 7);
    sum = sum * 7 + bytes[i] + lseek(copy, i, SEEK_CUR) + lseek(other, 0, SEEK_CUR);
    sum += read(high, bytes, 1) + write(log, bytes, 5);
    lseek(log, 0, SEEK_SET);
    close(copy);
    copy = dup(one);
  }
  sum += fcntl(one, F_GETFD) * 100 + (fcntl(log, F_GETFL) & O_APPEND ? 1000 : 0);
  sum += high * 10000 + (fcntl(copy, F_GETFL) & O_ACCMODE) + (log > one);
  close(one), close(copy), close(other), close(log), close(high);
  return sum;
}

// Of its own stream a program may expect any buffering.
static long modes(void) {
  FILE *none = fopen(in("none"), "w"), *line = fopen(in("line"), "w"), *same;
  FILE *read = fdopen(open(in("none"), O_RDONLY), "r");
  long sum = 0;
  setvbuf(none, NULL, _IONBF, 0);
  setvbuf(line, NULL, _IOLBF, 0);
  setvbuf(read, NULL, _IONBF, 0);
  same = freopen(in("again"), "w+", line);
  for (int i = 0; i < 4; i++) {
    fprintf(none, "%d,", i);
    fprintf(line, "%d;", i);
    sum = sum * 10 + (getc(read) != EOF) + 2 * !!feof(read);
    clearerr(read);
    // Writing to what is for reading sets its error.
    if (i == 1)
      sum += putc('x', read) == EOF && ferror(read);
  }
  sum = sum * 10 + (same == line) + fclose(line) + fclose(none) + fclose(read);
  return sum;
}

static void show(const char *name) {
  FILE *f = fopen(in(name), "r");
  unsigned sum = 0, count = 0;
  for (int c; (c = getc(f)) != EOF; count++)
    sum = sum * 31 + (unsigned)c;
  fclose(f);
  printf("%s: %u bytes, %u\n", name, count, sum);
  remove(in(name));
}

int main(void) {
  if (!mkdtemp(folder))
    return 1;
  fill();
  FILE *from = fopen(in("input"), "r"), *to = fopen(in("output"), "w");
  printf("copied %ld\n", copy(from, to));
  fclose(from);
  if (fclose(to) != 0)
    return 2;
  printf("updated %ld", update("w+"));
  printf(" %ld", update("r+"));
  printf(" %ld\n", update("a+"));
  printf("numbers %ld\n", numbers());
  printf("modes %ld\n", modes());
  printf("errno %d\n", errno == EBADF);
  for (int i = 0; i < 7; i++)
    show(((const char *[]){"input", "output", "update", "log", "none", "line", "again"})[i]);
  return rmdir(folder) != 0;
}
