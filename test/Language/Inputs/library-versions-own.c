/* A program's own rand is called by all of its files; its state is the program's. */
#include <stdlib.h>

static int last = 4;

int rand(void) { return last = last * 5 + 1; }
