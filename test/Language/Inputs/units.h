#ifndef UNITS_H
#define UNITS_H
struct item {
  const char *name;
  int count;
};
typedef int (*visitor)(struct item item, int factor);

int other(struct item item, visitor visit);
int callback(struct item item, int factor);
int shared(struct item *item);
int other_counter(void);

static inline int twice(int n) {
  int sum = 0;
  for (int i = 0; i < 2; i++)
    sum += n;
  return sum;
}
static inline int never_called(int n) {
  while (n > 0)
    n--;
  return n;
}
#endif
