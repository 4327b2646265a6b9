#include "adapters/LibraryVersions.h"

#include "ferry/generated.h"

using namespace ferry;

// Null in a program that uses none of the functions.
extern "C" {
__attribute__((weak)) void __ferry_zone_again(void);
/// Returns why it can't, or null.
__attribute__((weak)) const char *__ferry_environment_again(void);
}

bool adapters::setLibraryVersions(Failure &Why) {
  if (__ferry_zone_again)
    __ferry_zone_again();
  const char *Message = __ferry_environment_again ? __ferry_environment_again() : nullptr;
  if (Message)
    Why = {"the environment", Message};
  return !Message;
}
