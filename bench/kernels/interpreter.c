/* A bytecode interpreter: one loop around a switch. */
#include <stdio.h>
#include <stdlib.h>

enum op { PUSH, ADD, SUB, MUL, DUP, SWAP, LOAD, STORE, JUMP_IF, HALT };

struct instruction {
  enum op op;
  int operand;
};

/* for (n = COUNT; n; n--) sum = sum * 3 + n */
static const struct instruction code[] = {
    {LOAD, 1}, {PUSH, 3}, {MUL, 0}, {LOAD, 0}, {ADD, 0},     {STORE, 1},
    {LOAD, 0}, {PUSH, 1}, {SUB, 0}, {DUP, 0},  {STORE, 0},   {JUMP_IF, 0},
    {HALT, 0},
};

static unsigned run(const struct instruction *program, unsigned *variables) {
  unsigned stack[32], *top = stack;
  const struct instruction *next = program;
  for (;;) {
    const struct instruction *i = next++;
    switch (i->op) {
    case PUSH:
      *top++ = i->operand;
      break;
    case ADD:
      top--;
      top[-1] += *top;
      break;
    case SUB:
      top--;
      top[-1] -= *top;
      break;
    case MUL:
      top--;
      top[-1] *= *top;
      break;
    case DUP:
      *top = top[-1];
      top++;
      break;
    case SWAP: {
      unsigned swapped = top[-1];
      top[-1] = top[-2];
      top[-2] = swapped;
      break;
    }
    case LOAD:
      *top++ = variables[i->operand];
      break;
    case STORE:
      variables[i->operand] = *--top;
      break;
    case JUMP_IF:
      if (*--top)
        next = program + i->operand;
      break;
    case HALT:
      return variables[1];
    }
  }
}

int main(int argc, char **argv) {
  int repetitions = argc > 1 ? atoi(argv[1]) : 40;
  unsigned sum = 0;
  for (int i = 0; i < repetitions; i++) {
    unsigned variables[2] = {200000, i};
    sum += run(code, variables);
  }
  printf("%u\n", sum);
  return 0;
}
