/* handwritten-plain.c as docs/design/0002-rewriting.md says that the precompiler
 * writes it, but by hand: proves that contract and runtime carry a program before
 * there is a precompiler, and stays as the runtime's own test. What differs from
 * the precompiler's text is only the layout.
 */
#include "ferry/generated.h"
FERRY_REQUIRE_ENTRY_ABI(4);

#include <stdio.h>
#include <stdlib.h>

struct node {
  struct node *next;
  long key;
  double weight;
  char tag[3];
};

struct box {
  short small;
  double wide;
  long long sum;
  struct node *head;
  const char *label;
  int *slot;
};

typedef int (*operation)(struct box *, int);

static const struct { char text[6], gap; } __ferry_literal_1 = {"alpha", 0};
static const struct { char text[5], gap; } __ferry_literal_2 = {"beta", 0};
static const struct { char text[6], gap; } __ferry_literal_3 = {"gamma", 0};

static long total = 7;
struct node *oldest;
static const char *names[3] = {__ferry_literal_1.text, __ferry_literal_2.text, __ferry_literal_3.text};

static struct __ferry_alloc_site __ferry_alloc_sites[1];

#define IN(lo, hi) (__ferry_at - (lo) <= (hi) - (lo) + 0u)

/*===- push ------------------------------------------------------------------===*/

struct __ferry_frame_push {
  const struct __ferry_site *site;
  struct box *b;
  int k;
  struct node *n;
  int steps;
  int i;
} __ferry_record_aligned;
static const struct __ferry_site __ferry_sites_push[1];
static int __ferry_re_push(void *);

static int __ferry_in_push(void *__ferry_place, struct box *b, int k) {
  struct __ferry_frame_push *__ferry_fr = __ferry_place;
  struct node *n = __ferry_malloc(sizeof *n, &__ferry_alloc_sites[0]);
  int steps = 0;
  n->next = b->head;
  n->key = k * 1000L + b->small;
  n->weight = k / 4.0;
  n->tag[0] = 'n';
  n->tag[1] = (char)('a' + k % 26);
  n->tag[2] = 0;
  b->head = n;
  if (!oldest)
    oldest = n;
  for (int i = 0; i < k % 4 + 1; i++) {
    if (__builtin_expect(__ferry_poll_requested, 0)) {
      __ferry_fr->b = b, __ferry_fr->k = k, __ferry_fr->n = n, __ferry_fr->steps = steps, __ferry_fr->i = i;
      __ferry_fr->site = &__ferry_sites_push[0];
      __ferry_poll(__ferry_fr);
    }
    steps += i + 1;
    b->sum += steps * 3000000000LL;
  }
  n->weight += steps;
  return steps;
}

static int push(struct box *b, int k) {
  void *__ferry_place = __ferry_enter((__ferry_code)push);
  int result;
  if (__builtin_expect(__ferry_place != 0, 1))
    return __ferry_in_push(__ferry_place, b, k);
  result = __ferry_in_push(__ferry_enter_closed("push"), b, k);
  __ferry_leave_closed();
  return result;
}

static int __ferry_re_push(void *__ferry_place) {
  struct __ferry_frame_push *__ferry_fr = __ferry_place;
  unsigned __ferry_at = __ferry_fr->site->number;
  struct box *b = 0;
  int k = 0;
  struct node *n = __ferry_at ? 0 : (__ferry_malloc(sizeof *n, &__ferry_alloc_sites[0]));
  int steps = __ferry_at ? 0 : (0);
  if (!__ferry_at) {
    n->next = b->head;
    n->key = k * 1000L + b->small;
    n->weight = k / 4.0;
    n->tag[0] = 'n';
    n->tag[1] = (char)('a' + k % 26);
    n->tag[2] = 0;
    b->head = n;
    if (!oldest)
      oldest = n;
  }
  for (int i = __ferry_at ? 0 : (0); IN(1, 1) || (i < k % 4 + 1); i++) {
    if (__ferry_at == 1) {
      __ferry_at = 0;
      __ferry_refill(__ferry_fr);
      b = __ferry_fr->b, k = __ferry_fr->k, n = __ferry_fr->n, steps = __ferry_fr->steps, i = __ferry_fr->i;
      __ferry_resumed(__ferry_fr);
    } else if (__builtin_expect(__ferry_poll_requested, 0)) {
      __ferry_fr->b = b, __ferry_fr->k = k, __ferry_fr->n = n, __ferry_fr->steps = steps, __ferry_fr->i = i;
      __ferry_fr->site = &__ferry_sites_push[0];
      __ferry_poll(__ferry_fr);
    }
    if (!__ferry_at) {
      steps += i + 1;
      b->sum += steps * 3000000000LL;
    }
  }
  if (!__ferry_at)
    n->weight += steps;
  return steps;
}

