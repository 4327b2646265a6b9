/* The same with a poll in the innermost loop, asked for by the program: what a
 * badly placed poll costs. */
#ifdef FERRY_BENCH
#include <ferry/ferry.h>
#define INNER_POLL() ferry_poll()
#endif
#include "matmul.c"
