/* Objects and the mark-and-sweep collector. Roots are the symbol table, the
 * global scope (protected by eval.c) and the protected locals on the C stack. */
#include "lisp.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MAX_ROOTS 100000

struct object nil_object = {NIL, true, 0, NULL, NULL, NULL, NULL, NULL, NULL};
struct heap_statistics heap;

static struct object *all_objects;
static struct object *symbols = nil; /* a list */
static struct object **roots[MAX_ROOTS];
static int root_count;
static long next_collection = 20000;

void gc_protect(struct object **slot) {
  if (root_count == MAX_ROOTS)
    lisp_error("the recursion is too deep", nil);
  roots[root_count++] = slot;
}

void gc_release(int count) { root_count -= count; }

static void mark(struct object *object) {
  while (!object->marked) {
    object->marked = true;
    if (object->kind != PAIR && object->kind != CLOSURE)
      return;
    mark(object->first);
    if (object->kind == CLOSURE)
      mark(object->scope);
    object = object->second;
  }
}

static void release(struct object *object) {
  free(object->name);
  free(object);
}

void gc_collect(void) {
  mark(symbols);
  for (int i = 0; i < root_count; i++)
    mark(*roots[i]);

  struct object **link = &all_objects;
  heap.live = 0;
  while (*link) {
    struct object *object = *link;
    if (object->marked) {
      object->marked = false;
      heap.live++;
      link = &object->next;
    } else {
      *link = object->next;
      release(object);
    }
  }
  heap.collections++;
  next_collection = heap.live * 2 < 20000 ? 20000 : heap.live * 2;
}

/* The parts are protected by nobody but this function. */
static struct object *allocate(enum kind kind, struct object *first,
                               struct object *second, struct object *scope) {
  if (heap.live >= next_collection) {
    gc_protect(&first);
    gc_protect(&second);
    gc_protect(&scope);
    gc_collect();
    gc_release(3);
  }
  struct object *object = calloc(1, sizeof(struct object));
  if (!object)
    lisp_error("out of memory", nil);
  object->kind = kind;
  object->first = first;
  object->second = second;
  object->scope = scope;
  object->next = all_objects;
  all_objects = object;
  heap.allocated++;
  heap.live++;
  return object;
}

struct object *make_number(int64_t number) {
  struct object *object = allocate(NUMBER, nil, nil, nil);
  object->number = number;
  return object;
}

struct object *make_pair(struct object *first, struct object *second) {
  return allocate(PAIR, first, second, nil);
}

struct object *make_closure(struct object *parameters, struct object *body,
                            struct object *scope) {
  return allocate(CLOSURE, parameters, body, scope);
}

static char *copy_text(const char *text, int length) {
  char *copy = malloc(length + 1);
  if (!copy)
    lisp_error("out of memory", nil);
  memcpy(copy, text, length);
  copy[length] = 0;
  return copy;
}

struct object *make_primitive(const char *name, primitive function) {
  struct object *object = allocate(PRIMITIVE, nil, nil, nil);
  object->name = copy_text(name, (int)strlen(name));
  object->function = function;
  return object;
}

struct object *intern(const char *name, int length) {
  for (struct object *s = symbols; s != nil; s = s->second)
    if ((int)strlen(s->first->name) == length &&
        memcmp(s->first->name, name, length) == 0)
      return s->first;
  struct object *symbol = allocate(SYMBOL, nil, nil, nil);
  symbol->name = copy_text(name, length);
  symbols = make_pair(symbol, symbols);
  return symbol;
}

void heap_free_all(void) {
  while (all_objects) {
    struct object *next = all_objects->next;
    release(all_objects);
    all_objects = next;
  }
}

void lisp_error(const char *message, const struct object *object) {
  printf("error: %s: ", message);
  write_object(object);
  printf("\n");
  exit(1);
}
