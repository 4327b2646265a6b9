// What cannot be rewritten is refused where it stands, with a remedy, and with why
// the function is capturable. The same in functions that cannot be on the stack at
// a poll is left alone.
//
// RUN: %exits 1 %rewrite %s -o %t.c 2> %t.err
// RUN: FileCheck %s < %t.err
// RUN: %rewrite %s -o %t.plain.c --polls=explicit -- -DPLAIN
#include <alloca.h>

#ifdef PLAIN
static int poll(int n) { return n; }
#else
static int poll(int n) {
  while (n > 5)
    n--;
  return n;
}
#endif

// CHECK: :[[@LINE+1]]:35: error: 'old' defines a type among {{.*}}; {{.*}} [-Wferry-old-style]
int old(a) struct new { int x; } *a;
{ return poll(a->x); }

// CHECK: :[[@LINE+1]]:47: error: 'inlined' has an inline definition and another one {{.*}} [-Wferry-inline]
extern inline __attribute__((gnu_inline)) int inlined(int n) { return poll(n); }
// CHECK: :[[@LINE+1]]:5: error: 'inlined' has an inline definition and another one {{.*}} [-Wferry-inline]
int inlined(int n) { return poll(n) + 0; }

int vla(int n) {
  // CHECK: :[[@LINE+1]]:9: error: the length of an array in 'vla' has a statement expression that can reach a poll, {{.*}} [-Wferry-vla]
  int a[({ poll(n); 2; })];
  // CHECK: :[[@LINE+1]]:34: error: the length of an array in 'vla' can reach a poll, in a declaration of several typedefs; {{.*}} [-Wferry-vla]
  typedef int simple[2], counted[poll(n)];
  a[0] = poll(n) + (int)sizeof(simple) + (int)sizeof(counted);
  return a[0];
}

// CHECK: :[[@LINE+1]]:29: error: the length of an array in 'changes' that a parameter points to changes something; {{.*}} [-Wferry-vla]
int changes(int n, int a[2][n++]) { return poll(a[1][0]); }

int stack(int n) {
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: memory of alloca with an alignment in 'stack' is not carried; {{.*}} [-Wferry-alloca]
  char *p = __builtin_alloca_with_align(n, 128);
  *p = poll(n);
  return *p;
}

static void *buffer[5];
int jumps(int n) {
  // CHECK: :[[@LINE+1]]:7: error: 'jumps' calls '__builtin_setjmp', whose saved position is not carried; {{.*}} [-Wferry-setjmp]
  if (__builtin_setjmp(buffer))
    return poll(n);
  return 0;
}

int inner(int n) {
  // CHECK-NOT: 'inner'
  return ({ int a = poll(n); a; });
}

int leaves(int n) {
  while (poll(n)) {
    // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: a jump in 'leaves' leaves a statement expression in the head of a loop or switch, {{.*}} [-Wferry-statement-expression]
    while (({ if (n > 3) break; n; }))
      n += ({ if (n > 3) break; 1; });
    // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: a jump in 'leaves' leaves a statement expression in the length of an array or an operand of asm; {{.*}} [-Wferry-statement-expression]
    int list[({ if (n > 3) goto end; 4; })];
    // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: a jump in 'leaves' leaves a statement expression in the length of an array or an operand of asm; {{.*}} [-Wferry-statement-expression]
    __asm__ volatile("" : : "r"(({ if (n > 3) continue; list[0]; })));
  }
end:
  return n;
}

int computed(int n) {
  return ({
    // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: a jump in 'computed' goes through an address out of a statement expression; {{.*}} [-Wferry-statement-expression]
    goto *(n ? &&one : &&two);
    n;
  });
one:
  n += poll(n);
two:
  return n;
}

int addressed(int n) {
  void *to = &&here;
  return ({
    if (poll(n))
      goto here;
    n++;
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: a jump in 'addressed' may lead to this label in a statement expression through its address; {{.*}} [-Wferry-statement-expression]
  here:
    n + (to != 0);
  });
}

int assembler(int n) {
  // CHECK: :[[@LINE+1]]:3: error: assembler in 'assembler' defines a name, {{.*}} [-Wferry-asm]
  __asm__ volatile(".Lhere: nop" : "+r"(n));
  // CHECK: :[[@LINE+1]]:3: error: assembler in 'assembler' has a statement expression that can reach a poll, or setjmp, among its operands; {{.*}} [-Wferry-asm]
  __asm__ volatile("" : : "r"(({ poll(n); 1; })));
  // CHECK: :[[@LINE+1]]:3: error: assembler in 'assembler' jumps to a label of C; {{.*}} [-Wferry-asm]
  __asm__ goto("" : : : : out);
  // CHECK: :[[@LINE+1]]:16: error: assembler in 'assembler' binds a variable to a register; {{.*}} [-Wferry-asm]
  register int bound __asm__("ecx") = n;
  __asm__ volatile("1: loop1%=: nop; nop" : "+r"(n) : "r"(bound));
out:
  return poll(n);
}

static void done(int *p) { *p = 0; }
int cleanup(int n) {
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: attribute 'cleanup' in 'cleanup' is not carried; {{.*}} [-Wferry-cleanup]
  int a __attribute__((cleanup(done))) = poll(n);
  return a;
}

struct pair { int a, b; };
static int first(const struct pair *p) { return p->a; }
int literal(int n) {
  // CHECK-NOT: 'literal'
  n += first(&(struct pair){n, 2});
  // A compound literal that is only read is a value.
  struct pair p = (struct pair){poll(n), 2};
  return poll(n) + p.a;
}

int elvis(int n) {
  // CHECK-NOT: 'elvis'
  return n ?: poll(n);
}

typedef const int fixed;
int constant(int n) {
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: a variable of 'constant' gets its 'const' from a typedef, {{.*}} [-Wferry-const-typedef]
  fixed a = n;
  return poll(n) + a;
}

int hidden(int n) {
  {
    // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: a declaration in 'hidden' hides 'n', which is needed further on; {{.*}} [-Wferry-hidden-local]
    enum { n = 3 };
    poll(n);
  }
  return n;
}

int local_type(int n) {
  enum { two = 2 };
  struct here { int a[two]; };
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: local 'h' of 'local_type' has type 'struct here', which is defined inside a function; {{.*}} [-Wferry-local-type]
  struct here h = {{n}};
  poll(n);
  return h.a[0];
}

union either { int i; void *p; };
int live_union(int n) {
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: local 'u' of 'live_union' has type 'union either', {{.*}} [-Wferry-union]
  union either u = {n};
  if (n < 0)
    u.p = &n;
  poll(*&u.i);
  return u.i;
}

int dead_union(int n) {
  // Not live at any site: nothing to say.
  // CHECK-NOT: dead_union
  union either u = {n};
  n = u.i;
  return poll(n);
}

// CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: attribute 'weak' of 'weak' does not go together with its three forms; {{.*}} [-Wferry-attribute]
__attribute__((weak)) int weak(int n, ...) { return poll(n); }

int through_a_table(int n) {
  static void *const table[] = {&&more, &&done};
more:
  n++;
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: a call that can reach a poll in a 'goto *' through a table of labels in 'through_a_table' is not supported {{.*}} [-Wferry-construct]
  goto *table[poll(n) > 3];
done:
  return n;
}
