//===- OptionParsing.h - getopt is between two calls ------------*- C++ -*-===//
#ifndef FERRY_ADAPTERS_OPTIONPARSING_H
#define FERRY_ADAPTERS_OPTIONPARSING_H

namespace ferry::adapters {

/// The name of the function that remembers, between two calls, what can't be carried;
/// null when there is none. Nothing may be captured until then.
const char *parsesOptions();

} // namespace ferry::adapters
#endif
