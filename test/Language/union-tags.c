// Unions with a tag: members that each machine lays out and converts in its own way,
// where only the tag says which it is. Anonymous and named ones, members that are
// structs, tags that are enums, bit-fields, negative, behind the union; pointers into
// the member that is there; nothing in it, but the bytes of what was there before.
//
// RUN: %every-poll --work=%t --to=x86_64,s390x,i686,powerpc --min-polls=60 --cflags=-I%build/include %s
#include <ferry/ferry.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum kind { NIL, WHOLE, REAL, TEXT, NAME, PAIR, BYTES, SHORTS, CALL };

struct value;
typedef long (*procedure)(const struct value *);

// Everything lies over something else.
struct value {
  enum kind kind;
  union {
    long long whole FERRY_UNION_CASE(WHOLE);
    double real FERRY_UNION_CASE(REAL);
    char *text FERRY_UNION_CASE(TEXT, NAME);
    struct {
      struct value *head, *tail;
    } pair FERRY_UNION_CASE(PAIR);
    unsigned char bytes[12] FERRY_UNION_CASE(BYTES);
    short shorts[5] FERRY_UNION_CASE(SHORTS);
    procedure call FERRY_UNION_CASE(CALL);
  } as FERRY_UNION_TAG(kind, NIL);
};

// Without a name, the tag behind it and a bit-field; a member without a name; bit-fields
// in a member. One with a tag in the struct of a member.
struct event {
  union {
    struct {
      short x, y;
      long time;
    } FERRY_UNION_CASE(1, 2);
    struct {
      unsigned shift : 1, alt : 1, code : 13;
      const char *name;
    } key FERRY_UNION_CASE(-3);
    struct value value FERRY_UNION_CASE(3);
    unsigned down : 5 FERRY_UNION_CASE(0);
  } FERRY_UNION_TAG(type, -1);
  unsigned serial : 7;
  signed int type : 3;
};

// Two of them, that share a tag with another meaning; the type has the tag.
struct sample {
  signed char unit;
  union {
    int i FERRY_UNION_CASE(-5, 7);
    char c[4] FERRY_UNION_CASE(100);
  } before FERRY_UNION_TAG(unit, 0);
  char between;
  union {
    long l FERRY_UNION_CASE(-5);
    float f FERRY_UNION_CASE(0, 7, 100);
  } FERRY_UNION_TAG(unit) after;
};

static long steps(int n) {
  long s = 0;
  while (n-- > 0)
    s += n;
  return s;
}

static long length(const struct value *v) {
  long n = 0;
  for (; v && v->kind == PAIR; v = v->as.pair.tail)
    n++;
  return n;
}
static long kind_of(const struct value *v) { return (long)v->kind + steps(2); }

static struct value *make(enum kind kind) {
  struct value *v = malloc(sizeof *v);
  memset(v, 0, sizeof *v);
  v->kind = kind;
  return v;
}
static struct value *cons(struct value *head, struct value *tail) {
  struct value *v = make(PAIR);
  v->as.pair.head = head;
  v->as.pair.tail = tail;
  return v;
}
static char *copy(const char *text) {
  char *s = malloc(strlen(text) + 1);
  return strcpy(s, text);
}

static void print(const struct value *v, int depth) {
  steps(1);
  switch (v ? v->kind : NIL) {
  case NIL: printf("nil"); break;
  case WHOLE: printf("%lld", v->as.whole); break;
  case REAL: printf("%g", v->as.real); break;
  case TEXT: printf("\"%s\"", v->as.text); break;
  case NAME: printf("%s", v->as.text); break;
  case PAIR:
    printf("(");
    print(v->as.pair.head, depth + 1);
    printf(" . ");
    print(v->as.pair.tail, depth + 1);
    printf(")");
    break;
  case BYTES:
    for (int i = 0; i < 12; i++)
      printf("%02x", v->as.bytes[i]);
    break;
  case SHORTS:
    for (int i = 0; i < 5; i++)
      printf("%d,", v->as.shorts[i]);
    break;
  case CALL: printf("<%ld>", v->as.call(v)); break;
  }
  if (!depth)
    printf("\n");
}

static struct value table[4] = {
    {WHOLE, {.whole = -1234567890123}}, {REAL, {.real = 2.5}}, {NIL, {.bytes = "garbage!"}}};
static struct event queue[5];
static struct sample samples[3] = {{7, {.i = 70000}, 'b', {.f = 1.25f}},
                                   {-5, {.i = -2}, 'c', {.l = -100000}},
                                   {100, {.c = "abc"}, 'd', {.f = -8}}};
static __thread struct value own = {SHORTS, {.shorts = {1, -2, 300, -400, 5000}}};

static struct value both(struct value a, struct value b) {
  if (a.kind == WHOLE && b.kind == REAL) {
    struct value sum = {REAL, {.real = 0}};
    steps(2);
    sum.as.real = (double)a.as.whole + b.as.real;
    return sum;
  }
  steps(1);
  return a;
}

