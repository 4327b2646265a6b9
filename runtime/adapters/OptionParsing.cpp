#include "adapters/OptionParsing.h"

#include "ferry/generated.h"

/// getopt is not for several threads at once.
static bool Parsing;

const char *ferry::adapters::parsesOptions() {
  return Parsing ? "getopt" : nullptr;
}

int __ferry_option_parsed(int Result) {
  Parsing = Result != -1;
  return Result;
}
