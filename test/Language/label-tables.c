// goto through tables of labels: an interpreter with a static table and one with an
// automatic one, nested calls of it, labels inside loops and blocks, a table with a gap.
//
// RUN: %every-poll --work=%t --to=x86_64,s390x,i686,powerpc --min-polls=50 --cflags=-Wno-pedantic %s
// RUN: %every-poll --work=%t --to=x86_64,i686 --min-polls=50 --cc=clang --cflags=-O2 %s
#include <stdarg.h>
#include <stdio.h>

enum { Push, Add, Less, Jump, Call, Print, Return };

struct frame {
  const signed char *pc;
  int stack[8], depth;
};

static int run(const signed char *code, int argument);

static int run(const signed char *code, int argument) {
  static const void *const table[] = {&&push, &&add,   &&less,    &&jump,
                                      &&call, &&print, &&give_back};
  struct frame f = {code, {0}, 0};
  int executed = 0;
  f.stack[f.depth++] = argument;
#define NEXT                                                                     \
  executed++;                                                                    \
  goto *table[(int)*f.pc++]
  NEXT;
push:
  f.stack[f.depth++] = *f.pc++;
  NEXT;
add:
  f.depth--;
  f.stack[f.depth - 1] += f.stack[f.depth];
  NEXT;
less:
  f.stack[f.depth] = f.stack[f.depth - 1] < *f.pc++;
  f.depth++;
  NEXT;
jump: {
  int offset = *f.pc++;
  if (f.stack[--f.depth])
    f.pc += offset;
}
  NEXT;
call: {
  int result = run(code, f.stack[f.depth - 1] + *f.pc++);
  f.stack[f.depth - 1] += result;
}
  NEXT;
print:
  printf("%d after %d\n", f.stack[f.depth - 1], executed);
  NEXT;
give_back:
  return f.stack[f.depth - 1];
}

static int states(const char *text) {
  void *where[3] = {&&space, &&word, [2] = &&end};
  int words = 0, letters = 0;
  while (1) {
    int kind = *text == 0 ? 2 : *text != ' ';
    text++;
    goto *where[kind];
  word:
    letters++;
    for (; *text && *text != ' '; text++)
      letters++;
    words++;
    if (sizeof where / sizeof where[0] > 3)
      words = 0;
  space:;
  }
end:
  return words * 100 + letters;
}

/* Clang 14 jumped to the first label only in a re-entry form that had such a table. */
static int turns(int n, ...) {
  static void *const table[] = {&&more, &&out};
  va_list ap;
  va_start(ap, n);
  int next = 0, seen[3] = {0, 0, 0};
  int s = 0, at = 0;
more:
  if (n-- == 0) next = 1;
  else { s = s * 2 + va_arg(ap, int); seen[at++ % 3] = next; }
  goto *table[next];
out:
  va_end(ap);
  for (int i = 0; i < 3; i++) s += seen[i] == 0;
  return s;
}

/* Cannot be on the stack at a poll. */
static int direct(int n) {
  static void *const table[] = {&&zero, &&one};
  goto *table[n & 1];
zero:
  return 10;
one:
  return 11;
}

int main(void) {
  static const signed char code[] = {Less, 3, Jump, 5, Print, Push, 2, Add, Return,
                                     Call, 1, Print, Push, 1, Add, Return};
  printf("%d %d\n", run(code, 0), direct(3));
  printf("%d\n", turns(4, 3, 1, 4, 1));
  printf("%d\n", states("the quick  brown fox "));
  return 0;
}
