/* The evaluator. Scopes are lists of (name . value) pairs; the global scope is
 * searched last. Calls in tail position loop, so they need no C stack. */
#include "lisp.h"

static struct object *globals = nil;
static struct object *word_quote, *word_if, *word_define, *word_lambda,
    *word_let, *word_set, *word_and, *word_or, *word_begin;

static struct object *find(struct object *name, struct object *scope) {
  for (; scope != nil; scope = scope->second)
    if (scope->first->first == name)
      return scope->first;
  return NULL;
}

static struct object *binding_of(struct object *name, struct object *scope) {
  struct object *binding = find(name, scope);
  if (!binding)
    binding = find(name, globals);
  if (!binding)
    lisp_error("unknown name", name);
  return binding;
}

static void define_global(struct object *name, struct object *value) {
  struct object *binding = find(name, globals);
  if (binding)
    binding->second = value;
  else
    globals = make_pair(make_pair(name, value), globals);
}

/* Elements of a form, with the fault said in words. */
static struct object *element(struct object *form, int number) {
  struct object *at = form;
  while (number-- > 0 && at->kind == PAIR)
    at = at->second;
  if (at->kind != PAIR)
    lisp_error("the form is too short", form);
  return at->first;
}

static struct object *eval_each(struct object *forms, struct object *scope) {
  if (forms == nil)
    return nil;
  gc_protect(&forms);
  gc_protect(&scope);
  struct object *first = eval(forms->first, scope);
  gc_protect(&first);
  struct object *rest = eval_each(forms->second, scope);
  struct object *list = make_pair(first, rest);
  gc_release(3);
  return list;
}

static struct object *bind(struct object *names, struct object *values,
                           struct object *scope) {
  gc_protect(&values);
  gc_protect(&scope);
  for (; names != nil; names = names->second, values = values->second) {
    if (values == nil)
      lisp_error("too few arguments for", names);
    scope = make_pair(make_pair(names->first, values->first), scope);
  }
  gc_release(2);
  return scope;
}

/* (let ((name form) ...) body ...): the scope of the body. */
static struct object *eval_let(struct object *bindings, struct object *scope) {
  struct object *inner = scope, *value;
  gc_protect(&inner);
  for (; bindings != nil; bindings = bindings->second) {
    value = eval(element(bindings->first, 1), scope);
    inner = make_pair(make_pair(element(bindings->first, 0), value), inner);
  }
  gc_release(1);
  return inner;
}

/* Evaluates all forms but the last, which it returns. */
static struct object *all_but_last(struct object *forms, struct object *scope) {
  for (; forms->second != nil; forms = forms->second)
    eval(forms->first, scope);
  return forms->first;
}

struct object *eval(struct object *form, struct object *scope) {
  struct object *value = nil;
  gc_protect(&form);
  gc_protect(&scope);
  gc_protect(&value);

  for (;;) {
    if (form->kind == SYMBOL) {
      value = binding_of(form, scope)->second;
      break;
    }
    if (form->kind != PAIR) {
      value = form;
      break;
    }

    struct object *head = form->first;
    if (head == word_quote) {
      value = element(form, 1);
      break;
    }
    if (head == word_if) {
      bool holds = eval(element(form, 1), scope) != nil;
      if (!holds && form->second->second->second == nil)
        break;
      form = element(form, holds ? 2 : 3);
      continue;
    }
    if (head == word_define) {
      value = eval(element(form, 2), scope);
      define_global(element(form, 1), value);
      break;
    }
    if (head == word_set) {
      value = eval(element(form, 2), scope);
      binding_of(element(form, 1), scope)->second = value;
      break;
    }
    if (head == word_lambda) {
      value = make_closure(element(form, 1), form->second->second, scope);
      break;
    }
    if (head == word_let) {
      scope = eval_let(element(form, 1), scope);
      form = all_but_last(form->second->second, scope);
      continue;
    }
    if (head == word_begin) {
      form = all_but_last(form->second, scope);
      continue;
    }
    if (head == word_and || head == word_or) {
      struct object *part = form->second;
      bool decided = false;
      while (part != nil && !decided) {
        value = eval(part->first, scope);
        decided = (value == nil) == (head == word_and);
        part = part->second;
      }
      break;
    }

    value = eval(head, scope);
    struct object *arguments = eval_each(form->second, scope);
    if (value->kind == PRIMITIVE) {
      gc_protect(&arguments);
      value = value->function(arguments);
      gc_release(1);
      break;
    }
    if (value->kind != CLOSURE)
      lisp_error("this can't be called", value);
    scope = bind(value->first, arguments, value->scope);
    form = all_but_last(value->second, scope);
  }

  gc_release(3);
  return value;
}

void eval_init(void) {
  gc_protect(&globals);
  word_quote = intern("quote", 5);
  word_if = intern("if", 2);
  word_define = intern("define", 6);
  word_lambda = intern("lambda", 6);
  word_let = intern("let", 3);
  word_set = intern("set!", 4);
  word_and = intern("and", 3);
  word_or = intern("or", 2);
  word_begin = intern("begin", 5);
  primitives_init(define_global);
}
