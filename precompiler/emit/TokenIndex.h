//===- TokenIndex.h - where each expanded token was spelled -----------------===//
///
/// \file
/// What TokenText, Edits and Rendering share; nobody else includes it.
///
/// A **piece** is a stretch of a written file that the preprocessor turned into
/// tokens as a whole: one plain token, or one macro call with its arguments (a
/// call to a macro without tokens is no piece: it is copied like white space).
///
//===----------------------------------------------------------------------===//
#ifndef FERRY_EMIT_TOKENINDEX_H
#define FERRY_EMIT_TOKENINDEX_H

#include "emit/PreprocessorLog.h"
#include "emit/TokenText.h"
#include "clang/Tooling/Syntax/Tokens.h"
#include "llvm/ADT/DenseMap.h"
#include <map>
#include <memory>
#include <set>
#include <vector>

namespace ferry {

struct Piece {
  clang::FileID File;
  unsigned Begin = 0, End = 0;   ///< file offsets, half open
  unsigned First = 1, Last = 0;  ///< expanded tokens, inclusive
  bool IsMacro = false;
  bool AlwaysExpanded = false;   ///< uses __COUNTER__
  bool ExpandedWhenMoved = false; ///< uses __LINE__, or directives are near
};

struct TokenText::Impl {
  const clang::syntax::TokenBuffer &Buffer;
  const PreprocessorLog &Log;
  const clang::SourceManager &SM;
  const clang::LangOptions &Lang;
  llvm::DenseMap<clang::SourceLocation, unsigned> ByLocation;
  std::vector<Piece> Pieces;
  static constexpr unsigned NoPiece = ~0u;
  std::vector<unsigned> PieceOf; ///< by token; NoPiece in files not written
  std::vector<std::string> Spellings; ///< by token, filled for written ones
  unsigned Count = 0; ///< without eof

  Impl(const clang::syntax::TokenBuffer &Buffer, const PreprocessorLog &Log,
       const clang::SourceManager &SM, const clang::LangOptions &Lang)
      : Buffer(Buffer), Log(Log), SM(SM), Lang(Lang) {}
  void indexFile(clang::FileID File);
  void markPieces();
  /// `22 "heat.c"`, as the user's compiler would name the place.
  std::string place(clang::SourceLocation FileLocation) const;
  const Piece *piece(unsigned Token) const {
    return PieceOf[Token] == NoPiece ? nullptr : &Pieces[PieceOf[Token]];
  }
};

struct Edits::Impl {
  struct Replacement {
    unsigned Last;
    std::string Text;
    bool LaidOut;
  };
  const TokenText::Impl *Text;
  std::map<unsigned, std::string> Before, After, Above, Below;
  std::map<unsigned, Replacement> Replaced; ///< by first token; disjoint
  /// The forms of a function are rendered from copies, and it is the original
  /// that is asked.
  std::shared_ptr<std::set<std::string>> Repeated =
      std::make_shared<std::set<std::string>>();
  /// Lines above and below are written only by mainFile.
  bool touchesInside(const Piece &P) const;
};

} // namespace ferry
#endif
