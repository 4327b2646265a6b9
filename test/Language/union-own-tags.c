// Tags that are not members beside the union: in all members of the union itself, as events
// have them, and in the header of a struct, as nodes of a tree do.
//
// RUN: %every-poll --work=%t --cflags=-I%build/include --to=x86_64,s390x,i686,powerpc --min-polls=60 %s
#include <ferry/ferry.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { KEY = 1, MOTION, TEXT, QUIT };

struct any {
  short type;
  char where;
};
struct key {
  short type;
  char where;
  long code;
  struct key *before;
};
struct motion {
  short type;
  char where;
  double x, y;
};
struct text {
  short type;
  char where;
  const char *start;
  char bytes[20];
};
union event {
  short type;
  struct any any FERRY_UNION_CASE(QUIT);
  struct key key FERRY_UNION_CASE(KEY);
  struct motion motion FERRY_UNION_CASE(MOTION);
  struct text text FERRY_UNION_CASE(TEXT);
} FERRY_UNION_TAG(type);

// The same without a member for the tag alone; the tag stands behind something else.
typedef union {
  struct {
    void *owner;
    signed char kind;
  } head FERRY_UNION_CASE(0);
  struct {
    void *owner;
    signed char kind;
    float f;
  } number FERRY_UNION_CASE(-1);
  struct {
    void *owner;
    signed char kind;
    const char *name;
  } name FERRY_UNION_CASE(7);
} FERRY_UNION_TAG(head.kind) item;

// The tag in the header, two structs deep.
struct place {
  int line;
};
struct header {
  struct place at;
  struct {
    unsigned char kind, flags;
  } what;
  struct header *up;
};
struct node {
  struct header head;
  union {
    struct node *operand[2] FERRY_UNION_CASE('+', '*');
    long long number FERRY_UNION_CASE('n');
    char name[8] FERRY_UNION_CASE('v');
  } u FERRY_UNION_TAG(head.what.kind);
};

// A union with its own tag, without a name, in a struct.
struct message {
  int number;
  union {
    int kind;
    struct {
      int kind;
      const char *text;
    } said FERRY_UNION_CASE(1);
    struct {
      int kind;
      double amount;
    } paid FERRY_UNION_CASE(2);
  } FERRY_UNION_TAG(kind, 0);
};

static union event queue[8];
static unsigned first, last;
static item items[3];
static struct message inbox[3];
static struct key *newest;
static struct any *header;

static union event *post(short type) {
  union event *e = &queue[last++ % 8];
  memset(e, 0, sizeof *e);
  e->type = type;
  e->any.where = (char)('a' + last % 26);
  return e;
}

static struct node *make(unsigned char kind, int line, struct node *left, struct node *right) {
  struct node *n = malloc(sizeof *n);
  n->head.what.kind = kind;
  n->head.what.flags = 9;
  n->head.at.line = line;
  n->head.up = 0;
  if (kind == 'n') {
    n->u.number = line * 1000000007LL;
  } else if (kind == 'v') {
    snprintf(n->u.name, sizeof n->u.name, "v%d", line);
  } else {
    n->u.operand[0] = left;
    n->u.operand[1] = right;
    left->head.up = right->head.up = &n->head;
  }
  return n;
}

static long long value(const struct node *n) {
  switch (n->head.what.kind) {
  case 'n':
    return n->u.number;
  case 'v':
    return strlen(n->u.name) + n->u.name[1];
  case '+':
    return value(n->u.operand[0]) + value(n->u.operand[1]);
  default:
    return value(n->u.operand[0]) % 1000 * (value(n->u.operand[1]) % 1000);
  }
}

static int depth(const struct header *h) {
  int d = 0;
  for (; h; h = h->up)
    d += h->what.flags;
  return d;
}

static void show(const union event *e) {
  switch (e->type) {
  case KEY:
    printf("%c key %ld after %ld\n", e->any.where, e->key.code,
           e->key.before ? e->key.before->code : 0);
    break;
  case MOTION:
    printf("%c motion %g %g\n", e->any.where, e->motion.x, e->motion.y);
    break;
  case TEXT:
    printf("%c text %s %s\n", e->any.where, e->text.bytes, e->text.start);
    break;
  default:
    printf("%c %d\n", e->any.where, e->type);
  }
}

int main(void) {
  struct node *tree = make('n', 1, 0, 0);
  for (int i = 2; i < 9; i++)
    tree = make(i % 3 ? '+' : '*', i * 10, tree, make(i % 2 ? 'n' : 'v', i, 0, 0));
  struct node *deepest = tree;
  while (deepest->head.what.kind != 'n')
    deepest = deepest->u.operand[0];
  for (int i = 0; i < 12; i++) {
    union event *e = post((short)(i % 4 + 1));
    if (e->type == KEY) {
      e->key.code = -70000L * i;
      e->key.before = newest;
      newest = &e->key;
    } else if (e->type == MOTION) {
      e->motion.x = i / 3.0;
      e->motion.y = -i;
    } else if (e->type == TEXT) {
      sprintf(e->text.bytes, "text %d", i);
      e->text.start = e->text.bytes + 5;
    }
    header = &e->any;
    items[i % 3].head.owner = &items[(i + 1) % 3];
    items[i % 3].head.kind = i % 3 == 0 ? -1 : i % 3 == 1 ? 7 : 0;
    if (items[i % 3].head.kind == 7)
      items[i % 3].name.name = "seven";
    else if (items[i % 3].head.kind == -1)
      items[i % 3].number.f = i / 7.0f;
    inbox[i % 3].number = i;
    inbox[i % 3].kind = i % 3;
    if (inbox[i % 3].kind == 1)
      inbox[i % 3].said.text = items[1].name.name;
    else if (inbox[i % 3].kind == 2)
      inbox[i % 3].paid.amount = i * 0.1;
    printf("%lld %d %d\n", value(tree), depth(&deepest->head), header->type);
  }
  for (; first < last && first < 8; first++)
    show(&queue[first]);
  for (int i = 0; i < 3; i++)
    printf("%d %d %d %d\n", items[i].head.owner == &items[(i + 1) % 3], items[i].head.kind,
           inbox[i].number, inbox[i].kind);
  printf("%g %s %s %g\n", items[0].number.f, items[1].name.name, inbox[1].said.text,
         inbox[2].paid.amount);
  return 0;
}
