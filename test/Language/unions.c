// Unions whose members agree on what has to be converted: locals, parameters,
// results, members, arrays, the heap; anonymous ones; pointers into them.
//
// RUN: %every-poll --work=%t --to=x86_64,s390x,i686,powerpc --min-polls=45 %s
#include <stdio.h>
#include <stdlib.h>

union number {
  int i;
  float f;
  unsigned u;
};

// A struct with an anonymous union, which has an anonymous struct.
struct value {
  enum { INT, FLOAT, PAIR } is;
  union {
    int i;
    float f;
    struct {
      int first, second;
    };
  };
  struct value *next;
};

// Pointers to different things; the padding of one is a value of another.
union link {
  struct value *value;
  union number *number;
  const char *text;
  void *any;
};
union event {
  short kind;
  struct {
    short kind;
    int x;
  } click;
  struct {
    short kind;
    unsigned key;
    const char *name;
  } press;
};
typedef union {
  double d;
  long long bits;
} both;

static union number start = {.f = 1.5f};
static union event events[3] = {{.kind = 1}, {.click = {2, -3}}, {.press = {3, 70000, "enter"}}};
static both table[4];

static int spin(int n) {
  int s = n;
  while (n-- > 0)
    s += n;
  return s;
}

static union number half(union number n) {
  for (int i = 0; i < 2; i++)
    n.f /= 2;
  return n;
}

static struct value *cons(struct value v, struct value *rest) {
  struct value *made = malloc(sizeof *made);
  *made = v;
  made->next = rest;
  spin(1);
  return made;
}

static double sum(const struct value *v) {
  double s = 0;
  for (; v; v = v->next)
    switch (v->is) {
    case INT:
      s += v->i;
      break;
    case FLOAT:
      s += v->f;
      break;
    case PAIR:
      s += v->first * 10 + v->second;
      break;
    }
  return s;
}

static int handle(union event e, int by) {
  int *x = &e.click.x;
  if (e.kind == 2)
    for (int i = 0; i < by; i++)
      ++*x;
  return e.kind == 2   ? e.click.x * 100
         : e.kind == 3 ? (int)e.press.key + e.press.name[spin(1)]
                       : e.kind;
}

int main(void) {
  union number n = start, all[3];
  for (int i = 0; i < 3; i++)
    if (i & 1)
      all[i].i = spin(i);
    else
      all[i] = half(n);
  printf("%g %d %g\n", all[0].f, all[1].i, half(all[2]).f + start.f);

  struct value *list = NULL;
  list = cons((struct value){.is = INT, .i = -7}, list);
  list = cons((struct value){.is = FLOAT, .f = 2.25f}, list);
  list = cons((struct value){.is = PAIR, {.first = 3, .second = 4}}, list);
  int *second = &list->second;
  float *f = &list->next->f;
  *second += spin(2);
  *f *= 2;
  printf("%g\n", sum(list));

  union link link = {.value = list};
  union link *where = &link;
  spin(2);
  printf("%d\n", where->value->first);
  link.number = &all[1];
  spin(2);
  printf("%d\n", where->number->i);
  link.text = "text" + 1;
  spin(2);
  printf("%s\n", where->text);

  int handled = 0;
  for (int i = 0; i < 3; i++)
    handled += handle(events[i], 2) + spin(1);
  for (int i = 0; i < 4; i++) {
    static both last = {.d = 1};
    last.d *= 1 + i;
    table[i] = last;
    table[i].bits ^= spin(1) - 1;
  }
  printf("%d %g %g\n", handled, table[2].d, table[3].d);
  while (list) {
    struct value *next = list->next;
    free(list);
    list = next;
  }
  return spin(3);
}
