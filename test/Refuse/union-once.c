// A union that can't be carried is one thing to change: it is reported once, not for each
// variable that leads to it. Another union is another error.
//
// RUN: %exits 1 %rewrite %s -o %t.c 2> %t.err
// RUN: FileCheck %s < %t.err
// RUN: grep -c error: %t.err | grep -x 2
int number(void);
void poll(void);

// CHECK: union-once.c:[[#@LINE+9]]:15: error: variable 'first' has type {{.*}} [-Wferry-union]
// CHECK: union-once.c:[[#@LINE+2]]:3: note: 'is' comes into it here
struct value {
  union {
    char *text;
    double number;
  } is;
};
// CHECK: error: variable 'other' has type {{.*}} [-Wferry-union]
struct value *first = 0, *second[3] = {0};
union other { void *to; long number; } other;

int run(struct value *here) {
  struct value *there = here;
  for (int i = 0; i < number(); i++)
    poll();
  there->is.text = "", *&here->is.number = 1;
  other.to = 0, *&other.number = 1;
  return there != first || second[0];
}
