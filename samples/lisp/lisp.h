/* A small Lisp: numbers, symbols, lists, closures, a mark-and-sweep collector. */
#ifndef LISP_H
#define LISP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum kind { NIL, NUMBER, SYMBOL, PAIR, PRIMITIVE, CLOSURE };

struct object;
typedef struct object *(*primitive)(struct object *arguments);

struct object {
  enum kind kind;
  bool marked;
  int64_t number;        /* NUMBER */
  char *name;            /* SYMBOL, PRIMITIVE: owned */
  primitive function;    /* PRIMITIVE */
  struct object *first;  /* PAIR: head; CLOSURE: parameters */
  struct object *second; /* PAIR: rest; CLOSURE: body */
  struct object *scope;  /* CLOSURE: where it was made */
  struct object *next;   /* all objects, for the sweep */
};

struct heap_statistics {
  long allocated, live, collections;
};

/* heap.c: a local that holds an object across an allocation is protected with
 * gc_protect(&local), and released with gc_release in the reverse order. */
extern struct object nil_object;
#define nil (&nil_object)
extern struct heap_statistics heap;

void gc_protect(struct object **slot);
void gc_release(int count);
void gc_collect(void);
struct object *make_number(int64_t number);
struct object *make_pair(struct object *first, struct object *second);
struct object *make_closure(struct object *parameters, struct object *body,
                            struct object *scope);
struct object *make_primitive(const char *name, primitive function);
struct object *intern(const char *name, int length);
void heap_free_all(void);

/* text.c */
struct object *read_object(const char **cursor); /* NULL at the end */
void write_object(const struct object *object);

/* eval.c */
void eval_init(void);
struct object *eval(struct object *form, struct object *scope);

/* primitives.c */
void primitives_init(void (*define)(struct object *name, struct object *value));

_Noreturn void lisp_error(const char *message, const struct object *object);

#endif
