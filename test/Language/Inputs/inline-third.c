/* What the inline definition of GNU's kind leaves to another unit. */
int poll(int n);
int only_inline(int n) { return n ? only_inline(n - 1) + poll(n) : 0; }
