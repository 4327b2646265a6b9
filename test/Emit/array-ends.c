// An array gets one element more, so that a pointer to its end leads to nothing
// else; sizes and types in the program stay what they were.
//
// RUN: %rewrite %s -o %t.c
// RUN: FileCheck %s < %t.c
// RUN: %cc-strict -c %t.c -o %t.o
// RUN: %clang-strict -fsyntax-only %t.c

void ferry_poll(void);

// CHECK: {{^}}int path[(20) + 1]
int path[20];
// CHECK: {{^}}char text[4 + 1] {{.*}}= "abc";
char text[] = "abc";
// CHECK: {{^}}unsigned long size {{.*}}= sizeof *(int (*)[20])& path;
unsigned long size = sizeof path;
// CHECK: {{^}}int (*whole)[20] {{.*}}= (int (*)[20])&path;
int (*whole)[20] = &path;
// CHECK: {{^}}int grid[(2) + 1][3]
int grid[2][3];
// Its length is the typedef's: it is aligned to more than its size divides by.
// CHECK: {{^}}row first __ferry_apart(32);
typedef int row[4];
row first;

int main(void) {
  // CHECK: {{^}}  short here[(3) + 1] {{.*}}= {1, 2, 3}, *end = here + 3;
  short here[3] = {1, 2, 3}, *end = here + 3;
  ferry_poll();
  // CHECK: {{^}}  return *--end + (int)(sizeof *(short (*)[3])& here / sizeof *here) + grid[1][2] + text[0] + first[1];
  return *--end + (int)(sizeof here / sizeof *here) + grid[1][2] + text[0] + first[1];
}