/*===- walk ------------------------------------------------------------------===*/

struct __ferry_frame_walk {
  const struct __ferry_site *site;
  struct box *b;
  operation op;
  int depth;
  int (*path)[3];
  int *end;
  int t2;
} __ferry_record_aligned;
static const struct __ferry_site __ferry_sites_walk[3];

static int __ferry_in_walk(void *__ferry_place, struct box *b, operation op, int depth) {
  struct __ferry_frame_walk *__ferry_fr = __ferry_place;
  operation __ferry_t1;
  int __ferry_t2, __ferry_t3;
  int path[3] = {depth, depth * 2, depth * 3};
  int *end = path + 3;
  int got;
  if (depth <= 0)
    return (__ferry_t1 = op, __ferry_fr->site = &__ferry_sites_walk[0],
            __ferry_publish((void *)(__ferry_fr + 1), (__ferry_code)__ferry_t1),
            __ferry_t1(b, depth + 5));
  b->slot = &path[depth % 3];
  (__ferry_t2 = (__ferry_fr->b = b, __ferry_fr->op = op, __ferry_fr->depth = depth, __ferry_fr->path = &path,
                 __ferry_fr->end = end, __ferry_fr->site = &__ferry_sites_walk[1],
                 __ferry_in_walk((void *)(__ferry_fr + 1), b, op, depth - 1)),
   __ferry_t3 = (__ferry_fr->t2 = __ferry_t2, __ferry_fr->site = &__ferry_sites_walk[2],
                 __ferry_in_walk((void *)(__ferry_fr + 1), b, op, depth - 2)),
   got = __ferry_t2 + __ferry_t3);
  path[0] += got;
  b->slot = 0;
  for (int *p = path; p != end; p++)
    got += *p;
  return got;
}

