/* Functions that Lisp programs find built in. Truth is anything but (). */
#include "lisp.h"

#include <stdio.h>
#include <string.h>

static int64_t number_at(const struct object *arguments) {
  if (arguments->kind != PAIR || arguments->first->kind != NUMBER)
    lisp_error("a number is wanted", arguments);
  return arguments->first->number;
}

static struct object *pair_at(const struct object *arguments) {
  if (arguments->kind != PAIR || arguments->first->kind != PAIR)
    lisp_error("a pair is wanted", arguments);
  return arguments->first;
}

static struct object *truth(bool holds) {
  return holds ? intern("t", 1) : nil;
}

static struct object *add(struct object *arguments) {
  int64_t sum = 0;
  for (; arguments != nil; arguments = arguments->second)
    sum += number_at(arguments);
  return make_number(sum);
}

static struct object *multiply(struct object *arguments) {
  int64_t product = 1;
  for (; arguments != nil; arguments = arguments->second)
    product *= number_at(arguments);
  return make_number(product);
}

static struct object *subtract(struct object *arguments) {
  int64_t first = number_at(arguments);
  if (arguments->second == nil)
    return make_number(-first);
  return make_number(first - number_at(arguments->second));
}

static struct object *modulo(struct object *arguments) {
  int64_t by = number_at(arguments->second);
  if (by == 0)
    lisp_error("division by zero", arguments);
  return make_number(number_at(arguments) % by);
}

static struct object *less(struct object *arguments) {
  return truth(number_at(arguments) < number_at(arguments->second));
}

static struct object *equal(struct object *arguments) {
  const struct object *a = arguments->first, *b = arguments->second->first;
  if (a->kind == NUMBER && b->kind == NUMBER)
    return truth(a->number == b->number);
  return truth(a == b);
}

static struct object *cons(struct object *arguments) {
  return make_pair(arguments->first, arguments->second->first);
}

static struct object *car(struct object *arguments) {
  return pair_at(arguments)->first;
}

static struct object *cdr(struct object *arguments) {
  return pair_at(arguments)->second;
}

static struct object *is_nil(struct object *arguments) {
  return truth(arguments->first == nil);
}

static struct object *list(struct object *arguments) { return arguments; }

static struct object *print(struct object *arguments) {
  for (; arguments != nil; arguments = arguments->second) {
    write_object(arguments->first);
    printf(arguments->second == nil ? "\n" : " ");
  }
  return nil;
}

static const struct {
  const char *name;
  primitive function;
} primitives[] = {
    {"+", add},     {"*", multiply}, {"-", subtract},  {"mod", modulo},
    {"<", less},    {"=", equal},    {"cons", cons},   {"car", car},
    {"cdr", cdr},   {"nil?", is_nil}, {"list", list},  {"print", print},
};

void primitives_init(void (*define)(struct object *name, struct object *value)) {
  for (unsigned i = 0; i < sizeof primitives / sizeof primitives[0]; i++) {
    const char *name = primitives[i].name;
    struct object *value = make_primitive(name, primitives[i].function);
    gc_protect(&value);
    define(intern(name, (int)strlen(name)), value);
    gc_release(1);
  }
}
