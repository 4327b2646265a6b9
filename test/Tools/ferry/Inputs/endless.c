/* Runs until a file of this name appears; counts the rounds. */
#include <stdio.h>
#include <unistd.h>

int main(int argc, char **argv) {
  long rounds = 0;
  while (argc > 1 && access(argv[1], F_OK) != 0) {
    rounds++;
    usleep(2000);
  }
  puts(rounds > 0 ? "found" : "at once");
  return 0;
}
