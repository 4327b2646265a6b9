/* Inline in a header: inline-other.c has the external definitions. */
int poll(int n);

inline int digits(int n);
inline int digits(int n) {
  int d = 1;
  while (n /= 10)
    d++;
  return d;
}

inline __attribute__((always_inline)) int apply(int (*f)(int), int n) {
  int sum = 0;
  for (int i = 0; i < n; i++)
    sum += f(i) * digits(sum + 90) + poll(2);
  return sum;
}

extern inline __attribute__((gnu_inline)) int only_inline(int n) {
  return n ? only_inline(n - 1) + poll(n) : 0;
}
