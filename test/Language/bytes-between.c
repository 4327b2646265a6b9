// Pointers to bytes that walk over all of a struct: over padding and bit-fields, too.
//
// SOAK-WITHOUT: m68k: there are fewer bytes of padding for a pointer to lead to
// RUN: %every-poll --work=%t --to=x86_64,s390x,i686,powerpc --min-polls=30 %s
#include <stdio.h>

struct __attribute__((packed)) mixed {
  double first;
  unsigned a : 13, b : 7, c : 12;
  double last;
  unsigned short d : 3, e : 11;
};
struct gaps {
  long n;
  char tag;
  int count;
  char end;
};

static struct mixed m;

int main(void) {
  struct gaps g = {0, 0, 0, 0};
  int bytes = 0;
  // What is written: 0 everywhere, so that it is the same value on all machines.
  for (char *p = (char *)&m; p < (char *)&m + sizeof m; p++, bytes++)
    *p = 0;
  for (unsigned char *p = (unsigned char *)&g.tag; p < (unsigned char *)&g.end; p++, bytes++)
    *p = 0;
  m.b = 77;
  m.e = 1025;
  printf("%d %d %d %d %d %d\n", bytes, (int)m.a, (int)m.b, (int)m.e, g.count, g.tag);
  return 0;
}
