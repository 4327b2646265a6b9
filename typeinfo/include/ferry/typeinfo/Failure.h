//===- Failure.h - why something could not be done, and where ---*- C++ -*-===//
///
/// \file
/// The library's errors: no exception, no abort, no print. A function that can
/// fail returns false (or null) and fills a Failure.
//===----------------------------------------------------------------------===//
#ifndef FERRY_TYPEINFO_FAILURE_H
#define FERRY_TYPEINFO_FAILURE_H

#include <string>

namespace ferry {

struct Failure {
  /// Where: "cells[3].next.count". Empty when it is about the whole.
  std::string Path;
  /// What: "5000000000 does not fit a 4-byte signed integer".
  std::string Message;

  /// "PATH: MESSAGE", or the message alone.
  std::string text() const {
    return Path.empty() ? Message : Path + ": " + Message;
  }
};

} // namespace ferry

#endif
