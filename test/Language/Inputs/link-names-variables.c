int count = 11;
int table[10] = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10};
int fixed = 20;
int number = 1000; // not the one with the assembler name
extern int theirs __asm__("a.number");
int more(int n) {
  while (n > 9)
    n -= 9;
  fixed += n;
  theirs++;
  return (table[9 - n] += 3) + number++;
}
int *end(void) { return &table[9]; }
