//===- TokenText.h - edit the tokens that Clang parsed ----------------------===//
///
/// \file
/// The text of one translation unit as expanded tokens that know where they were
/// spelled, with edits on them. docs/design/0003-edits.md has the invariants.
///
/// Order of insertions at one token: of two insertBefore on the same token the
/// later call stands further out (left); of two insertAfter on the same token the
/// later call stands further out (right). So rules work from the inside out.
///
//===----------------------------------------------------------------------===//
#ifndef FERRY_EMIT_TOKENTEXT_H
#define FERRY_EMIT_TOKENTEXT_H

#include "clang/Basic/SourceLocation.h"
#include <string>

namespace clang {
class SourceManager;
namespace syntax {
class TokenBuffer;
}
} // namespace clang

namespace ferry {

/// Indices of expanded tokens, inclusive.
struct TokenRange {
  unsigned First = 1, Last = 0;
  bool empty() const { return First > Last; }
};

/// The tokens of a translation unit. Immutable.
class TokenText {
public:
  TokenText(const clang::syntax::TokenBuffer &Buffer,
            const clang::SourceManager &SM);
  ~TokenText();

  /// The tokens that the AST range covers; locations as the AST has them (macro
  /// locations included). Asserts that both ends are tokens.
  TokenRange range(clang::SourceRange Range) const;
  unsigned index(clang::SourceLocation Location) const;
  /// The token's text, as spelled where it was spelled.
  llvm::StringRef spelling(unsigned Index) const;
  unsigned size() const;

private:
  friend class Edits;
  struct Impl;
  std::unique_ptr<Impl> I;
};

/// A set of edits on a TokenText. The internal form and the re-entry form of a
/// function are two sets on the same tokens; sets can be copied (edits that both
/// forms need, such as renamed statics, are made first).
class Edits {
public:
  explicit Edits(const TokenText &Text);
  Edits(const Edits &);
  ~Edits();

  void insertBefore(unsigned Token, llvm::StringRef Flat);
  void insertAfter(unsigned Token, llvm::StringRef Flat);
  /// Supersedes every edit inside the range; edits around it stay.
  void replace(TokenRange Range, llvm::StringRef Flat);
  bool touches(TokenRange Range) const;

  /// The range with its edits on one line: no comments, no directives.
  std::string flat(TokenRange Range) const;
  /// The range with its edits as laid out by the user, white space and comments
  /// between its tokens included. Same number of lines as the original.
  std::string laidOut(TokenRange Range) const;

private:
  struct Impl;
  std::unique_ptr<Impl> I;
};

} // namespace ferry
#endif
