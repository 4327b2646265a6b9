#include "adapters/LibraryVersions.h"

#include "ferry/generated.h"

using namespace ferry;

// Null in a program that uses none of the functions.
extern "C" {
__attribute__((weak)) void __ferry_zone_again(void);
/// Returns why it can't, or null.
__attribute__((weak)) const char *__ferry_environment_again(void);
/// Returns the name of a locale that is not there, or null.
__attribute__((weak)) const char *__ferry_locale_again(void);
}

bool adapters::setLibraryVersions(Failure &Why) {
  if (__ferry_zone_again)
    __ferry_zone_again();
  if (const char *Message = __ferry_environment_again ? __ferry_environment_again() : nullptr) {
    Why = {"the environment", Message};
    return false;
  }
  if (const char *Name = __ferry_locale_again ? __ferry_locale_again() : nullptr) {
    Why = {"locale '" + std::string(Name) + "'",
           "the program works in it, and this machine has none of that name; install it, or "
           "start the program in one that both have"};
    return false;
  }
  return true;
}
