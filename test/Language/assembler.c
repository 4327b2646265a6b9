// Assembler in functions that can be captured: what its operands say lives on, in
// registers, in memory, in parts of structs; the same program has none on machines that
// are not x86, and polls at the same places there.
//
// RUN: %every-poll --work=%t --to=x86_64,s390x,i686,powerpc --min-polls=40 %s
// RUN: %every-poll --work=%t --to=x86_64,i686 --min-polls=40 --cc=clang --cflags=-O2 %s
#include <stdio.h>
#include <string.h>

static int poll(int n) {
  while (n > 2)
    n--;
  return n;
}

struct pair {
  int left;
  unsigned right;
};

static unsigned rotate(unsigned value, int times) {
  for (int i = 0; i < times; i++) {
#if defined(__x86_64__) || defined(__i386__)
    __asm__("roll $1, %0" : "+r"(value) : : "cc");
#else
    value = value << 1 | value >> 31;
#endif
    value += poll(i);
  }
  return value;
}

/* A label of its own in each copy, and outputs that nothing was assigned to. */
static int lowest(unsigned value) {
  int bit;
#if defined(__x86_64__) || defined(__i386__)
  __asm__ volatile("movl $-1, %0\n\t"
                   "testl %1, %1\n\t"
                   "jz 1f\n\t"
                   "bsfl %1, %0\n"
                   "1:\n"
                   "again%=:"
                   : "=&r"(bit)
                   : "r"(value)
                   : "cc");
#else
  bit = value ? __builtin_ctz(value) : -1;
#endif
  poll(4);
  return bit;
}

/* An innermost counted loop has no poll, with or without assembler. */
static unsigned total(const unsigned *value, int count) {
  unsigned sum = 0;
  for (int round = 0; round < 3; round++)
    for (int i = 0; i < count; i++) {
#if defined(__x86_64__) || defined(__i386__)
      __asm__("addl %1, %0" : "+r"(sum) : "rm"(value[i]) : "cc");
#else
      sum += value[i];
#endif
    }
  return sum;
}

static int memory(int n) {
  struct pair p = {n, 7};
  int copy[2] = {1, 2};
  poll(n);
#if defined(__x86_64__) || defined(__i386__)
  __asm__("addl $5, %0\n\taddl $6, %1" : "+m"(p.right), "+m"(copy[1]) : : "cc");
#else
  p.right += 5;
  copy[1] += 6;
#endif
  if (poll(3) == 2)
    __asm__ volatile("" ::: "memory");
  return p.left + (int)p.right + copy[poll(n) > 0] + copy[0];
}

/* Calls among the operands. */
static int cells[3];
static int *cell(int n) {
  poll(n);
  return &cells[n];
}
static int operands(int n) {
  int sum = 3, kept;
  /* Nothing but the operands, on every machine. */
  __asm__("" : "+r"(*cell(n)), "=r"(kept) : "1"(poll(n + 2) + n));
  __asm__ volatile("" : : "r"(cells[poll(n)] += 5), "r"(sum) : "memory");
  if (n)
    __asm__("" : "+m"(*cell(poll(n))));
  return sum + poll(2) + kept;
}

int main(void) {
  unsigned values[4];
  for (int i = 0; i < 4; i++) {
    values[i] = rotate(0x80000001u + i, 2 + i);
    printf("%08x %d %d\n", values[i], lowest(values[i] & ~7u), memory(i));
  }
  printf("%d %u\n", lowest(0), total(values, 4));
  for (int i = 0; i < 3; i++)
    printf("operands %d", operands(i));
  printf(" %d %d %d\n", cells[0], cells[1], cells[2]);
  return 0;
}
