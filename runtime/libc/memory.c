/*===- memory.c - strndup, getline, asprintf and their like, on Ferry's heap ---===*\
 *
 * The C library's take memory of its own malloc, which a capture does not know and
 * Ferry's free can't take. These are rewritten (runtime/libc/CMakeLists.txt), so their
 * malloc is Ferry's, and what they allocate are characters.
 *
\*===-------------------------------------------------------------------------===*/
#include <errno.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

char *__ferry_strndup(const char *text, size_t most);
ptrdiff_t __ferry_getdelim(char **line, size_t *size, int end, FILE *file);
ptrdiff_t __ferry_getline(char **line, size_t *size, FILE *file);
int __ferry_vasprintf(char **text, const char *format, va_list arguments);
int __ferry_asprintf(char **text, const char *format, ...);
wchar_t *__ferry_wcsdup(const wchar_t *text);

char *__ferry_strndup(const char *text, size_t most) {
  const char *end = memchr(text, 0, most);
  size_t length = end ? (size_t)(end - text) : most;
  char *copy = malloc(length + 1);
  if (copy) {
    memcpy(copy, text, length);
    copy[length] = 0;
  }
  return copy;
}

ptrdiff_t __ferry_getdelim(char **line, size_t *size, int end, FILE *file) {
  size_t length = 0;
  int character;
  if (!line || !size || !file) {
    errno = EINVAL;
    return -1;
  }
  if (!*line)
    *size = 0;
  do {
    character = getc(file);
    /* Room for what was read and for the end, also when nothing was read: as glibc. */
    if (length + 2 > *size) {
      size_t wanted = *size ? 2 * *size : 120;
      char *more = realloc(*line, wanted);
      if (!more)
        return -1;
      *line = more;
      *size = wanted;
    }
    if (character != EOF)
      (*line)[length++] = (char)character;
  } while (character != EOF && character != end);
  if (!length)
    return -1; /* and the line stays what it was */
  (*line)[length] = 0;
  return (ptrdiff_t)length;
}

ptrdiff_t __ferry_getline(char **line, size_t *size, FILE *file) {
  return __ferry_getdelim(line, size, '\n', file);
}

int __ferry_vasprintf(char **text, const char *format, va_list arguments) {
  va_list again;
  int length;
  char *made;
  va_copy(again, arguments);
  length = vsnprintf(NULL, 0, format, again);
  va_end(again);
  if (length < 0)
    return -1;
  made = malloc((size_t)length + 1);
  if (!made)
    return -1;
  *text = made;
  return vsnprintf(made, (size_t)length + 1, format, arguments);
}

int __ferry_asprintf(char **text, const char *format, ...) {
  va_list arguments;
  int length;
  va_start(arguments, format);
  length = __ferry_vasprintf(text, format, arguments);
  va_end(arguments);
  return length;
}

wchar_t *__ferry_wcsdup(const wchar_t *text) {
  size_t count = 1;
  wchar_t *copy;
  while (text[count - 1])
    ++count;
  copy = malloc(count * sizeof *copy);
  if (copy)
    memcpy(copy, text, count * sizeof *copy);
  return copy;
}
