/* Reading and writing objects. */
#include "lisp.h"

#include <ctype.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

static void skip_blanks(const char **cursor) {
  for (;;) {
    while (isspace((unsigned char)**cursor))
      ++*cursor;
    if (**cursor != ';')
      return;
    while (**cursor && **cursor != '\n')
      ++*cursor;
  }
}

static struct object *read_list(const char **cursor) {
  skip_blanks(cursor);
  if (**cursor == ')') {
    ++*cursor;
    return nil;
  }
  struct object *first = read_object(cursor);
  if (!first)
    lisp_error("a list is not closed", nil);
  gc_protect(&first);
  struct object *rest = read_list(cursor);
  struct object *list = make_pair(first, rest);
  gc_release(1);
  return list;
}

struct object *read_object(const char **cursor) {
  skip_blanks(cursor);
  const char *start = *cursor;
  if (!*start)
    return NULL;
  if (*start == '(') {
    ++*cursor;
    return read_list(cursor);
  }
  if (*start == '\'') {
    ++*cursor;
    struct object *quoted = read_object(cursor);
    if (!quoted)
      lisp_error("nothing is quoted", nil);
    gc_protect(&quoted);
    struct object *list = make_pair(quoted, nil);
    gc_protect(&list);
    list = make_pair(intern("quote", 5), list);
    gc_release(2);
    return list;
  }
  while (**cursor && !isspace((unsigned char)**cursor) && **cursor != '(' &&
         **cursor != ')')
    ++*cursor;
  if (isdigit((unsigned char)*start) ||
      (*start == '-' && isdigit((unsigned char)start[1])))
    return make_number(strtoll(start, NULL, 10));
  return intern(start, (int)(*cursor - start));
}

void write_object(const struct object *object) {
  switch (object->kind) {
  case NIL:
    printf("()");
    break;
  case NUMBER:
    printf("%" PRId64, object->number);
    break;
  case SYMBOL:
    printf("%s", object->name);
    break;
  case PRIMITIVE:
    printf("#<primitive %s>", object->name);
    break;
  case CLOSURE:
    printf("#<lambda ");
    write_object(object->first);
    printf(">");
    break;
  case PAIR:
    printf("(");
    write_object(object->first);
    for (object = object->second; object->kind == PAIR; object = object->second) {
      printf(" ");
      write_object(object->first);
    }
    if (object->kind != NIL) {
      printf(" . ");
      write_object(object);
    }
    printf(")");
  }
}
