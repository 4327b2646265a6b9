#include <ferry/ferry.h>
#include <stdio.h>

int main(void) {
  for (int i = 0; i < 3; i++) {
    for (int j = 0; j < 100; j++)
      if (j == 50)
        ferry_poll();
    printf("%d\n", i);
  }
  return 0;
}
