//===- Rendering.h - write a range of tokens with its edits -----------------===//
///
/// \file
/// One pass over the tokens of a range that keeps a cursor in the user's file:
/// what lies between two tokens is copied (Laid), counted (Copy) or forgotten
/// (Flat). Of text that an edit drops, the newlines stay, and so do the
/// directives that were active in it: a later macro call may need them.
///
/// Rejected: clang::Rewriter. It edits spelled text, so that nothing inside a
/// macro call can be edited, and it has one buffer a file however often the file
/// is included.
///
//===----------------------------------------------------------------------===//
#ifndef FERRY_EMIT_RENDERING_H
#define FERRY_EMIT_RENDERING_H

#include "emit/TokenIndex.h"

namespace ferry {

class Rendering {
public:
  enum Mode { Laid, Flat, Copy };
  Rendering(const Edits::Impl &E, Mode M, bool Headers)
      : E(E), T(*E.Text), M(M), Headers(Headers) {}

  std::string range(TokenRange Range);
  std::string mainFile();

private:
  const Edits::Impl &E;
  const TokenText::Impl &T;
  const Mode M;
  const bool Headers;
  bool Whole = false; ///< the main file, not a range of tokens
  std::string Out;
  bool Raw = false; ///< Out ends with file text up to the cursor
  clang::FileID File;
  clang::FileID Base; ///< Copy: the file whose lines are counted
  unsigned Cursor = 0;

  void tokens(TokenRange Range);
  void put(llvm::StringRef Text);
  void lines(llvm::StringRef Lines, unsigned Token);
  void token(unsigned Token);
  void spelled(const Piece &P);
  void advance(const Piece &P);
  void copyTo(unsigned End);
  void enter(const Directive &D);
  void drop(clang::FileID In, unsigned Begin, unsigned End);
  void marker(clang::FileID In, unsigned Offset, unsigned Flag);
  unsigned newlines(clang::FileID In, unsigned Begin, unsigned End) const;
  llvm::StringRef text(clang::FileID In) const;
};

} // namespace ferry
#endif
