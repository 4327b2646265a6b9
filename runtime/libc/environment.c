/*===- environment.c - getenv, setenv and their like, carried ------------------===*\
 *
 * What the program has asked for or changed stays what it was: a variable that it has
 * seen has the same value after a move, one that it has set is set, and one that it did
 * not find is not there. What it never asked for is that of the process that it goes on
 * in: paths of that machine for what it starts there; and no word of anybody's
 * environment is in an image that the program did not want to know.
 *
 * The C library's list has the entries; this file knows of which names there is something
 * to be carried, and owns their texts, so that what getenv returned points to memory of
 * the program. As in glibc a text that was in the list once is kept: programs set TZ and
 * then set it back to what getenv had said.
 *
 * FERRY_... is of the process and never carried. Functions whose names begin with __ferry_
 * call the C library's (precompiler/rules/LibraryVersions.cpp).
 *
\*===-------------------------------------------------------------------------===*/
#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

char *__ferry_getenv(const char *name);
char *__ferry_secure_getenv(const char *name);
int __ferry_setenv(const char *name, const char *value, int overwrite);
int __ferry_unsetenv(const char *name);
int __ferry_putenv(char *entry);
int __ferry_clearenv(void);
const char *__ferry_environment_again(void);

struct text {
  struct text *before;
  char *entry; /* NAME=value */
};

struct variable {
  struct variable *before;
  char *name;
  char *entry; /* in the list, of ours or of putenv; null: none */
  struct text *texts;
};

static struct variable *last;
static int cleared;

/* Of NAME=value, or of a name alone. */
static size_t length_of_name(const char *text) {
  size_t length = 0;
  while (text[length] && text[length] != '=')
    length++;
  return length;
}

static int is_name(const char *text) { return *text && !text[length_of_name(text)]; }

static struct variable *known(const char *name, size_t length) {
  for (struct variable *v = last; v; v = v->before)
    if (strncmp(v->name, name, length) == 0 && !v->name[length])
      return v;
  return NULL;
}

/* In memory of the program; it frees it. */
static char *copied(const char *name, size_t length) { return strndup(name, length); }

/* Null: no memory, and errno says so. */
static struct variable *noted(const char *name, size_t length) {
  struct variable *v = known(name, length);
  if (v)
    return v;
  v = malloc(sizeof *v);
  if (!v)
    return NULL;
  v->name = copied(name, length);
  if (!v->name) {
    free(v);
    return NULL;
  }
  v->entry = NULL;
  v->texts = NULL;
  v->before = last;
  return last = v;
}

static char *text_of(struct variable *v, const char *value) {
  size_t length = strlen(v->name), size = strlen(value) + 1;
  struct text *t;
  for (t = v->texts; t; t = t->before)
    if (strcmp(t->entry + length + 1, value) == 0)
      return t->entry;
  t = malloc(sizeof *t);
  if (!t)
    return NULL;
  t->entry = malloc(length + 1 + size);
  if (!t->entry) {
    free(t);
    return NULL;
  }
  memcpy(t->entry, v->name, length);
  t->entry[length] = '=';
  memcpy(t->entry + length + 1, value, size);
  t->before = v->texts;
  v->texts = t;
  return t->entry;
}

static int is_of_process(const char *name) { return strncmp(name, "FERRY_", 6) == 0; }

char *__ferry_getenv(const char *name) {
  char *value = getenv(name), *entry;
  size_t length = strlen(name);
  struct variable *v;
  int before = errno;
  if (is_of_process(name) || !is_name(name))
    return value;
  v = noted(name, length);
  if (v && !value) {
    v->entry = NULL;
    return NULL;
  }
  if (v && v->entry && value == v->entry + length + 1)
    return value;
  /* As the process found it, or another library set it. */
  entry = v ? text_of(v, value) : NULL;
  if (!entry || putenv(entry) != 0)
    abort(); /* no memory: to forget that it was asked for would be a lie after a move */
  errno = before;
  v->entry = entry;
  return entry + length + 1;
}

char *__ferry_secure_getenv(const char *name) {
  /* A privileged program finds nothing. */
  return getenv(name) && !secure_getenv(name) ? NULL : __ferry_getenv(name);
}

int __ferry_setenv(const char *name, const char *value, int overwrite) {
  struct variable *v;
  char *entry;
  if (!name || !is_name(name)) {
    errno = EINVAL;
    return -1;
  }
  if (is_of_process(name))
    return setenv(name, value, overwrite);
  if (!overwrite && __ferry_getenv(name))
    return 0;
  v = noted(name, strlen(name));
  entry = v ? text_of(v, value) : NULL;
  if (!entry || putenv(entry) != 0)
    return -1;
  v->entry = entry;
  return 0;
}

int __ferry_unsetenv(const char *name) {
  struct variable *v;
  if (!name || !is_name(name) || is_of_process(name))
    return unsetenv(name);
  v = noted(name, strlen(name));
  if (!v || unsetenv(name) != 0)
    return -1;
  v->entry = NULL;
  return 0;
}

int __ferry_putenv(char *entry) {
  size_t length = length_of_name(entry);
  struct variable *v;
  if (!entry[length])
    return __ferry_unsetenv(entry);
  if (!length || is_of_process(entry))
    return putenv(entry);
  v = noted(entry, length);
  if (!v || putenv(entry) != 0)
    return -1;
  v->entry = entry;
  return 0;
}

int __ferry_clearenv(void) {
  cleared = 1;
  for (struct variable *v = last; v; v = v->before)
    v->entry = NULL;
  return clearenv();
}

const char *__ferry_environment_again(void) {
  for (char **entry = environ; cleared && entry && *entry;) {
    size_t length = length_of_name(*entry);
    char *name = is_of_process(*entry) || !length ? NULL : copied(*entry, length);
    if (name && unsetenv(name) == 0)
      entry = environ; /* the others have moved up */
    else
      entry++;
    free(name);
  }
  for (struct variable *v = last; v; v = v->before) {
    size_t length = strlen(v->name);
    if (!v->entry)
      unsetenv(v->name);
    else if (strncmp(v->entry, v->name, length) != 0 || v->entry[length] != '=')
      return "a text that putenv got names another variable now";
    else if (putenv(v->entry) != 0)
      return "there is no memory for it";
  }
  return NULL;
}
