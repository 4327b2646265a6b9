/* Included with -isystem: its text is not rewritten. */
static int steps[3] = {1, 2, 3};
static int turns;
short public_state = 100; /* no int: it may end where steps starts */
static inline int turn(int by) {
  static const int weights[2] = {10, 20};
  turns += by;
  public_state = (short)(public_state - by);
  return steps[turns % 3]++ * weights[turns % 2];
}
