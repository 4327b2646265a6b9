//===- PreprocessorLog.h - what the preprocessor did, by place --------------===//
///
/// \file
/// Remembers the directives that were active, for the files whose text is
/// written (the main file and user headers): TokenText must know them, because
/// the token stream that the parser sees has none.
///
///  * a **written** file is the main file, or a user header that a written file
///    includes. Everything else (system headers, what they include, -include)
///    stays an #include line and is read again by the user's compiler;
///  * an include site of a written header is replaced by the header's text; one
///    that was skipped (guard, #pragma once) or a `#pragma once` leaves a blank;
///  * inactive #if blocks stay as they are, but not inside a rewritten function:
///    there the text must be what was analysed, whatever the compiler would
///    choose.
///
//===----------------------------------------------------------------------===//
#ifndef FERRY_EMIT_PREPROCESSORLOG_H
#define FERRY_EMIT_PREPROCESSORLOG_H

#include "clang/Basic/SourceLocation.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/StringMap.h"
#include <string>
#include <vector>

namespace clang {
class Preprocessor;
class SourceManager;
} // namespace clang

namespace ferry {

/// One active directive: [Begin, End) are file offsets from '#' to the newline,
/// which is not part of it.
struct Directive {
  enum Kind {
    SystemInclude, ///< stays as written
    WrittenInclude, ///< replaced by the text of Entered
    Dropped,       ///< skipped include, #pragma once, #pragma GCC system_header
    MacroChange,   ///< #define, #undef, other #pragma
    Conditional,   ///< #if, #elif, #else, #endif
    Inactive,      ///< from one of these to the next: what was not read
  };
  Kind What;
  unsigned Begin, End;
  clang::FileID Entered;
};

/// A macro that the unit defines somewhere.
struct MacroName {
  bool FunctionLike = false;
  bool ObjectLike = false; ///< and not just `#define x x`
};

class PreprocessorLog {
public:
  /// Attaches to the preprocessor; call before it starts.
  explicit PreprocessorLog(clang::Preprocessor &PP);
  /// Call once preprocessing is over and before anything below is asked.
  void finish();

  bool isWritten(clang::FileID File) const { return Files.count(File) != 0; }
  /// By offset. \p File must be written.
  const std::vector<Directive> &directives(clang::FileID File) const;
  /// The written file and offset of the include site that entered \p File.
  std::pair<clang::FileID, unsigned> includedAt(clang::FileID File) const;
  /// Null when no macro of this name was ever defined.
  const MacroName *macro(llvm::StringRef Name) const;
  /// Places (file offsets in written files) where __COUNTER__ resp. __LINE__ is
  /// expanded, directly or in a macro.
  const std::vector<std::pair<clang::FileID, unsigned>> &counters() const {
    return Counters;
  }
  const std::vector<std::pair<clang::FileID, unsigned>> &lines() const {
    return Lines;
  }

private:
  friend class LogCallbacks;
  struct File {
    clang::FileID IncludedBy;
    unsigned IncludedAt = 0;
    std::vector<Directive> Directives;
  };
  struct Seen {
    clang::SourceLocation Hash;
    Directive::Kind What;
    clang::SourceLocation End = {};
  };
  const clang::SourceManager &SM;
  std::vector<Seen> All;
  llvm::DenseMap<clang::FileID, File> Files;
  llvm::StringMap<MacroName> Macros;
  std::vector<std::pair<clang::FileID, unsigned>> Counters, Lines;
};

} // namespace ferry
#endif
