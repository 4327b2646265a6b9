// The plain program of destructors-instrumented.cpp: locals with destructors, in a
// try block, in a loop, and exceptions that leave frames behind.
#include <cstdio>

struct Guard {
  int Number;
  long *Count;
  Guard(int Number, long *Count) : Number(Number), Count(Count) {
    std::printf("+%d\n", Number);
    ++*Count;
  }
  ~Guard() {
    std::printf("-%d\n", Number);
    --*Count;
  }
};

static long Alive;

static int spin(int Times) {
  int Sum = 0;
  for (int I = 0; I < Times; I++)
    Sum += I;
  return Sum;
}

static int risky(int Round) {
  Guard Inner(100 + Round, &Alive);
  int Sum = spin(Round + 2);
  if (Round % 2)
    throw Sum;
  return Sum;
}

static int rounds(int Count) {
  int Total = 0;
  for (int Round = 0; Round < Count; Round++) {
    Guard Outer(Round, &Alive);
    try {
      Guard Tried(10 + Round, &Alive);
      Total += risky(Round);
      std::printf("returned, %ld alive\n", Alive);
    } catch (int Sum) {
      Total += 1000 * Sum;
      std::printf("caught %d, %ld alive\n", Sum, Alive);
    }
  }
  return Total;
}

int main() {
  int Total = rounds(4);
  std::printf("%d, %ld alive\n", Total, Alive);
}