static void change(struct value *v) {
  // One object is one thing after the other, with what was there before behind it.
  static const enum kind kinds[] = {WHOLE, SHORTS, NIL, REAL, BYTES, TEXT};
  for (unsigned i = 0; i < sizeof kinds / sizeof *kinds; i++) {
    v->kind = kinds[i];
    switch (v->kind) {
    case WHOLE: v->as.whole = 0x0102030405060708; break;
    case SHORTS:
      for (int k = 0; k < 5; k++)
        v->as.shorts[k] = (short)(k * 1000 - 2000);
      break;
    case REAL: v->as.real = 1 / 3.0; break;
    case BYTES: memcpy(v->as.bytes, "bytes, 12 of", 12); break;
    case TEXT: v->as.text = (char *)"a text"; break;
    default: break;
    }
    print(v, 0);
  }
}

static void events(void) {
  for (int i = 0; i < 5; i++) {
    struct event *e = &queue[i];
    e->serial = (unsigned)(100 + i);
    e->type = i == 4 ? -1 : i == 3 ? -3 : i == 2 ? 3 : i;
    if (e->type == 1) {
      e->x = -7;
      e->y = 300;
      e->time = 123456;
    } else if (e->type == -3) {
      e->key.shift = 1;
      e->key.code = 4321;
      e->key.name = "enter";
    } else if (e->type == 3) {
      e->value.kind = PAIR;
      e->value.as.pair.head = &table[1];
      e->value.as.pair.tail = NULL;
    } else if (e->type == 0) {
      e->down = 21;
    }
    steps(1);
  }
  for (int i = 0; i < 5; i++) {
    const struct event *e = &queue[i];
    printf("%d %u:", e->type, e->serial);
    if (e->type == 1)
      printf(" %d %d %ld\n", e->x, e->y, e->time);
    else if (e->type == -3)
      printf(" %u %u %u %s\n", e->key.shift, e->key.alt, e->key.code, e->key.name);
    else if (e->type == 3)
      print(&e->value, 0);
    else if (e->type == 0)
      printf(" %u\n", e->down);
    else
      printf("\n");
  }
}

int main(void) {
  struct value *list = NULL;
  for (int i = 0; i < 3; i++) {
    struct value *v = make(i == 0 ? TEXT : i == 1 ? NAME : CALL);
    if (i == 2)
      v->as.call = kind_of;
    else
      v->as.text = copy(i ? "a name" : "text");
    list = cons(v, list);
  }
  struct value *bytes = make(BYTES), *shorts = make(SHORTS);
  memcpy(bytes->as.bytes, "\1\2\3\4\5\6\7\10\11\12\13\14", 12);
  list = cons(bytes, cons(shorts, list));
  // Pointers into what is there.
  unsigned char *third = &bytes->as.bytes[2];
  short *last = &shorts->as.shorts[4];
  double *real = &table[1].as.real;
  struct value **tail = &list->as.pair.tail;
  // One that waits for its member, while the tag says that nothing is there.
  struct value late = {NIL, {.bytes = ""}};
  double *later = &late.as.real;
  long long *whole = &table[0].as.whole;
  for (int i = 0; i < 4; i++) {
    *third = (unsigned char)(*third + 0x10);
    *last = (short)(*last - 3);
    *real *= 1.5;
    *whole += 1000;
    shorts->as.shorts[i] = (short)(i * 7);
    steps(1);
  }
  late.kind = REAL;
  *later = 0.5;
  print(&late, 0);
  print(list, 0);
  printf("%ld %d\n", length(list), *tail == list->as.pair.tail);

  struct value *many = malloc(3 * sizeof *many);
  for (int i = 0; i < 3; i++)
    many[i] = table[i];
  many = realloc(many, 6 * sizeof *many);
  for (int i = 3; i < 6; i++) {
    many[i].kind = i == 3 ? NAME : REAL;
    if (i == 3)
      many[i].as.text = copy("third");
    else
      many[i].as.real = i / 8.0;
    steps(1);
  }
  for (int i = 0; i < 6; i++)
    print(&many[i], 0);
  struct value sum = both(table[0], table[1]);
  print(&sum, 0);
  sum = both(sum, own);
  print(&sum, 0);
  own.as.shorts[2]++;
  print(&own, 0);
  change(&sum);
  change(&table[3]);
  events();
  for (int i = 0; i < 3; i++) {
    struct sample *s = &samples[i];
    steps(1);
    if (s->unit == -5)
      printf("%d %c %ld\n", s->before.i, s->between, s->after.l);
    else
      printf("%d %c %g\n", s->unit == 100 ? s->before.c[1] : s->before.i, s->between, s->after.f);
  }
  return 0;
}