static int __ferry_re_walk(void *__ferry_place) {
  struct __ferry_frame_walk *__ferry_fr = __ferry_place;
  unsigned __ferry_at = __ferry_fr->site->number;
  struct box *b = 0;
  operation op = 0;
  int depth = 0;
  operation __ferry_t1 = 0;
  int __ferry_t2 = 0, __ferry_t3 = 0;
  int path[3] = {__ferry_at ? 0 : depth, __ferry_at ? 0 : depth * 2, __ferry_at ? 0 : depth * 3};
  int *end = __ferry_at ? 0 : (path + 3);
  int got = 0;
  if (IN(1, 1) || (!IN(0, 0) && !__ferry_at && (depth <= 0)))
    return (!__ferry_at ? (void)(__ferry_t1 = op) : (void)0,
            __ferry_at == 1
                ? (__ferry_at = 0, __ferry_refill(__ferry_fr),
                   ((int (*)(void *))__ferry_reenter(__ferry_fr, (void *)(__ferry_fr + 1)))((void *)(__ferry_fr + 1)))
                : (__ferry_fr->site = &__ferry_sites_walk[0],
                   __ferry_publish((void *)(__ferry_fr + 1), (__ferry_code)__ferry_t1), __ferry_t1(b, depth + 5)));
  if (!__ferry_at)
    b->slot = &path[depth % 3];
  if (!__ferry_at || IN(2, 3))
    (!__ferry_at || IN(2, 2)
         ? (void)(__ferry_t2 =
                      __ferry_at == 2
                          ? (__ferry_at = 0, __ferry_fr->path = &path, __ferry_refill(__ferry_fr), b = __ferry_fr->b,
                             op = __ferry_fr->op, depth = __ferry_fr->depth, end = __ferry_fr->end,
                             ((int (*)(void *))__ferry_reenter(__ferry_fr, (void *)(__ferry_fr + 1)))(
                                 (void *)(__ferry_fr + 1)))
                          : (__ferry_fr->b = b, __ferry_fr->op = op, __ferry_fr->depth = depth,
                             __ferry_fr->path = &path, __ferry_fr->end = end,
                             __ferry_fr->site = &__ferry_sites_walk[1],
                             __ferry_in_walk((void *)(__ferry_fr + 1), b, op, depth - 1)))
         : (void)0,
     __ferry_t3 =
         __ferry_at == 3
             ? (__ferry_at = 0, __ferry_fr->path = &path, __ferry_refill(__ferry_fr), b = __ferry_fr->b,
                op = __ferry_fr->op, depth = __ferry_fr->depth, end = __ferry_fr->end, __ferry_t2 = __ferry_fr->t2,
                ((int (*)(void *))__ferry_reenter(__ferry_fr, (void *)(__ferry_fr + 1)))((void *)(__ferry_fr + 1)))
             : (__ferry_fr->b = b, __ferry_fr->op = op, __ferry_fr->depth = depth, __ferry_fr->path = &path,
                __ferry_fr->end = end, __ferry_fr->t2 = __ferry_t2, __ferry_fr->site = &__ferry_sites_walk[2],
                __ferry_in_walk((void *)(__ferry_fr + 1), b, op, depth - 2)),
     got = __ferry_t2 + __ferry_t3);
  if (!__ferry_at)
    path[0] += got;
  if (!__ferry_at)
    b->slot = 0;
  for (int *p = __ferry_at ? 0 : (path); (!__ferry_at && p != end); p++)
    got += *p;
  return got;
}

/*===- main ------------------------------------------------------------------===*/

struct __ferry_frame_main {
  const struct __ferry_site *site;
  struct box *box;
  operation op;
  int rounds;
  int round;
} __ferry_record_aligned;
static const struct __ferry_site __ferry_sites_main[2];

static int __ferry_in_main(void *__ferry_place, int argc, char **argv) {
  struct __ferry_frame_main *__ferry_fr = __ferry_place;
  int __ferry_t1;
  struct box box = {3, 0.5, 0, 0, 0, 0};
  operation op = push;
  int rounds = argc > 1 ? atoi(argv[1]) : 6;
  for (int round = 0; round < rounds; round++) {
    if (__builtin_expect(__ferry_poll_requested, 0)) {
      __ferry_fr->box = &box, __ferry_fr->op = op, __ferry_fr->rounds = rounds, __ferry_fr->round = round;
      __ferry_fr->site = &__ferry_sites_main[0];
      __ferry_poll(__ferry_fr);
    }
    box.label = names[round % 3];
    box.small = (short)(box.small + round);
    (__ferry_t1 = (__ferry_fr->box = &box, __ferry_fr->op = op, __ferry_fr->rounds = rounds,
                   __ferry_fr->round = round, __ferry_fr->site = &__ferry_sites_main[1],
                   __ferry_in_walk((void *)(__ferry_fr + 1), &box, op, round % 5)),
     total += __ferry_t1);
    box.wide *= 1.5;
    printf("%d %s %ld %lld %g\n", round, box.label, total, box.sum, box.wide);
  }
  for (struct node *n = box.head; n; n = n->next) {
    printf("%ld %g %s\n", n->key, n->weight, n->tag);
    if (!n->next)
      printf("oldest %s\n", n == oldest ? "kept" : "lost");
  }
  while (box.head) {
    struct node *next = box.head->next;
    __ferry_free(box.head);
    box.head = next;
  }
  return 0;
}

