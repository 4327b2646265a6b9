/*===- names.c - tmpnam, whose result moves along -------------------------------===*\
 *
 * Apart from others of its kind (time.c, errors.c): a linker warns of it.
 *
\*===-------------------------------------------------------------------------===*/
#include <stdio.h>

char *__ferry_tmpnam(char *name);

char *__ferry_tmpnam(char *name) {
  static char last[L_tmpnam];
  return tmpnam(name ? name : last);
}
