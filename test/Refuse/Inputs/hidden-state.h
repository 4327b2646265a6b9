static inline int next_number(void) {
  static const int step = 2;
  static int number;
  return number += step;
}
