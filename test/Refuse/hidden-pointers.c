// Memory of numbers that is used as something with pointers.
//
// RUN: %exits 1 %rewrite %s -o %t.c 2> %t.err
// RUN: FileCheck %s < %t.err
// RUN: grep -c error: %t.err | grep -x 6
// RUN: %rewrite -Wno-ferry-hidden-pointer %s -o %t.c
struct node {
  int n;
  struct node *next;
};
struct plain {
  int n;
  long m;
};

static char room[256];
static struct {
  int used;
  long cells[64];
} arena;
double area[8];
// CHECK: :[[#@LINE+1]]:30: error: 'room' is declared as numbers and used as 'struct node', whose pointers would keep the addresses of the old machine; declare it as what it holds [-Wferry-hidden-pointer]
static struct node *global = (struct node *)room;

int polls(int n, struct node *other) {
  char local[64];
  unsigned char one;
  int i = 0;
  // CHECK: :[[#@LINE+1]]:4: error: 'room' is declared as numbers and used as 'struct node'
  ((struct node *)&room)->next = other;
  // CHECK: :[[#@LINE+1]]:6: error: 'arena' is declared as numbers and used as 'struct node *'
  *(((struct node **)&arena.cells[1])) = other;
  // CHECK: :[[#@LINE+1]]:20: error: 'area' is declared as numbers and used as 'struct node'
  struct node *p = (void *)area;
  // CHECK: :[[#@LINE+1]]:11: error: 'local' is declared as numbers and used as 'struct node'
  p = p ? (struct node *)(void *)&local[0] : global;
  // No pointers; smaller than one; nothing of the variable's own.
  struct plain *q = (struct plain *)room;
  void **small = (void **)&i, **byte = (void **)&one;
  unsigned long size = sizeof *(struct node *)room;
  while (n-- > 0)
    i += (int)size + p->n + q->n;
  return i + (small == byte);
}

// Not on the stack at a poll: the local does not move. The static one does.
int leaf(void) {
  char local[64];
  struct node *p = (struct node *)local;
  p->n = 1;
  // CHECK: :[[#@LINE+1]]:27: error: 'room' is declared as numbers and used as 'struct node'
  struct node *s = p->n ? (struct node *)room : p;
  return p->n + s->n;
}
// CHECK-NOT: error:
