//===- Places.h - places in sources that may not be read --------*- C++ -*-===//
#ifndef FERRY_DIAG_PLACES_H
#define FERRY_DIAG_PLACES_H

#include "clang/Basic/SourceLocation.h"
#include "llvm/ADT/StringRef.h"
#include <compare>
#include <string>

namespace clang {
class SourceManager;
}

namespace ferry {

/// A place as messages name it: the file as the command line and #include and #line have
/// it. It means the same in another run, which may not have read the file.
struct Place {
  std::string File;
  unsigned Line = 0, Column = 0; ///< from 1

  auto operator<=>(const Place &) const = default;
  bool empty() const { return Line == 0; }

  std::string text() const; ///< "other.c:4:20"
  /// Empty when \p Text is none.
  static Place parse(llvm::StringRef Text);
  static Place of(clang::SourceLocation Where, const clang::SourceManager &SM);
};

} // namespace ferry
#endif
