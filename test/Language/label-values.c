// Addresses of labels in variables: locals, a static, an array filled at run time,
// members, memory of the heap (threaded code), through a function that returns them;
// differences of two, labels of a block, a jump whose target is a call.
//
// RUN: %every-poll --work=%t --to=x86_64,s390x,i686,powerpc --min-polls=80 "--cflags=-Wno-pedantic -Wno-dangling-pointer" %s
// RUN: %every-poll --work=%t --to=x86_64,i686 --min-polls=80 --cc=clang "--cflags=-O2 -Wno-pedantic -Wno-gnu-label-as-value" %s
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

/* The next state in a local, and in one that has an address. */
static int machine(const char *text) {
  void *next = &&space, *before = 0, **at = &before;
  int words = 0, again = 0;
  goto *next;
space:
  if (*text == ' ')
    text++;
  else
    next = *text ? &&word : &&end;
  *at = &&space;
  goto *next;
word:
  if (before == &&space)
    words++;
  before = &&word;
  if (!*text || *text++ == ' ')
    next = &&space;
  goto *next;
end:
  if (!again++ && before != next) {
    text = "again and again";
    goto **at;
  }
  return words;
}

/* Threaded code: compiled once, into memory that outlives the call. */
struct op {
  void *code;
  long operand;
};
enum { Push, Add, Loop, Print, Halt, Count };

static struct op *compile(const signed char *source, int n);

static long run(const struct op *program, const signed char *source, int length,
                struct op **compiled) {
  static void *codes[Count];
  long stack[4] = {0, 0, 0, 0};
  int depth = 0;
  const struct op *pc = program;
  if (!codes[0]) {
    codes[Halt] = &&halt;
    codes[Push] = &&push;
    codes[Add] = &&add;
    codes[Loop] = &&loop;
    codes[Print] = &&print;
  }
  if (compiled) {
    struct op *made = calloc((size_t)length, sizeof *made);
    for (int i = 0; i < length; i++) {
      made[i].code = codes[source[2 * i]];
      made[i].operand = source[2 * i + 1];
    }
    *compiled = made;
    return length;
  }
  goto *pc->code;
push:
  stack[depth++] = pc->operand;
  goto *(++pc)->code;
add:
  depth--;
  stack[depth - 1] += stack[depth];
  goto *(++pc)->code;
loop:
  if (stack[depth - 1] < pc->operand)
    pc = program;
  goto *(++pc)->code;
print:
  printf("%ld at %d\n", stack[depth - 1], (int)(pc - program));
  goto *(++pc)->code;
halt:
  return stack[depth - 1];
}

static struct op *compile(const signed char *source, int n) {
  struct op *made;
  run(0, source, n, &made);
  return made;
}

/* Offsets instead of addresses, and a constant table of them. */
static int offsets(const unsigned char *code) {
  static const int table[] = {&&one - &&base, &&two - &&base, &&out - &&base};
  int sum = 0;
base:
  goto *(&&base + table[*code++]);
one:
  sum += 1;
  goto *((char *)&&base + table[*code++]);
two:
  sum += 20;
  goto *(&&base + table[*code++]);
out:
  return sum;
}

/* Labels of blocks, in a macro that is used twice. */
#define STEPS(n, count)                                                          \
  do {                                                                           \
    __label__ more, done;                                                        \
    void *to;                                                                    \
  more:                                                                          \
    to = (count)++ < (n) ? &&more : &&done;                                      \
    goto *to;                                                                    \
  done:;                                                                         \
  } while (0)

static int blocks(int n) {
  int a = 0, b = 0;
  STEPS(n, a);
  STEPS(n + 2, b);
  return a * 100 + b;
}

/* The target is the result of a call that is captured itself. */
static void *choose(void *const *from, int n) {
  int at = 0;
  for (int i = 0; i < n; i++)
    at = (at + i) % 3;
  return from[at];
}

static int chosen(int n) {
  void *labels[] = {&&zero, &&one, &&two};
  struct {
    void *last;
    int count;
  } state = {0, 0};
again:
  state.count++;
  goto *(state.last = choose(labels, n + state.count));
zero:
  n += 3;
one:
  if (state.count < 6)
    goto again;
two:
  return state.count * 10 + (state.last == &&two) + (state.last != &&zero);
}

/* Clang 14 jumped to the first label only, when the re-entry form had a table of them. */
static int turns(int n, ...) {
  va_list ap;
  va_start(ap, n);
  void *next = &&more;
  int s = 0, seen[3] = {0, 0, 0}, at = 0;
more:
  if (n-- == 0)
    next = &&out;
  else {
    s = s * 2 + va_arg(ap, int);
    seen[at++ % 3] = n;
  }
  goto *next;
out:
  va_end(ap);
  for (int i = 0; i < 3; i++)
    s += seen[i] == 0;
  return s;
}

/* One leaves a label in memory, for its next call; one does not. */
static int kept(int n) {
  static void *where;
  if (!where)
    where = &&first;
  goto *where;
first:
  where = &&second;
  return n;
second:
  where = &&first;
  return -n;
}

static int direct(int n) {
  void *to = n > 3 ? &&big : &&small, *other;
  other = &&small;
  if (n < 0)
    goto *other;
  goto *to;
big:
  return 1;
small:
  return 2;
}

int main(void) {
  static const signed char source[] = {Push, 1, Push, 2, Add, 0, Print, 0, Loop, 9, Halt, 0};
  static const unsigned char steps[] = {0, 1, 1, 0, 1, 2};
  printf("%d\n", turns(4, 3, 1, 4, 1));
  printf("%d words\n", machine(" the quick  brown fox "));
  struct op *program = compile(source, 6);
  printf("%ld\n", run(program, 0, 0, 0));
  free(program);
  printf("%d %d %d\n", offsets(steps), blocks(3), chosen(2));
  for (int i = 0; i < 5; i++)
    printf("%d %d\n", kept(i), direct(i));
  return 0;
}
