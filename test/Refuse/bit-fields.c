// A temporary for an expression of long bit-fields would have another type than one of
// the compilers gives it: GCC's has 40 bits, Clang's 64; and Clang forgets what s.three++
// comes out of. Where no temporary is needed, it is the value of a bit-field itself, or
// an int is made of it first, nothing is refused.
//
// RUN: %exits 1 %rewrite %s -o %t.c 2> %t.err
// RUN: FileCheck %s < %t.err
// RUN: grep -c error: %t.err | grep -x 6
struct bits {
  unsigned three : 3;
  unsigned long long forty : 40;
} s;

int next(int n) {
  while (n > 9)
    n--;
  return n;
}

int refused(int n) {
  // CHECK: bit-fields.c:[[#@LINE+1]]:7: error: arithmetic of a long bit-field as the value of a statement expression in 'refused' is not supported {{.*}} [-Wferry-construct]
  n = ({ n = next(n); s.forty << 2; }) - 5 < 0;
  // CHECK: bit-fields.c:[[#@LINE+1]]:8: error: a choice of bit-fields of which compilers make different types in 'refused' {{.*}}
  n = (next(n) ? s.three++ : 0) - 5 < 0;
  // CHECK: bit-fields.c:[[#@LINE+1]]:8: error: a choice of bit-fields {{.*}}
  n = (next(n) ? s.forty : 0) << 30 > 1;
  // CHECK: bit-fields.c:[[#@LINE+1]]:8: error: a choice of bit-fields {{.*}}
  n = (next(n) ? 0 : -(s.forty + 1)) > 1;
  // CHECK: bit-fields.c:[[#@LINE+1]]:8: error: a choice of bit-fields {{.*}}
  n = (s.forty ?: (unsigned)next(n)) << 30 > 1;
  // CHECK: bit-fields.c:[[#@LINE+1]]:8: error: arithmetic of a long bit-field behind a comma in 'refused' {{.*}}
  n = (next(n), s.forty << 20) >> 30 > 1;
  return n;
}

int carried(int n) {
  n = (next(n), s.three) - 5 < 0;
  n += ({ n = next(n); s.three = 2; }) - 5 < 0;
  n += (next(n), s.forty) << 20 > 1;
  n = (next(n) ? s.three : s.three) - 5 < 0;
  n += (next(n) ? (unsigned long long)s.forty : 0) << 30 > 1;
  for (int i = 0; i < n; i++, next(i), s.three = 3)
    next(i), s.forty = 3;
  n = (next(n), s.three);
  if (next(n), s.forty)
    n = next(n) ? s.forty : 0;
  unsigned long long wide = (next(n), s.forty << 8);
  return s.forty + next(n) > wide && (next(n), s.three);
}
