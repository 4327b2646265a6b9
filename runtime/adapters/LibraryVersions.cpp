#include "adapters/LibraryVersions.h"

#include "ferry/generated.h"

#include <ctime>

using namespace ferry;

/// Null in a program that uses none of the functions. Returns why it can't, or null.
extern "C" __attribute__((weak)) const char *__ferry_environment_again(void);

bool adapters::setLibraryVersions(Failure &Why) {
  if (!__ferry_environment_again)
    return true;
  if (const char *Message = __ferry_environment_again()) {
    Why = {"the environment", Message};
    return false;
  }
  tzset(); // what TZ says
  return true;
}