static int __ferry_re_main(void *__ferry_place) {
  struct __ferry_frame_main *__ferry_fr = __ferry_place;
  unsigned __ferry_at = __ferry_fr->site->number;
  int argc = 0;
  char **argv = 0;
  int __ferry_t1 = 0;
  struct box box = {3, 0.5, 0, 0, 0, 0};
  operation op = __ferry_at ? 0 : (push);
  int rounds = __ferry_at ? 0 : (argc > 1 ? atoi(argv[1]) : 6);
  for (int round = __ferry_at ? 0 : (0); IN(1, 2) || (!__ferry_at && round < rounds); round++) {
    if (__ferry_at == 1) {
      __ferry_at = 0;
      __ferry_fr->box = &box;
      __ferry_refill(__ferry_fr);
      op = __ferry_fr->op, rounds = __ferry_fr->rounds, round = __ferry_fr->round;
      __ferry_resumed(__ferry_fr);
    } else if (__builtin_expect(__ferry_poll_requested, 0)) {
      __ferry_fr->box = &box, __ferry_fr->op = op, __ferry_fr->rounds = rounds, __ferry_fr->round = round;
      __ferry_fr->site = &__ferry_sites_main[0];
      __ferry_poll(__ferry_fr);
    }
    if (!__ferry_at) {
      box.label = names[round % 3];
      box.small = (short)(box.small + round);
    }
    if (!__ferry_at || IN(2, 2))
      (!__ferry_at || IN(2, 2)
           ? (void)(__ferry_t1 =
                        __ferry_at == 2
                            ? (__ferry_at = 0, __ferry_fr->box = &box, __ferry_refill(__ferry_fr), op = __ferry_fr->op,
                               rounds = __ferry_fr->rounds, round = __ferry_fr->round,
                               ((int (*)(void *))__ferry_reenter(__ferry_fr, (void *)(__ferry_fr + 1)))(
                                   (void *)(__ferry_fr + 1)))
                            : (__ferry_fr->box = &box, __ferry_fr->op = op, __ferry_fr->rounds = rounds,
                               __ferry_fr->round = round, __ferry_fr->site = &__ferry_sites_main[1],
                               __ferry_in_walk((void *)(__ferry_fr + 1), &box, op, round % 5)))
           : (void)0,
       total += __ferry_t1);
    if (!__ferry_at) {
      box.wide *= 1.5;
      printf("%d %s %ld %lld %g\n", round, box.label, total, box.sum, box.wide);
    }
  }
  if (!__ferry_at) {
    for (struct node *n = box.head; n; n = n->next) {
      printf("%ld %g %s\n", n->key, n->weight, n->tag);
      if (!n->next)
        printf("oldest %s\n", n == oldest ? "kept" : "lost");
    }
    while (box.head) {
      struct node *next = box.head->next;
      __ferry_free(box.head);
      box.head = next;
    }
  }
  return 0;
}

int main(int argc, char **argv) { return __ferry_main(argc, argv, __ferry_in_main); }

/*===- Tables ----------------------------------------------------------------===*/

