/* Prints what the compiler makes of types, or asserts what was printed. */
#include <float.h>
#include <stddef.h>

enum kind { NONE, SOME };
struct small {
  char c;
};
struct shorts {
  short a;
  char b;
};
struct wave {
  char name[3];
  float _Complex amplitude;
  double _Complex at[2];
  struct wave *next;
};
struct nested {
  char c;
  struct wave inner;
  long double last;
};
struct __attribute__((packed)) packed {
  char c;
  double d;
};
struct bits {
  char c;
  int a : 3;
};
struct wide_bits {
  int a : 17;
  char c;
  unsigned b : 20;
  long long d : 33;
};
struct mixed_bits {
  short a : 3;
  int b;
  char c : 2;
};
union value {
  char text[9];
  long long whole;
  void *where;
};
struct __attribute__((aligned)) most {
  char c;
};

#define NAMED(name, type) \
  struct after_##name { \
    char c; \
    type value; \
  };
#define TYPES(DO) \
  DO(bool, _Bool) DO(short, short) DO(int, int) DO(long, long) DO(llong, long long) \
  DO(float, float) DO(double, double) DO(ldouble, long double) DO(pointer, void *) \
  DO(function, function *) DO(complex, double _Complex) DO(enum, enum kind) \
  DO(wchar, wchar_t) DO(small, struct small) DO(shorts, struct shorts) \
  DO(wave, struct wave) DO(nested, struct nested) DO(packed, struct packed) \
  DO(bits, struct bits) DO(wide_bits, struct wide_bits) DO(mixed_bits, struct mixed_bits) \
  DO(value, union value) DO(most, struct most)

typedef void function(void);
TYPES(NAMED)

#ifdef PRINT
#include <stdio.h>
#define LINE(name, type) \
  printf("IS(%s, %d, %d)\n", #name, (int)sizeof(type), \
         (int)offsetof(struct after_##name, value));

int main(void) {
  TYPES(LINE)
  printf("_Static_assert(LDBL_MANT_DIG == %d, \"\");\n", LDBL_MANT_DIG);
  printf("_Static_assert((char)-1 == %d, \"\");\n", (char)-1);
  printf("_Static_assert((wchar_t)-1 %c 0, \"\");\n", (wchar_t)-1 < 0 ? '<' : '>');
  return 0;
}
#else
/* No alignment: that of double on i386 has two values, in a struct and alone. */
#define IS(name, size, offset) \
  _Static_assert(sizeof(((struct after_##name *)0)->value) == size, "size"); \
  _Static_assert(offsetof(struct after_##name, value) == offset, "offset");
#include ASSERTED
#endif
