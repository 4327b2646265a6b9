// Unions with pointers over numbers and no tag: the byte behind their members goes where
// they go, through copies, results, initialisers, fields of structs, arrays, the heap.
//
// RUN: %every-poll --work=%t --cflags=-Wno-missing-field-initializers --to=x86_64,s390x,i686,powerpc --min-polls=100 %s
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef union {
  long number;
  const char *text;
  double real;
  struct {
    int low;
    const char *high;
  } two;
  int (*function)(int);
} value;

struct token {
  int kind;
  union {
    int i;
    char *s;
    struct token *next;
    struct {
      short a, b;
      const char *name;
    };
  };
  union {
    float f;
    struct token *token;
  } * box;
};

static value stack[16], last;
static int top;
static struct token *list;
static struct option {
  const char *name;
  union {
    int flag;
    struct token **list;
    char bytes[12];
  } is[2];
} options[] = {{"a", {{.flag = 1}, {.list = &list}}}, {"b", {{2}, {.bytes = "twelve"}}}, {"c", {{0}}}};

struct first {
  union {
    long number;
    char *text;
  } is;
  int kind;
};
static struct first zeros[3] = {0};

static struct named {
  short kind;
  union {
    long number;
    const char *text;
    struct { int low; const char *high; } two;
    struct { short a; const char *b; };
  } u[2];
  union {
    double real;
    const struct named *link;
  };
} named[] = {{.kind = 1, .u[0].number = 5, .u[1].text = "by name", .real = 1.5},
             {2, .u[1].two.low = 7, .u[1].two.high = "high", .link = named},
             {3, .u[0] = {.text = "text"}, .u[1].b = "b", .u[1].a = 3, .link = &named[1]},
             [3].kind = 4, [3].u[1].number = 1, [3].u[1].text = "last", [3].real = 0.5},
  more[3] = {[0 ... 2] = {.u[0].text = "range", .u[1].number = 9}, [1].u[0].number = 8};

#define SET(v, n) ((v)->number = (n))

static int twice(int n) {
  int sum = 0;
  for (int i = 0; i < 2; i++)
    sum += n;
  return sum;
}
static int thrice(int n) { return twice(n) + n; }

static value *slot(int i) {
  value *r = stack;
  while (i-- > 0)
    r++;
  return r;
}
static void push(value v) { stack[top++] = v; }
static value pop(void) { return stack[--top]; }

/* Can't be captured; what v happens to hold is nothing that it holds. */
static value pair(int low, const char *high) {
  value v;
  v.two.low = low;
  v.two.high = high;
  return v;
}
static void dirty(void) {
  volatile char bytes[200];
  memset((char *)bytes, 3, sizeof bytes);
}

static value number(long n) {
  value v;
  SET(&v, n);
  for (int i = 0; i < 2; i++)
    v.number++;
  return v;
}

static void add(int kind, int i) {
  struct token *t = calloc(1, sizeof *t);
  t->kind = kind;
  t->box = malloc(sizeof *t->box);
  switch (kind) {
  case 0:
    t->i = i;
    t->box->f = i * 0.5f;
    break;
  case 1:
    t->s = malloc(8);
    sprintf(t->s, "s%d", i);
    t->box->token = list;
    break;
  case 2:
    t->next = list;
    (*t->box).f = 2.5f;
    break;
  default:
    t->a = i, t->b = -i;
    t->name = "name";
    t->box[0].token = t;
    break;
  }
  struct token *copy = malloc(sizeof *copy);
  memcpy(copy, t, sizeof *copy);
  if (kind > 2)
    copy->box->token = copy;
  free(t);
  list = copy;
}

static long look(const struct token *t) {
  switch (t->kind) {
  case 0:
    return t->i + (long)(t->box->f * 2);
  case 1:
    return t->s[1] + (t->box->token ? t->box->token->kind : 50);
  case 2:
    return (t->next ? t->next->kind : 50) + (long)(t->box->f * 4);
  default:
    return t->a * 2 + t->b + t->name[1] + t->box->token->kind;
  }
}

int main(void) {
  long sum = 0;
  for (int i = 0; i < 6; i++) {
    value v = number(i);
    push(v);
    slot(top - 1)->number += twice(i);
    (i & 1 ? &stack[0] : slot(1))->real = 1.5 * i;
    push((value){.text = "literal"});
    last = v.number > 4 ? pop() : stack[0];
    last.function = i & 1 ? twice : thrice;
    sum += last.function(i);

    value w, *at = &w;
    dirty();
    w = pair(i, "high");
    sum += twice(at->two.low) + at->two.high[0];
    at->two.low = twice(i + 1);
    sum += thrice(at->two.low) + at->two.high[1];
    at->number = last.number = 3;
    if ((at->number = twice(i)) > 3)
      pop(), sum++;
    memset(at, 0, sizeof *at);
    at->two.low = i;
    sum += twice(at->two.low);

    value copies[2];
    copies[0] = *at;
    copies[1].real = 0.25;
    memcpy(&stack[8], copies, 2 * sizeof copies[0]);
    memmove(&stack[9], &stack[8], 2 * sizeof *stack);
    sum += twice(stack[9].two.low) + (long)(stack[10].real * 4);

    add(i % 4, i);
    for (int k = 0; k < 2; k++)
      sum += look(list);
    options[2].is[i & 1].flag += i;

    struct first here = {0}, both[2] = {0};
    zeros[i % 3].is.number += twice(i) + here.is.number;
    both[1].is.text = i & 1 ? "odd" : "even", both[0].kind = twice(i);
    zeros[2] = both[i & 1];
    sum += thrice(i) + both[0].kind + *both[1].is.text + zeros[1].is.number;
    zeros[2].is.number = 0;

    struct named in = {.u[0].two = {twice(i), "in"}, .link = &named[i % 3]};
    sum += twice(in.u[0].two.low) + *in.u[0].two.high + in.link->kind;
    sum += named[0].u[0].number++ + *named[0].u[1].text + (long)(named[0].real * 2) +
           named[1].u[1].two.low + *named[1].u[1].two.high + named[1].link->kind +
           *named[2].u[0].text + named[2].u[1].a + *named[2].u[1].b + named[2].link->kind +
           *named[3].u[1].text + (long)(named[3].real * 4) + *more[2].u[0].text +
           more[1].u[1].number + more[1].u[0].number;
    printf("%ld %d %d\n", sum, top, options[0].is[0].flag + options[1].is[0].flag);
  }
  for (int i = 0; i < 2; i++)
    printf("%s %c %d\n", options[i].name, options[1].is[1].bytes[i],
           (*options[0].is[1].list)->kind + options[2].is[i].flag);
  return 0;
}
