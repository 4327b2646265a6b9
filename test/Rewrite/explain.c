// --explain says of each function whether it is capturable and why, its sites and
// what lives there.
//
// RUN: %rewrite %s --explain > %t.txt
// RUN: FileCheck --strict-whitespace %s < %t.txt

// CHECK: explain.c:[[@LINE+1]]: square: not capturable: left as it is
static int square(int n) { return n * n; }

// CHECK: explain.c:[[@LINE+1]]: sum: capturable: it polls in its body
static int sum(int n) {
  int buffer[4] = {0}, total = 0;
  for (int i = 0; i < n; i++) {
    // CHECK: 1 poll, line [[@LINE-1]]: n, &buffer, total, i
    buffer[i % 4] += square(i);
    total += buffer[0];
  }
  return total;
}

// CHECK: explain.c:[[@LINE+1]]: outer: capturable: it calls explain.c:sum
int outer(int n) {
  // CHECK: 1 call of sum, line [[@LINE+1]]: n
  int first = sum(n);
  // CHECK: 2 call of sum, line [[@LINE+1]]: n (clean), first
  sum(first);
  // CHECK: 3 call of sum, line [[@LINE+2]]: first (clean)
  // CHECK: 4 call of sum, line [[@LINE+1]]: __ferry_t1
  return sum(n) + sum(first);
}
