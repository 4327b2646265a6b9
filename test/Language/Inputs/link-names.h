struct pair {
  int a;
  double d;
};
int rest(int n);
int far(int n);
int hook(int n) __attribute__((weak));
int labelled(int n) __asm__("a.label");
int again(int n), shown(int n), ascend(int n), overridden(int n);
int others(int n);
__attribute__((weak)) int both(int n, const char *t);
extern int (*const elsewhere[3])(int);

static int inner(int n) {
  int s = 0;
  while (n-- > 0)
    s += n;
  return s;
}
// A weak definition in a header: the linker takes one.
__attribute__((weak)) int shared(int n) {
  static int calls;
  calls += inner(n);
  return calls;
}
