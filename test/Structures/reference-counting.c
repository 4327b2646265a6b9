// Values that are shared and freed with the last reference to them: strings, numbers and
// lists of values, which release what they hold in turn.
//
// RUN: %every-poll --work=%t --to=x86_64,s390x,i686,powerpc --most=100 --min-polls=100 %s
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct value;

struct kind {
  const char *name;
  void (*destroy)(struct value *);
  uint32_t (*hash)(const struct value *);
};

struct value {
  const struct kind *kind;
  unsigned references;
};

struct number {
  struct value head;
  int value;
};

struct text {
  struct value head;
  char *characters;
};

struct list {
  struct value head;
  size_t count, room;
  struct value **items;
};

static unsigned live, made;

static void begin(struct value *v, const struct kind *kind) {
  v->kind = kind;
  v->references = 1;
  live++;
  made++;
}

static struct value *retain(struct value *v) {
  v->references++;
  return v;
}

static void release(struct value *v) {
  if (--v->references)
    return;
  v->kind->destroy(v);
  free(v);
  live--;
}

static void destroy_number(struct value *v) { (void)v; }

static uint32_t hash_number(const struct value *v) {
  return (uint32_t)((const struct number *)v)->value * 2654435761u;
}

static void destroy_text(struct value *v) { free(((struct text *)v)->characters); }

static uint32_t hash_text(const struct value *v) {
  uint32_t hash = 5381;
  for (const char *c = ((const struct text *)v)->characters; *c; c++)
    hash = hash * 33 + (unsigned char)*c;
  return hash;
}

static void destroy_list(struct value *v) {
  struct list *l = (struct list *)v;
  for (size_t i = 0; i < l->count; i++)
    release(l->items[i]);
  free(l->items);
}

static uint32_t hash_list(const struct value *v) {
  const struct list *l = (const struct list *)v;
  uint32_t hash = 17;
  for (size_t i = 0; i < l->count; i++)
    hash = hash * 31 + l->items[i]->kind->hash(l->items[i]);
  return hash;
}

static const struct kind numbers = {"number", destroy_number, hash_number};
static const struct kind texts = {"text", destroy_text, hash_text};
static const struct kind lists = {"list", destroy_list, hash_list};

static struct value *number(int value) {
  struct number *n = malloc(sizeof *n);
  if (!n)
    abort();
  begin(&n->head, &numbers);
  n->value = value;
  return &n->head;
}

static struct value *text(const char *from) {
  struct text *t = malloc(sizeof *t);
  if (!t)
    abort();
  begin(&t->head, &texts);
  t->characters = strdup(from);
  return &t->head;
}

static struct list *list(void) {
  struct list *l = malloc(sizeof *l);
  if (!l)
    abort();
  begin(&l->head, &lists);
  l->count = l->room = 0;
  l->items = NULL;
  return l;
}

// Takes the caller's reference.
static void append(struct list *l, struct value *v) {
  if (l->count == l->room) {
    l->room = l->room ? 2 * l->room : 2;
    l->items = realloc(l->items, l->room * sizeof *l->items);
    if (!l->items)
      abort();
  }
  l->items[l->count++] = v;
}

static void drop_last(struct list *l) { release(l->items[--l->count]); }

int main(void) {
  struct list *all = list();
  struct value *shared = text("shared by many");
  for (int i = 0; i < 40; i++) {
    struct list *inner = list();
    char name[20];
    snprintf(name, sizeof name, "text %d", i);
    append(inner, retain(shared));
    append(inner, i % 3 ? number(i * i) : text(name));
    if (all->count)
      append(inner, retain(all->items[(size_t)i * 7 % all->count]));
    append(all, &inner->head);
    if (i % 5 == 4) {
      drop_last(all);
      printf("%d: %u of %u live, %u to the shared one, %08x\n", i, live, made,
             shared->references, (unsigned)all->head.kind->hash(&all->head));
    }
  }
  printf("%s of %zu, last a %s\n", all->head.kind->name, all->count,
         all->items[all->count - 1]->kind->name);
  release(&all->head);
  printf("%u live, %u to the shared one\n", live, shared->references);
  release(shared);
  printf("%u live\n", live);
  return live != 0;
}