#define SCALAR(id, kind_, text, c) \
  static const struct __ferry_type id = {__ferry_kind_##kind_, 0, text, sizeof(c), _Alignof(c), 0, 0, 0, 0, 0, 0}
#define POINTER(id, text, to) \
  static const struct __ferry_type id = {__ferry_kind_Pointer, 0, text, sizeof(void *), _Alignof(void *), to, 0, 0, 0, 0, 0}

SCALAR(__ferry_type_char, Char, "char", char);
SCALAR(__ferry_type_short, Signed, "short", short);
SCALAR(__ferry_type_int, Signed, "int", int);
SCALAR(__ferry_type_long, Signed, "long", long);
SCALAR(__ferry_type_llong, Signed, "long long", long long);
SCALAR(__ferry_type_double, Float, "double", double);
SCALAR(__ferry_type_operation, FunctionPointer, "operation", operation);
static const struct __ferry_type __ferry_type_node, __ferry_type_box;
POINTER(__ferry_type_p_char, "p:char", &__ferry_type_char);
POINTER(__ferry_type_p_int, "p:int", &__ferry_type_int);
POINTER(__ferry_type_p_node, "p:struct node", &__ferry_type_node);
POINTER(__ferry_type_p_box, "p:struct box", &__ferry_type_box);
static const struct __ferry_type __ferry_type_a3_char = {__ferry_kind_Array, 0, "a3:char", sizeof(char[3]), _Alignof(char), &__ferry_type_char, 3, 0, 0, 0, 0};
static const struct __ferry_type __ferry_type_a5_char = {__ferry_kind_Array, 0, "a5:char", sizeof(char[5]), _Alignof(char), &__ferry_type_char, 5, 0, 0, 0, 0};
static const struct __ferry_type __ferry_type_a6_char = {__ferry_kind_Array, 0, "a6:char", sizeof(char[6]), _Alignof(char), &__ferry_type_char, 6, 0, 0, 0, 0};
static const struct __ferry_type __ferry_type_a3_int = {__ferry_kind_Array, 0, "a3:int", sizeof(int[3]), _Alignof(int), &__ferry_type_int, 3, 0, 0, 0, 0};
static const struct __ferry_type __ferry_type_a3_p_char = {__ferry_kind_Array, 0, "a3:p:char", sizeof(char *[3]), _Alignof(char *), &__ferry_type_p_char, 3, 0, 0, 0, 0};
static const struct __ferry_field __ferry_fields_node[] = {
    {"next", &__ferry_type_p_node, __builtin_offsetof(struct node, next)},
    {"key", &__ferry_type_long, __builtin_offsetof(struct node, key)},
    {"weight", &__ferry_type_double, __builtin_offsetof(struct node, weight)},
    {"tag", &__ferry_type_a3_char, __builtin_offsetof(struct node, tag)}};
static const struct __ferry_type __ferry_type_node = {__ferry_kind_Struct, 4, "struct node", sizeof(struct node), _Alignof(struct node), 0, 0, __ferry_fields_node, 0, 0, 0};
static const struct __ferry_field __ferry_fields_box[] = {
    {"small", &__ferry_type_short, __builtin_offsetof(struct box, small)},
    {"wide", &__ferry_type_double, __builtin_offsetof(struct box, wide)},
    {"sum", &__ferry_type_llong, __builtin_offsetof(struct box, sum)},
    {"head", &__ferry_type_p_node, __builtin_offsetof(struct box, head)},
    {"label", &__ferry_type_p_char, __builtin_offsetof(struct box, label)},
    {"slot", &__ferry_type_p_int, __builtin_offsetof(struct box, slot)}};
static const struct __ferry_type __ferry_type_box = {__ferry_kind_Struct, 6, "struct box", sizeof(struct box), _Alignof(struct box), 0, 0, __ferry_fields_box, 0, 0, 0};

static struct __ferry_alloc_site __ferry_alloc_sites[1] = {{&__ferry_type_node, "handwritten.c:36:20", 0}};


static const struct __ferry_function __ferry_function_push, __ferry_function_walk, __ferry_function_main;

#define LOCAL(f, name, type, member, where) \
  {name, &__ferry_type_##type, __builtin_offsetof(struct __ferry_frame_##f, member), __ferry_local_##where}

static const struct __ferry_local __ferry_locals_push[] = {
    LOCAL(push, "b", p_box, b, value), LOCAL(push, "k", int, k, value), LOCAL(push, "n", p_node, n, value),
    LOCAL(push, "steps", int, steps, value), LOCAL(push, "i", int, i, value)};
static const unsigned short __ferry_live_push_1[] = {0, 1, 2, 3, 4};
static const struct __ferry_site __ferry_sites_push[1] = {
    {&__ferry_function_push, 1, 46, __ferry_site_poll, 0, __ferry_live_push_1, 5}};
static const struct __ferry_function __ferry_function_push = {
    "handwritten.c:push", "handwritten.c", 35, sizeof(struct __ferry_frame_push), __ferry_locals_push, 5,
    __ferry_sites_push, 1, (__ferry_code)__ferry_re_push, "int(p:struct box,int)"};

static const struct __ferry_local __ferry_locals_walk[] = {
    LOCAL(walk, "b", p_box, b, value), LOCAL(walk, "op", operation, op, value), LOCAL(walk, "depth", int, depth, value),
    LOCAL(walk, "path", a3_int, path, address), LOCAL(walk, "end", p_int, end, value),
    LOCAL(walk, "__ferry_t2", int, t2, value)};
static const unsigned short __ferry_live_walk_2[] = {0, 1, 2, 3, 4};
static const unsigned short __ferry_live_walk_3[] = {0, 1, 2, 3, 4, 5};
static const struct __ferry_site __ferry_sites_walk[3] = {
    {&__ferry_function_walk, 1, 58, __ferry_site_indirect, 0, 0, 0},
    {&__ferry_function_walk, 2, 60, __ferry_site_call, "handwritten.c:walk", __ferry_live_walk_2, 5},
    {&__ferry_function_walk, 3, 60, __ferry_site_call, "handwritten.c:walk", __ferry_live_walk_3, 6}};
static const struct __ferry_function __ferry_function_walk = {
    "handwritten.c:walk", "handwritten.c", 53, sizeof(struct __ferry_frame_walk), __ferry_locals_walk, 6,
    __ferry_sites_walk, 3, (__ferry_code)__ferry_re_walk, "int(p:struct box,operation,int)"};

static const struct __ferry_local __ferry_locals_main[] = {
    LOCAL(main, "box", box, box, address), LOCAL(main, "op", operation, op, value),
    LOCAL(main, "rounds", int, rounds, value), LOCAL(main, "round", int, round, value)};
static const unsigned short __ferry_live_main[] = {0, 1, 2, 3};
static const struct __ferry_site __ferry_sites_main[2] = {
    {&__ferry_function_main, 1, 73, __ferry_site_poll, 0, __ferry_live_main, 4},
    {&__ferry_function_main, 2, 76, __ferry_site_call, "handwritten.c:walk", __ferry_live_main, 4}};
static const struct __ferry_function __ferry_function_main = {
    "main", "handwritten.c", 69, sizeof(struct __ferry_frame_main), __ferry_locals_main, 4,
    __ferry_sites_main, 2, (__ferry_code)__ferry_re_main, "int(int,p:p:char)"};

static const struct __ferry_function *const __ferry_functions[] = {
    &__ferry_function_push, &__ferry_function_walk, &__ferry_function_main};
static const struct __ferry_variable __ferry_variables[] = {
    {"handwritten.c:total", &__ferry_type_long, (void *)&total, 0},
    {"oldest", &__ferry_type_p_node, (void *)&oldest, 0},
    {"handwritten.c:names", &__ferry_type_a3_p_char, (void *)&names, 0},
    {"\"alpha\"", &__ferry_type_a6_char, (void *)&__ferry_literal_1.text, __ferry_variable_readonly | __ferry_variable_literal},
    {"\"beta\"", &__ferry_type_a5_char, (void *)&__ferry_literal_2.text, __ferry_variable_readonly | __ferry_variable_literal},
    {"\"gamma\"", &__ferry_type_a6_char, (void *)&__ferry_literal_3.text, __ferry_variable_readonly | __ferry_variable_literal}};
static const struct __ferry_symbol __ferry_symbols[] = {{"handwritten.c:push", (__ferry_code)push}};
static struct __ferry_unit __ferry_unit = {
    "handwritten.c", __ferry_functions, 3, __ferry_variables, 6, __ferry_symbols, 1, __ferry_alloc_sites, 1, 0};
static void __attribute__((constructor)) __ferry_register(void) { __ferry_register_unit(&__ferry_unit); }
