//===- BitFieldSetter.cpp - asks the user's compiler for bit-fields ---------===//
#include "emit/BitFieldSetter.h"

namespace ferry {

void BitFieldSetter::add(unsigned Number, const std::string &Name, bool MayBeConst) {
  Cases += "  case " + std::to_string(Number) + ": ";
  if (MayBeConst)
    Cases += "{ static const " + Spelled + " __ferry_ones = {." + Name +
             " = -1}; __builtin_memcpy(__ferry_at, &__ferry_ones, "
             "sizeof __ferry_ones); return __ferry_ones." +
             Name + " < 0; }\n";
  else
    Cases += "__ferry_in->" + Name + " = -1; return __ferry_in->" + Name + " < 0;\n";
}

std::string BitFieldSetter::definition(const std::string &Function) const {
  return "static int " + Function +
         "(void *__ferry_at, unsigned int __ferry_number) {\n  " + Spelled +
         " *__ferry_in = (" + Spelled +
         " *)__ferry_at;\n  switch (__ferry_number) {\n" + Cases +
         "  }\n  (void)__ferry_in;\n  return 0;\n}\n";
}

} // namespace ferry
