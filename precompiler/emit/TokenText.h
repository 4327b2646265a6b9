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
/// A macro call is written as the user spelled it when no edit falls into it,
/// else token by token. Two exceptions, because position matters to them: calls
/// that use __COUNTER__ are always written expanded, and flat() and copy()
/// also expand calls that use __LINE__ and, in a function that contains active
/// directives, all calls.
///
//===----------------------------------------------------------------------===//
#ifndef FERRY_EMIT_TOKENTEXT_H
#define FERRY_EMIT_TOKENTEXT_H

#include "clang/Basic/SourceLocation.h"
#include "llvm/ADT/StringRef.h"
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace clang {
class LangOptions;
class SourceManager;
namespace syntax {
class TokenBuffer;
}
} // namespace clang

namespace ferry {

class PreprocessorLog;

/// Indices of expanded tokens, inclusive.
struct TokenRange {
  unsigned First = 1, Last = 0;
  bool empty() const { return First > Last; }
};

/// The tokens of a translation unit. Immutable.
class TokenText {
public:
  TokenText(const clang::syntax::TokenBuffer &Buffer, const PreprocessorLog &Log,
            const clang::SourceManager &SM, const clang::LangOptions &Lang);
  ~TokenText();

  /// The tokens that the AST range covers; locations as the AST has them (macro
  /// locations included). Asserts that both ends are tokens.
  TokenRange range(clang::SourceRange Range) const;
  unsigned index(clang::SourceLocation Location) const;
  /// None when the location is not a token of the stream.
  std::optional<unsigned> find(clang::SourceLocation Location) const;
  /// The token's text, as spelled where it was spelled.
  llvm::StringRef spelling(unsigned Index) const;
  clang::SourceLocation location(unsigned Index) const;
  unsigned size() const;

  /// The token stands in text that we write: the main file or a user header.
  /// Only there can edits be made.
  bool isWritten(unsigned Index) const;
  bool isWritten(clang::SourceLocation Location) const;
  /// \p Index is the first token of a declaration's AST range; the result takes
  /// in what the range leaves out: attributes, __extension__, specifiers.
  unsigned declarationStart(unsigned Index) const;
  /// The last token of the declarator whose name is \p Name: attributes included,
  /// the initialiser not.
  unsigned declaratorEnd(unsigned Name) const;
  /// The range begins and ends in one file.
  bool inOneFile(TokenRange Range) const;

  /// Conditions (#if) inside the range that depend on which compiler it is.
  std::vector<clang::SourceLocation> identityConditions(TokenRange Range) const;

  /// `22 "heat.c"`: the line of the token as the user knows it.
  std::string lineAndFile(unsigned Index) const;
  /// `#undef` lines for the macros of the unit whose names are in \p Generated:
  /// text of ours that stands where the user needs them no more.
  std::string undefine(llvm::StringRef Generated) const;
  /// Lines of ours, with the macros of the unit that are named in them out of
  /// force: text that stands where the user needs them afterwards.
  std::string shelter(llvm::StringRef Generated) const;
  /// The main file as the user named it, in quotes.
  std::string mainFileName() const;

private:
  friend class Edits;
  friend class Rendering;
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
  Edits(Edits &&);
  ~Edits();

  void insertBefore(unsigned Token, llvm::StringRef Flat);
  void insertAfter(unsigned Token, llvm::StringRef Flat);
  /// In front of what was inserted after the token.
  void insertBehind(unsigned Token, llvm::StringRef Flat);
  /// Supersedes every edit inside the range; edits around it stay.
  void replace(TokenRange Range, llvm::StringRef Flat);
  bool touches(TokenRange Range) const;

  /// The range with its edits on one line: no comments, no directives.
  std::string flat(TokenRange Range) const;
  /// The range with its edits as laid out by the user, white space and comments
  /// between its tokens included. Same number of lines as the original; text of
  /// a header that is included inside the range stands between line markers.
  std::string laidOut(TokenRange Range) const;
  /// A second copy of the range for behind the first one: same number of lines,
  /// but no comments and no directives, and independent of #define and #undef
  /// inside the range.
  std::string copy(TokenRange Range) const;

  //===- Whole files: for emit/SourceAssembler only -------------------------===//

  /// Replaces by text that is laid out already (made by laidOut of another set).
  void replaceLaidOut(TokenRange Range, llvm::StringRef Text);
  /// Lines for in front of / behind the line of the token; a line marker takes
  /// the reader back to the user's file behind them. The later call on one token
  /// stands further in: closer to the token.
  void placeAbove(unsigned Token, llvm::StringRef Lines);
  void placeBelow(unsigned Token, llvm::StringRef Lines);
  /// The main file with its edits. Headers: put their text in place of their
  /// #include lines; else the lines stay.
  std::string mainFile(bool Headers) const;

  /// Names of macros that a written expansion would expand a second time; the
  /// text is not right when there are any.
  const std::set<std::string> &repeatedMacros() const;

private:
  friend class Rendering;
  struct Impl;
  std::unique_ptr<Impl> I;
};

} // namespace ferry
#endif
