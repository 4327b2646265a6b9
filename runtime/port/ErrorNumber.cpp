#include "port/ErrorNumber.h"

#include <cerrno>
#include <cstring>

using namespace ferry;

int *port::errorPlace() { return &errno; }

std::string_view port::errorName(int Number) {
  const char *Name = Number ? strerrorname_np(Number) : nullptr;
  return Name ? Name : "";
}

int port::errorNumber(std::string_view Name) {
  // As many as a system call of Linux can return.
  for (int Number = 1; Number < 4096; ++Number)
    if (errorName(Number) == Name)
      return Number;
  // An error of its own on MIPS, PowerPC and SPARC only.
  return Name == "EDEADLOCK" ? EDEADLOCK : 0;
}
