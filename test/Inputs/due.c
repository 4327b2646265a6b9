/* Stands for __ferry_poll_requested in programs that test/every-poll.py builds
 * (-D__ferry_poll_requested=__ferry_test_due()): the FERRY_TEST_DUE-th poll takes
 * the slow path and none before it; behind it each one, in case the capture has to
 * wait, or with FERRY_TEST_ONCE none. FERRY_AT_POLL alone sends each poll that way,
 * and what one stores there would hide that a later one does not store it. Polls before
 * the runtime has started (in constructors) don't count, as they don't without this. */
#include <stdlib.h>

extern volatile int __ferry_poll_requested;

static unsigned long long due = 1;
static int once;

/* Before the program clears its environment. */
__attribute__((constructor(101))) static void read_settings(void) {
  const char *text = getenv("FERRY_TEST_DUE");
  if (text)
    due = strtoull(text, NULL, 10);
  once = getenv("FERRY_TEST_ONCE") != NULL;
}

int __ferry_test_due(void) {
  static unsigned long long polls;
  if (!__ferry_poll_requested)
    return 0;
  polls++;
  return polls == due || (polls > due && !once);
}
