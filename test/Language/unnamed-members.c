// Members of unions that nothing names are not what the union holds: what aligns or pads.
// Without them the union goes everywhere.
//
// RUN: %every-poll --work=%t --to=x86_64,s390x,i686,powerpc --min-polls=40 %s
#include <stddef.h>
#include <stdio.h>
#include <string.h>

// The header of an allocator, after Kernighan and Ritchie.
typedef union header {
  struct {
    union header *next;
    unsigned size;
  } s;
  long double align;
  void (*function)(void);
} Header;

static Header nodes[8];
static Header *first;

// A buffer that is aligned for everything.
static union {
  char text[48];
  long long align_int;
  long double align_float;
} buffer;

// A pointer under a member that only other programs use, in a struct with a tag.
struct value {
  int kind;
  union {
    const char *name;
    size_t address;
    char raw[sizeof(void *)];
  };
};

static int spin(int n) {
  int s = 0;
  for (int i = 0; i < n; i++)
    s += i;
  return s;
}

int main(void) {
  for (unsigned i = 0; i < 8; i++) {
    nodes[i].s.next = &nodes[(i * 3 + 1) & 7];
    nodes[i].s.size = i * 10 + (unsigned)spin(3);
  }
  first = &nodes[5];
  unsigned sum = 0;
  for (int i = 0; i < 10; i++) {
    sum = sum * 7 + first->s.size;
    first = first->s.next;
    sprintf(buffer.text + (i & 7), "%d", spin(i));
  }
  printf("%u %s\n", sum, buffer.text);

  struct value value = {1, {"name"}};
  for (int i = 0; i < 5; i++)
    value.name += spin(3) == 3 && i < 2;
  printf("%s %d %zu\n", value.name, value.kind, sizeof value.raw / sizeof(char *));
  return 0;
}
