/*===- paths.c - realpath, getcwd and their like, on Ferry's heap ---------------===*\
 *
 * The C library knows how long a path is, so it is asked for one of its own heap; what
 * the program gets is a copy on Ferry's (see memory.c). Given a buffer, they are the
 * C library's.
 *
\*===-------------------------------------------------------------------------===*/
#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif
#include <errno.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

char *__ferry_realpath(const char *path, char *into);
char *__ferry_canonicalize_file_name(const char *path);
char *__ferry_getcwd(char *into, size_t size);
char *__ferry_get_current_dir_name(void);

/* A text of the C library's heap, or null, becomes one of the program's, of `size` bytes
 * if it is not longer. */
static char *moved(char *text, size_t size) {
  char *copy = NULL;
  if (text) {
    size_t length = strlen(text) + 1;
    copy = malloc(length > size ? length : size);
    if (copy)
      memcpy(copy, text, length);
    free(text);
    if (!copy)
      errno = ENOMEM; /* free may have changed it */
  }
  return copy;
}

char *__ferry_realpath(const char *path, char *into) {
  return into ? realpath(path, into) : moved(realpath(path, NULL), 0);
}

char *__ferry_canonicalize_file_name(const char *path) {
  return moved(realpath(path, NULL), 0);
}

char *__ferry_getcwd(char *into, size_t size) {
  return into ? getcwd(into, size) : moved(getcwd(NULL, size), size);
}

char *__ferry_get_current_dir_name(void) { return moved(get_current_dir_name(), 0); }
