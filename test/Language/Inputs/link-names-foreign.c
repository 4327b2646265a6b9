int rest(int n, int *p) {
  *p += 100;
  return n + 1000;
}
void note(int n, int *p) { *p += 50000 * n; }
int other(int n) { return n + 3333; }
