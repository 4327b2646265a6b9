/* Says which ABI it is for, its last argument, and a variable. */
#include <stdio.h>
#include <stdlib.h>

int main(int count, char **words) {
  short one = 1;
  printf("%d %d %s %s\n", *(char *)&one, (int)sizeof(long), words[count - 1],
         getenv("FERRY_EVERY"));
  return 4;
}
