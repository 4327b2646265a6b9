// Bit-fields of all declared types, packed, aligned, under #pragma pack, anonymous, const,
// volatile, in unions and of function scope; in locals, parameters, results, arrays and
// on the heap; members beside them that pointers lead to. Plain ones may be unsigned, as
// the compiler says.
//
// RUN: %every-poll --work=%t --to=x86_64,s390x,i686,powerpc,aarch64,mips,armhf,m68k,riscv64 --min-polls=90 %s
// RUN: %every-poll --work=%t.unsigned --to=x86_64,s390x --most=25 --cflags=-funsigned-bitfields %s
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/timex.h>

enum color { RED, GREEN, BLUE = 5 };
enum side { LEFT = -2, RIGHT = 2 };

struct flags {
  unsigned a : 3;
  int b : 5;
  _Bool c : 1;
  enum color d : 4;
  enum side e : 4;
  unsigned : 0;
  char f : 6;
  signed char g : 3;
  unsigned short h : 11;
  long i : 29;
  unsigned long j : 31;
  long long k : 45;
  unsigned long long l : 63;
  int : 5;
  unsigned m : 7;
  volatile int n : 9;
  struct {
    unsigned p : 2, q : 30;
  };
  int last;
};

struct __attribute__((packed)) tight {
  char c;
  unsigned a : 3, b : 17;
  long long w : 64;
  short s;
  unsigned z : 1;
};

#pragma pack(push, 2)
struct pragma {
  char c;
  int x : 20;
  long long y : 40;
  int z;
};
#pragma pack(pop)

struct __attribute__((aligned(32))) wide {
  unsigned x : 9;
  struct flags in;
  int : 0;
  int y : 2;
};

typedef struct {
  unsigned kind : 2;
  union {
    int i;
    float f;
  };
  struct {
    unsigned x : 4;
    int y : 28;
  } in[3];
} tagged;

// Each member has the kind in the same bits.
union event {
  struct {
    unsigned kind : 3, key : 13;
    short at;
  } press;
  struct {
    unsigned kind : 3;
    unsigned : 13;
    short at;
    float x;
  } move;
};

static struct flags global = {.a = 7, .b = -16, .c = 1, .d = BLUE, .e = LEFT, .m = 101};
static struct tight tights[3];
static struct wide wide;
static const struct {
  const unsigned once : 12;
  const struct {
    signed never : 3;
  };
} fixed[2] = {{4000, {-4}}, {17, {3}}};
static struct flags *chain[2] = {&global, &wide.in};

static int spin(int n) {
  int s = 0;
  for (int i = 0; i < n; i++)
    s += i;
  return s;
}

static struct flags make(int n) {
  struct flags f = {.a = n & 7, .b = n % 16, .m = 99};
  f.k = -(long long)n * 1000000007;
  f.l = ~0ull >> 2;
  f.i = -spin(n);
  f.j = 0x7fffffff - n;
  f.n = -n;
  f.p = n & 3;
  f.q = n * 77;
  f.last = spin(n);
  f.f = 17;
  f.g = -4 + spin(n) % 3;
  f.h = 2000 + n;
  return f;
}

static void show(const struct flags *f) {
  printf("%d %d %d %d %d %d %d %d %ld %lu", f->a, f->b, f->c, f->d, f->e, f->f, f->g, f->h,
         (long)f->i, (unsigned long)f->j);
  printf(" %lld %llu %d %d %d %d %d\n", (long long)f->k, (unsigned long long)f->l, f->m, f->n,
         f->p, f->q, f->last);
}

static double handle(union event e, int by) {
  if (e.press.kind == 1)
    for (int i = 0; i < by; i++)
      e.press.key += 100, e.press.at--;
  else
    e.move.x /= spin(3);
  return e.press.kind == 1 ? e.press.key - e.press.at : e.move.x;
}

static int local_types(int n) {
  struct pair {
    unsigned low : 5;
    int high : 11;
  } p = {n & 31, -n};
  for (int i = 0; i < 2; i++)
    p.low += 3, p.high -= spin(3);
  struct pair q = p;
  q.low ^= spin(2);
  return q.low * 1000 + p.high;
}

int main(void) {
  struct flags local = make(5), *heap = calloc(4, sizeof *heap);
  tagged t[2] = {{.kind = 1, .i = -5}, {.kind = 2, .f = 2.5f}};
  struct pragma pr = {1, -500000, -500000000000, 7};
  union event events[2] = {{.press = {1, 8000, -3}}, {.move = {2, 0, 9}}};
  struct timex clock;
  int *last = &heap[2].last;
  memset(&clock, 0, sizeof clock);
  for (int i = 0; i < 4; i++) {
    heap[i].b = spin(i) - 3;
    heap[i].c = i & 1;
    heap[i].k = i - 2;
    wide.in.a += spin(2);
    wide.x += 100;
    wide.y = i - 2;
    tights[i % 3].w = -(1LL << (60 - i));
    tights[i % 3].b = 0x1ffff - i;
    tights[i % 3].z = i & 1;
    tights[i % 3].s = (short)-i;
    tights[i % 3].a = (i + spin(1)) & 7;
    t[i & 1].in[i % 3].y = -100000 * i;
    t[i & 1].in[i % 3].x = (i + 5) & 15;
    pr.x += spin(i);
    pr.y += 1000000007;
    pr.z--;
    *last += i;
    local.b--;
    local.n ^= 5;
    chain[i & 1]->h += spin(3);
    clock.modes += i;
    show(&local);
    show(&heap[i]);
    show(chain[i & 1]);
    printf("%g %d %d\n", handle(events[i & 1], i), local_types(i), make(i).b + make(3).g);
  }
  local = make(spin(4));
  show(&local);
  struct flags copy = local;
  copy.a = make(3).a + spin(2);
  show(&copy);
  for (int i = 0; i < 3; i++)
    printf("%lld %d %d %d %d\n", (long long)tights[i].w, tights[i].b, tights[i].z, tights[i].s,
           tights[i].a);
  for (int i = 0; i < 6; i++)
    printf("%d %d\n", t[i / 3].in[i % 3].x, t[i / 3].in[i % 3].y);
  for (int i = 0; i < 2; i++)
    printf("%d %d\n", fixed[spin(2) - i].once, fixed[i].never);
  printf("%d %g %d %lld %d %d %d %u\n", t[0].i, t[1].f, pr.x, (long long)pr.y, pr.z, wide.x,
         wide.y, clock.modes);
  free(heap);
  return spin(2);
}
