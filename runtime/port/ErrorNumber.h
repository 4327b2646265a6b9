//===- ErrorNumber.h - errno, and what its values are called ----*- C++ -*-===//
#ifndef FERRY_PORT_ERRORNUMBER_H
#define FERRY_PORT_ERRORNUMBER_H

#include <string_view>

namespace ferry::port {

/// Where the calling thread's errno stands.
int *errorPlace();

/// "EINTR"; empty when the number is no error of this system.
std::string_view errorName(int Number);
/// 0: this system has no such error.
int errorNumber(std::string_view Name);

/// The program's errno stays what it is while the runtime works.
class KeepErrorNumber {
  int *const Place = errorPlace();
  const int Number = *Place;

public:
  ~KeepErrorNumber() { *Place = Number; }
  int number() const { return Number; }
};

} // namespace ferry::port
#endif
