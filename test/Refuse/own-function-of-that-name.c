// A user's own function is not the library's of that name.
//
// RUN: %rewrite %s -o %t.c -- -fno-builtin
// RUN: FileCheck %s < %t.c
// CHECK: int getline(char *s, int n) {
int getline(char *s, int n) {
  s[n] = 0;
  return n;
}
static int rand(void) { return 4; }
int main(void) {
  char s[4];
  return getline(s, 2) + rand();
}
