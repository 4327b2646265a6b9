// _Float128, where machines have it: locals, parameters, results in expressions, members,
// elements, the heap, pointers, complex numbers, variable arguments. Elsewhere it is what
// long double is.
//
// REQUIRES: x86_64, i686, s390x, aarch64
// RUN: %every-poll --work=%t --to=x86_64,s390x,i686,aarch64 --min-polls=60 %s
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

typedef _Float128 wide;

struct sample {
  char tag;
  wide value;
  struct {
    short n;
    wide pair[2];
  } in;
};

static wide total, *middle;
static wide table[3] = {1, 2, 0x1p-100};

// All 113 bits, for no printf has them everywhere.
static void show(const char *name, wide x) {
  double first = (double)x, second = (double)(x - first);
  printf("%s %a %a %a\n", name, first, second, (double)(x - first - second));
}

static wide halve(wide x, int times) {
  for (int i = 0; i < times; i++)
    x /= 2;
  return x;
}

static wide sum(const wide *from, const wide *to, wide start) {
  wide s = start;
  while (from != to)
    s += halve(*from++, 2) * halve(4, 1);
  return s;
}

static struct sample make(char tag, wide value) {
  struct sample s = {tag, halve(value, 1), {3, {value, -value}}};
  return s;
}

static wide add(int count, ...) {
  va_list list;
  wide s = 0;
  va_start(list, count);
  for (int i = 0; i < count; i++)
    s += va_arg(list, wide) + halve(1, 1);
  va_end(list);
  return s;
}

int main(void) {
  wide third = (wide)1 / 3, huge = third * 0x1p900;
  struct sample *made = calloc(3, sizeof *made);
  middle = &made[1].in.pair[1];
  for (int i = 0; i < 3; i++) {
    made[i] = make('a' + i, third * (i + 1));
    total += made[i].value + halve(third, i);
  }
  show("total", total);
  show("middle", *middle);
  show("sum", sum(table, table + 3, third));
  show("add", add(3, third, halve(huge, 700), (wide)7));
  show("huge", huge * halve(1, 3));
  for (int i = 0; i < 3; i++)
    show("made", made[i].in.pair[i & 1] / (made[i].tag - 'a' + 3));
  wide infinite = huge;
  for (int i = 0; i < 20; i++)
    infinite *= infinite > 0 ? huge : 1;
  printf("%d %d\n", infinite > huge, infinite - infinite != 0);
  free(made);
  return 0;
}
