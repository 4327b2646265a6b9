// Structs with const members as results, arguments and operands within expressions.
// C initialises them, and never assigns one; the temporaries that hold them are copied
// byte by byte, into records and out of them.
//
// RUN: %every-poll --work=%t --to=x86_64,s390x,i686,powerpc --min-polls=100 --most=60 --cflags="-Wno-psabi" %s
#include <stdarg.h>
#include <stdio.h>

typedef const long key_type;
struct id {
  const short part[3];
};
struct entry {
  const struct id id;
  key_type key;
  const char *const name;
  int value;
};
typedef struct {
  const unsigned low : 5;
  volatile int high : 9;
  const volatile double weight;
} packed;
union number {
  const int i;
  const unsigned u;
};
struct deep {
  struct entry pair[2];
  struct {
    const int *const at;
    union number n;
  };
  struct entry *next;
};
struct big {
  const double d[20];
};

static const char *const names[] = {"ash", "birch", "cedar", "dogwood"};
static int field[4] = {10, 20, 30, 40};

static int spin(int n) {
  int s = 0;
  for (int i = 0; i < n; i++)
    s += i;
  return s;
}

static struct entry find(int n) {
  spin(2);
  return (struct entry){{{(short)n, (short)-n, 7}}, n * 1000L, names[n & 3], n};
}
static packed pack(int n) {
  spin(1);
  return (packed){(unsigned)n, -n, n / 2.0};
}
static union number count(int n) {
  spin(1);
  return (union number){n};
}
static struct deep nest(int n, struct entry *next) {
  struct entry a = find(n), b = find(n + 1);
  return (struct deep){{a, b}, {&field[n & 3], {n}}, next};
}
static struct big fill(int n) {
  spin(1);
  return (struct big){{[3] = n, [19] = n + 0.5}};
}
static int sum(struct entry a, struct entry b) {
  int s = spin(2);
  return s + a.value * 10 + b.value + (int)(a.key + b.key) + a.id.part[1];
}
static double deep(struct deep d, packed p, union number u, struct big b) {
  double s = spin(2) + d.pair[1].key + *d.at + d.n.i + p.low + p.high + p.weight + u.u;
  return s + b.d[3] + b.d[19] + (d.next ? d.next->value : 0);
}

// A temporary lives across the calls behind it.
static int members(int n) {
  return find(n).value + find(n + 1).id.part[0] * find(n + 2).id.part[1] +
         (int)find(n + 3).key + pack(3).low - pack(4).high + count(n).i;
}
static int arguments(int n) {
  int k = n;
  int s = sum(find(n), find(n + 1)) + sum(find(n + 2), find(1));
  s += sum((k++, find(k)), find(2)); // changes a local: before the stores
  return s + k;
}
static double all(int n) {
  struct entry here = find(n);
  return deep(nest(n, &here), pack(n), count(n), fill(n)) + deep(nest(n + 1, 0), pack(1), count(2), fill(3)) +
         here.value;
}
static int choices(int n) {
  struct entry e = n & 1 ? find(n) : find(-n);
  int s = (n & 2 ? find(n) : e).value + (spin(n), find(n + 5)).value;
  s += ({ struct entry f = find(n); spin(2); f; }).value + sum(e, ({ find(9); }));
  return s + (find(n).name[0] == 'a' && find(n + 1).value > 2 ? find(3).value : find(4).id.part[2]);
}
static int pointers(int n) {
  struct entry (*how)(int) = n & 1 ? find : find;
  int (*to)(struct entry, struct entry) = sum;
  int k = 1;
  int s = how(n).value + to(how(n), how(n + 1)) + to((k += 2, find(k)), find(spin(2)));
  return s + k;
}
static int listed(int n, ...) {
  va_list ap;
  int s = 0;
  va_start(ap, n);
  for (int i = 0; i < n; i++) {
    spin(1);
    struct entry e = va_arg(ap, struct entry);
    s += e.value + va_arg(ap, packed).low + va_arg(ap, struct entry).id.part[1];
    s += (int)va_arg(ap, struct big).d[3];
    s += e.name[0];
  }
  va_end(ap);
  return s;
}
static int variable(int n) {
  struct entry e = find(n);
  packed p = pack(n);
  int (*how)(int, ...) = listed;
  int s = listed(2, e, p, find(n), fill(n), find(2), pack(3), e, fill(1));
  return s + how(1, find(3), pack(2), e, fill(n + 1)) + how(1, e, p, find(1), fill(2)) + p.high;
}
static struct entry chain(struct entry e, int n) {
  if (n <= 0)
    return e;
  return chain((struct entry){e.id, e.key + find(n).key, find(n).name, e.value + n}, n - 1);
}
static int literals(int n) {
  struct entry list[] = {find(n), find(n + 1), chain(find(1), 2)};
  const struct entry *p = &(const struct entry){find(n).id, 5, names[1], find(2).value};
  spin(2);
  return list[0].value + list[1].id.part[0] + (int)list[2].key + p->id.part[1] + p->value;
}
static int loops(int n) {
  int s = 0;
  while (find(s).value < n)
    s += find(s + 1).value > 3 ? 2 : 1;
  for (int i = find(0).value; i < find(3).value; i += find(1).value)
    switch (find(i).value) {
    case 0: s += find(7).value; break;
    case 1: s -= chain(find(2), 2).value; /* fall through */
    default: s += 100;
    }
  do
    s++;
  while (find(s).value % 7);
  return s;
}

int main(void) {
  for (int i = 1; i < 4; i++)
    printf("%d %d %g %d %d %d %d %d\n", members(i), arguments(i), all(i), choices(i), pointers(i),
           variable(i), literals(i), loops(i * 3));
  struct entry e = chain(find(1), 4);
  printf("%d %s %ld %d\n", e.value, e.name, e.key, (int)e.id.part[1]);
  return 0;
}
