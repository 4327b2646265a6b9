//===- TokenText.cpp - the tokens that Clang parsed -------------------------===//
#include "emit/TokenIndex.h"
#include "clang/Basic/CharInfo.h"
#include "clang/Basic/SourceManager.h"
#include "clang/Lex/Lexer.h"
#include "llvm/Support/ErrorHandling.h"
#include <algorithm>
#include <set>

using namespace clang;

namespace ferry {

TokenText::TokenText(const syntax::TokenBuffer &Buffer,
                     const PreprocessorLog &Log, const SourceManager &SM,
                     const LangOptions &Lang)
    : I(std::make_unique<Impl>(Buffer, Log, SM, Lang)) {
  llvm::ArrayRef<syntax::Token> Tokens = Buffer.expandedTokens();
  I->Count = Tokens.size();
  if (I->Count && Tokens.back().kind() == tok::eof)
    --I->Count;
  I->PieceOf.assign(I->Count, Impl::NoPiece);
  I->Spellings.resize(I->Count);
  std::vector<FileID> Files;
  llvm::DenseMap<FileID, bool> Seen;
  for (unsigned N = 0; N != I->Count; ++N) {
    SourceLocation Location = Tokens[N].location();
    I->ByLocation[Location] = N;
    FileID File = SM.getFileID(SM.getExpansionLoc(Location));
    if (!Log.isWritten(File))
      continue;
    SourceLocation Spelled = SM.getSpellingLoc(Location);
    // Without line continuations: spelling() is one line.
    llvm::SmallVector<char, 32> Scratch;
    I->Spellings[N] = Lexer::getSpelling(Spelled, Scratch, SM, Lang).str();
    if (Seen.try_emplace(File, true).second)
      Files.push_back(File);
  }
  for (FileID File : Files)
    I->indexFile(File);
  I->markPieces();
}

TokenText::~TokenText() = default;

void TokenText::Impl::indexFile(FileID File) {
  llvm::ArrayRef<syntax::Token> Spelled = Buffer.spelledTokens(File);
  const syntax::Token *First = Buffer.expandedTokens().data();
  for (size_t N = 0; N < Spelled.size();) {
    Piece P;
    P.File = File;
    P.Begin = SM.getFileOffset(Spelled[N].location());
    if (auto E = Buffer.expansionStartingAt(&Spelled[N])) {
      size_t Width = std::max<size_t>(E->Spelled.size(), 1);
      if (!E->Expanded.empty()) {
        P.End = SM.getFileOffset(E->Spelled.back().endLocation());
        P.First = E->Expanded.data() - First;
        P.Last = P.First + E->Expanded.size() - 1;
        P.IsMacro = true;
      }
      N += Width;
    } else {
      auto Found = ByLocation.find(Spelled[N].location());
      if (Found != ByLocation.end()) {
        P.End = SM.getFileOffset(Spelled[N].endLocation());
        P.First = P.Last = Found->second;
      }
      ++N;
    }
    if (P.First > P.Last)
      continue;
    for (unsigned T = P.First; T <= P.Last && T < Count; ++T)
      PieceOf[T] = Pieces.size();
    Pieces.push_back(P);
  }
}

void TokenText::Impl::markPieces() {
  auto Containing = [&](std::pair<FileID, unsigned> Place) -> Piece * {
    for (Piece &P : Pieces)
      if (P.IsMacro && P.File == Place.first && P.Begin <= Place.second &&
          Place.second < P.End)
        return &P;
    return nullptr;
  };
  for (auto &Place : Log.counters())
    if (Piece *P = Containing(Place))
      P->AlwaysExpanded = true;
  for (auto &Place : Log.lines())
    if (Piece *P = Containing(Place))
      P->ExpandedWhenMoved = true;

  // Outermost braces with an active directive between them: a macro may mean
  // something else at the end than at the beginning.
  unsigned Depth = 0, Open = 0;
  for (unsigned T = 0; T != Count; ++T) {
    tok::TokenKind Kind = Buffer.expandedTokens()[T].kind();
    if (Kind == tok::l_brace && Depth++ == 0)
      Open = T;
    if (Kind != tok::r_brace || Depth == 0 || --Depth != 0)
      continue;
    const Piece *From = piece(Open), *To = piece(T);
    if (!From || !To)
      continue;
    bool Active = From->File != To->File;
    if (!Active)
      for (const Directive &D : Log.directives(From->File))
        Active |= From->Begin <= D.Begin && D.Begin < To->End &&
                  D.What != Directive::Conditional &&
                  D.What != Directive::Inactive;
    if (!Active)
      continue;
    for (unsigned N = Open; N <= T; ++N)
      if (PieceOf[N] != NoPiece)
        Pieces[PieceOf[N]].ExpandedWhenMoved = true;
  }
}

std::optional<unsigned> TokenText::find(SourceLocation Location) const {
  auto Found = I->ByLocation.find(Location);
  if (Found == I->ByLocation.end())
    return std::nullopt;
  return Found->second;
}

unsigned TokenText::index(SourceLocation Location) const {
  auto Found = find(Location);
  if (!Found)
    llvm::report_fatal_error("an edit at a place that is no token");
  return *Found;
}

TokenRange TokenText::range(SourceRange Range) const {
  return {index(Range.getBegin()), index(Range.getEnd())};
}

llvm::StringRef TokenText::spelling(unsigned Index) const {
  return I->Spellings[Index];
}

SourceLocation TokenText::location(unsigned Index) const {
  return I->Buffer.expandedTokens()[Index].location();
}

unsigned TokenText::size() const { return I->Count; }

bool TokenText::isWritten(unsigned Index) const {
  return I->PieceOf[Index] != Impl::NoPiece;
}

bool TokenText::isWritten(SourceLocation Location) const {
  return Location.isValid() &&
         I->Log.isWritten(I->SM.getFileID(I->SM.getExpansionLoc(Location)));
}

/// Clang has the names of `#pragma weak f` among the tokens of the text.
static bool isInDirective(SourceLocation Location, const SourceManager &SM) {
  if (!Location.isFileID())
    return false;
  auto [File, Offset] = SM.getDecomposedLoc(Location);
  llvm::StringRef Before = SM.getBufferData(File).take_front(Offset);
  return Before.substr(Before.find_last_of('\n') + 1).ltrim().starts_with("#");
}

unsigned TokenText::declarationStart(unsigned Index) const {
  llvm::ArrayRef<syntax::Token> Tokens = I->Buffer.expandedTokens();
  auto Ends = [&](const syntax::Token &T) {
    return T.kind() == tok::semi || T.kind() == tok::r_brace ||
           T.kind() == tok::l_brace ||
           isInDirective(T.location(), I->Buffer.sourceManager());
  };
  unsigned Start = Index;
  while (Start != 0 && isWritten(Start - 1) && !Ends(Tokens[Start - 1]))
    --Start;
  return Start;
}

bool TokenText::inOneFile(TokenRange Range) const {
  const Piece *First = I->piece(Range.First), *Last = I->piece(Range.Last);
  return First && Last && First->File == Last->File;
}

/// For a line marker.
static std::string inQuotes(llvm::StringRef Name) {
  std::string Text = "\"";
  for (char C : Name) {
    if (C == '"' || C == '\\')
      Text += '\\';
    Text += C;
  }
  return Text + "\"";
}

std::string TokenText::Impl::place(SourceLocation Location) const {
  PresumedLoc P = SM.getPresumedLoc(Location);
  llvm::StringRef Name = P.getFilename();
  // Clang finds "grid.h" beside "heat.c" as "./grid.h", GCC as "grid.h".
  llvm::StringRef Main =
      SM.getBufferName(SM.getLocForStartOfFile(SM.getMainFileID()));
  if (!Main.starts_with("./"))
    Name.consume_front("./");
  return std::to_string(P.getLine()) + " " + inQuotes(Name);
}

std::string TokenText::lineAndFile(unsigned Index) const {
  return I->place(I->SM.getExpansionLoc(location(Index)));
}

unsigned TokenText::declaratorEnd(unsigned Name) const {
  int Depth = 0;
  for (unsigned Token = Name;; ++Token) {
    llvm::StringRef Next = spelling(Token + 1);
    if (Depth == 0 && (Next == "," || Next == ";" || Next == "="))
      return Token;
    if (Next == "(" || Next == "[" || Next == "{")
      ++Depth;
    else if (Next == ")" || Next == "]" || Next == "}")
      Depth = std::max(Depth - 1, 0); // (*p) begins before the name
  }
}

std::vector<SourceLocation>
TokenText::identityConditions(TokenRange Range) const {
  std::vector<SourceLocation> Found;
  const Piece *First = I->piece(Range.First), *Last = I->piece(Range.Last);
  if (!First || !Last || First->File != Last->File)
    return Found;
  llvm::StringRef Text = I->SM.getBufferData(First->File);
  for (const Directive &D : I->Log.directives(First->File)) {
    if (D.Begin < First->Begin || D.Begin >= Last->End ||
        (D.What != Directive::Conditional && D.What != Directive::Inactive))
      continue;
    llvm::StringRef Line = Text.slice(D.Begin, D.End).split('\n').first;
    for (llvm::StringRef Name :
         {"__GNUC", "__clang", "__INTEL_COMPILER", "__TINYC__", "__has_builtin",
          "__has_attribute", "__has_feature", "__has_extension", "__VERSION__"})
      if (Line.contains(Name)) {
        Found.push_back(
            I->SM.getLocForStartOfFile(First->File).getLocWithOffset(D.Begin));
        break;
      }
  }
  return Found;
}

std::string TokenText::mainFileName() const {
  return inQuotes(I->SM.getBufferName(
      I->SM.getLocForStartOfFile(I->SM.getMainFileID())));
}

/// The words of C text, outside of its string literals, that \p Keep keeps.
static std::set<std::string> wordsOf(llvm::StringRef C,
                                     llvm::function_ref<bool(llvm::StringRef)> Keep) {
  std::set<std::string> Words;
  for (size_t N = 0; N < C.size();) {
    if (C[N] == '"') {
      for (++N; N < C.size() && C[N] != '"'; ++N)
        N += C[N] == '\\';
      ++N;
    } else if (isAsciiIdentifierContinue(C[N])) {
      size_t Begin = N;
      while (N < C.size() && isAsciiIdentifierContinue(C[N]))
        ++N;
      if (Keep(C.slice(Begin, N)))
        Words.insert(C.slice(Begin, N).str());
    } else {
      ++N;
    }
  }
  return Words;
}

std::string TokenText::undefine(llvm::StringRef Generated) const {
  std::string Lines;
  for (const std::string &Name :
       wordsOf(Generated, [&](llvm::StringRef Word) { return I->Log.macro(Word); }))
    Lines += "#undef " + Name + "\n";
  return Lines;
}

std::string TokenText::shelter(llvm::StringRef Generated) const {
  std::string Before, After;
  for (const std::string &Name : wordsOf(
           Generated, [&](llvm::StringRef Word) { return I->Log.macro(Word); })) {
    Before += "#pragma push_macro(\"" + Name + "\")\n#undef " + Name + "\n";
    After += "#pragma pop_macro(\"" + Name + "\")\n";
  }
  return Before + Generated.str() + After;
}

} // namespace ferry
