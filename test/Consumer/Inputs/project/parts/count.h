#define STEP 3
struct tally {
  int number;
  double sum;
};
void count(struct tally *into, int value);
