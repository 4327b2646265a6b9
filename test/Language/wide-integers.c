// What is widest on a machine: 128 bits here and 64 there. A value that fits is carried.
//
// RUN: %every-poll --work=%t --to=x86_64,s390x,i686,powerpc --min-polls=20 %s
// RUN: %every-poll --work=%t --to=i686 --cc=clang --most=8 --cflags=-O0 %s
#include <stdio.h>

#ifdef __SIZEOF_INT128__
typedef __int128 widest;
#define PLAIN unsigned __int128
#else
typedef long long widest;
#define PLAIN unsigned long long
#endif

struct entry {
  char tag;
  widest value;
  PLAIN mask[2];
};

static widest total = -7;

static widest power(widest base, int n) {
  PLAIN times = 0;
  widest r = 1;
  for (int i = 0; i < n; i++, times++)
    r *= base;
  return times == (PLAIN)n ? r : 0;
}

int main(void) {
  struct entry e = {'e', -1, {3, 0x7fffffffffffffff}};
  for (int i = 0; i < 6; i++) {
    total += power(-9, i) + e.value;
    e.value *= i - 3;
    e.mask[0] <<= 5;
    printf("%lld %lld %llu %llu\n", (long long)total, (long long)e.value,
           (unsigned long long)e.mask[0], (unsigned long long)e.mask[1]);
  }
  return 0;
}
