//===- Rendering.cpp - write a range of tokens with its edits ---------------===//
#include "emit/Rendering.h"
#include "clang/Basic/CharInfo.h"
#include "clang/Basic/SourceManager.h"
#include <algorithm>
#include <cassert>

using namespace clang;
using llvm::StringRef;

namespace ferry {

/// Would the two characters, side by side, be read as one token?
static bool fuses(char A, char B) {
  auto Word = [](char C) {
    return isAsciiIdentifierContinue(C, /*AllowDollar=*/true) || (C & 0x80);
  };
  if (Word(A) && (Word(B) || B == '"' || B == '\'' || B == '.'))
    return true;
  if (A == '.' && (Word(B) || B == '.'))
    return true;
  StringRef Operators = "+-*/%&|^<>=!#:";
  return Operators.contains(A) && Operators.contains(B);
}

StringRef Rendering::text(FileID In) const { return T.SM.getBufferData(In); }

unsigned Rendering::newlines(FileID In, unsigned Begin, unsigned End) const {
  return Begin < End ? text(In).slice(Begin, End).count('\n') : 0;
}

void Rendering::put(StringRef Text) {
  if (Text.empty())
    return;
  if (!Out.empty() && fuses(Out.back(), Text.front()))
    Out += ' ';
  Out += Text;
  Raw = false;
}

/// Tells the reader where what follows stands. \p Flag as GCC has it: 1 enters
/// a header, 2 comes back from one, 3 a system header; 0 none of it. (A `#line`
/// would do for places, but not end what a 3 began, nor say what is a header.)
void Rendering::marker(FileID In, unsigned Offset, unsigned Flag) {
  Out += "# " + T.place(T.SM.getLocForStartOfFile(In).getLocWithOffset(Offset));
  if (Flag)
    Out += " " + std::to_string(Flag);
  Out += "\n";
}

/// Lines of ours. They stand in a "system header", so that nobody is warned of
/// them.
void Rendering::lines(StringRef Lines, unsigned Token) {
  if (Lines.empty() || M != Laid || !Whole)
    return;
  const Piece &P = *T.piece(Token);
  if (!Out.empty() && Out.back() != '\n')
    Out += '\n';
  marker(P.File, P.Begin, 3);
  Out += Lines;
  if (Out.back() != '\n')
    Out += '\n';
  marker(P.File, P.Begin, 0);
}

/// Text that an edit removed.
void Rendering::drop(FileID In, unsigned Begin, unsigned End) {
  if (M == Flat || Begin >= End)
    return;
  if (M == Laid) {
    for (const Directive &D : T.Log.directives(In)) {
      if (D.Begin < Begin || D.Begin >= End ||
          D.What == Directive::Conditional || D.What == Directive::Inactive)
        continue;
      Out.append(newlines(In, Begin, D.Begin), '\n');
      Begin = D.End;
      if (D.What == Directive::WrittenInclude && Headers) {
        // Its text is dropped too, but not the macros that it defines.
        drop(D.Entered, 0, text(D.Entered).size());
        if (Out.back() != '\n')
          Out += '\n';
        marker(In, D.Begin, 0);
      } else if (D.What != Directive::Dropped) {
        if (!Out.empty() && Out.back() != '\n')
          Out += '\n';
        Out += text(In).slice(D.Begin, D.End);
        continue;
      }
      Out.append(newlines(In, D.Begin, D.End), '\n');
    }
  }
  Out.append(newlines(In, Begin, End), '\n');
  Raw = false;
}

/// A written header in place of its #include line.
void Rendering::enter(const Directive &D) {
  if (!Out.empty() && Out.back() != '\n')
    Out += '\n';
  marker(D.Entered, 0, 1);
  File = D.Entered;
  Cursor = 0;
}

/// Copies the file's text up to \p End, with headers spliced in that have no
/// token of the range in them.
void Rendering::copyTo(unsigned End) {
  StringRef All = text(File);
  auto Raw_ = [&](unsigned To) {
    if (To <= Cursor)
      return;
    StringRef Piece = All.slice(Cursor, To);
    if (!Raw && !Out.empty() && fuses(Out.back(), Piece.front()))
      Out += ' ';
    Out += Piece;
    Raw = true;
    Cursor = To;
  };
  const auto &List = T.Log.directives(File);
  for (auto D = std::lower_bound(List.begin(), List.end(), Cursor,
                                 [](const Directive &D, unsigned Offset) {
                                   return D.Begin < Offset;
                                 });
       D != List.end() && D->Begin < End; ++D) {
    bool Splice = D->What == Directive::WrittenInclude && Headers;
    bool Blank = D->What == Directive::Dropped && Headers;
    // In a rewritten function, only what was analysed.
    Blank |= !Whole && (D->What == Directive::Conditional ||
                        D->What == Directive::Inactive);
    if ((!Splice && !Blank) || D->End <= Cursor)
      continue;
    Raw_(D->Begin);
    if (Splice) {
      FileID Outer = File;
      enter(*D);
      copyTo(text(File).size());
      File = Outer;
      if (Out.back() != '\n')
        Out += '\n';
      marker(File, D->Begin, 2);
    }
    Out.append(newlines(File, std::max(D->Begin, Cursor), D->End), '\n');
    Cursor = D->End;
    Raw = true;
  }
  Raw_(End);
}

/// Moves the cursor to the beginning of a piece.
void Rendering::advance(const Piece &P) {
  if (M == Flat) {
    if (File != P.File || Cursor != P.Begin) {
      if (!Out.empty() && Out.back() != ' ')
        Out += ' ';
    }
    File = P.File;
    Cursor = P.Begin;
    return;
  }
  if (M == Copy) {
    if (File == P.File && Cursor <= P.Begin) {
      unsigned Lines = File == Base ? newlines(File, Cursor, P.Begin) : 0;
      Out.append(Lines, '\n');
      if (!Lines && Cursor != P.Begin)
        Out += ' ';
    } else if (!Out.empty()) {
      Out += ' ';
    }
    // An included file counts as the one line of its #include.
    if (File != P.File && (File == Base || P.File == Base)) {
      bool Down = File == Base;
      for (FileID Up = Down ? P.File : File;
           Up.isValid() && Up != T.SM.getMainFileID();) {
        auto [By, At] = T.Log.includedAt(Up);
        if (By == Base)
          Out.append(Down ? newlines(By, Cursor, At)
                          : newlines(By, At, P.Begin),
                     '\n');
        Up = By;
      }
    }
    File = P.File;
    Cursor = P.Begin;
    return;
  }

  while (File != P.File) {
    // Down into the included file that holds the piece, or up.
    FileID Child = P.File;
    while (Child.isValid() && Child != T.SM.getMainFileID() &&
           T.Log.includedAt(Child).first != File)
      Child = T.Log.includedAt(Child).first;
    bool Down = Child.isValid() && Child != T.SM.getMainFileID();
    if (!Headers) {
      // The #include line stands for its text.
      if (Down) {
        File = Child;
        Cursor = 0;
      } else {
        auto [By, At] = T.Log.includedAt(File);
        File = By;
        Cursor = At;
      }
      continue;
    }
    if (Down) {
      const auto &List = T.Log.directives(File);
      unsigned At = T.Log.includedAt(Child).second;
      auto D = std::find_if(List.begin(), List.end(), [&](const Directive &D) {
        return D.Begin == At && D.Entered == Child;
      });
      assert(D != List.end() && "an include site of no directive");
      copyTo(D->Begin);
      enter(*D);
    } else {
      copyTo(text(File).size());
      auto [By, At] = T.Log.includedAt(File);
      const auto &List = T.Log.directives(By);
      auto D = std::find_if(List.begin(), List.end(),
                            [&](const Directive &D) { return D.Begin == At; });
      File = By;
      if (Out.empty() || Out.back() != '\n')
        Out += '\n';
      marker(File, D->Begin, 2);
      Out.append(newlines(File, D->Begin, D->End), '\n');
      Cursor = D->End;
      Raw = true;
    }
  }
  copyTo(P.Begin);
}

/// One token, written by itself.
void Rendering::token(unsigned Token) {
  const Piece &P = *T.piece(Token);
  StringRef Text = T.Spellings[Token];
  if (!P.IsMacro) {
    StringRef Original = text(P.File).slice(P.Begin, P.End);
    if (M == Laid) {
      // With its continued lines.
      if (Raw)
        Out += Original;
      else
        put(Original);
      Raw = true;
      return;
    }
    put(Text);
    return;
  }
  if (!Out.empty() && !isWhitespace(Out.back()))
    Out += ' ';
  // The preprocessor does not expand a macro inside its own expansion; whoever
  // reads our text would.
  const MacroName *Name = T.Log.macro(Text);
  bool Called = Token + 1 < T.Count &&
                T.Buffer.expandedTokens()[Token + 1].kind() == tok::l_paren;
  if (Name && Name->ObjectLike)
    E.Repeated->insert(Text.str());
  if (Name && Name->FunctionLike && Called)
    put(("(" + Text + ")").str());
  else
    put(Text);
}

/// A macro call as the user spelled it.
void Rendering::spelled(const Piece &P) {
  StringRef All = text(P.File).slice(P.Begin, P.End);
  if (M == Laid) {
    if (Raw)
      Out += All;
    else
      put(All);
    Raw = true;
    return;
  }
  auto Tokens = T.Buffer.spelledTokens(P.File);
  auto From = std::lower_bound(Tokens.begin(), Tokens.end(), P.Begin,
                               [&](const syntax::Token &A, unsigned Offset) {
                                 return T.SM.getFileOffset(A.location()) < Offset;
                               });
  unsigned Last = P.Begin;
  for (; From != Tokens.end(); ++From) {
    unsigned At = T.SM.getFileOffset(From->location());
    if (At >= P.End)
      break;
    unsigned Lines = newlines(P.File, Last, At);
    if (M == Copy && Lines && P.File == Base)
      Out.append(Lines, '\n');
    else if (At != Last)
      Out += ' ';
    std::string Clean = text(P.File).slice(At, At + From->length()).str();
    for (size_t C; (C = Clean.find("\\\n")) != std::string::npos;)
      Clean.erase(C, 2);
    put(Clean);
    Last = At + From->length();
  }
}

bool Edits::Impl::touchesInside(const Piece &P) const {
  auto Any = [](const std::map<unsigned, std::string> &Map, unsigned First,
                unsigned Last) {
    auto Found = Map.lower_bound(First);
    return First <= Last && Found != Map.end() && Found->first <= Last;
  };
  if (Any(Before, P.First + 1, P.Last) || Any(Above, P.First + 1, P.Last))
    return true;
  if (P.Last > P.First &&
      (Any(After, P.First, P.Last - 1) || Any(Below, P.First, P.Last - 1)))
    return true;
  auto Found = Replaced.lower_bound(P.First);
  if (Found != Replaced.end() && Found->first <= P.Last)
    return true;
  return Found != Replaced.begin() && std::prev(Found)->second.Last >= P.First;
}

void Rendering::tokens(TokenRange Range) {
  auto Of = [](const std::map<unsigned, std::string> &Map,
               unsigned Token) -> StringRef {
    auto Found = Map.find(Token);
    return Found == Map.end() ? StringRef() : StringRef(Found->second);
  };
  const Piece *Last = nullptr;
  for (unsigned N = Range.First; N <= Range.Last;) {
    const Piece *P = T.piece(N);
    if (!P) {
      ++N; // of a system header
      continue;
    }
    if (P != Last) {
      advance(*P);
      Last = P;
    }
    lines(Of(E.Above, N), N);
    put(Of(E.Before, N));
    unsigned End = N;
    auto R = E.Replaced.find(N);
    bool LaidOut = false, Whole = false;
    if (R != E.Replaced.end()) {
      End = std::min(R->second.Last, Range.Last);
      LaidOut = R->second.LaidOut;
      if (P->IsMacro && N != P->First && !Out.empty() && !isWhitespace(Out.back()))
        Out += ' ';
      put(R->second.Text);
    } else if (P->IsMacro && N == P->First && P->Last <= Range.Last &&
               !P->AlwaysExpanded && !(M != Laid && P->ExpandedWhenMoved) &&
               !E.touchesInside(*P)) {
      End = P->Last;
      spelled(*P);
      Whole = true;
    } else {
      token(N);
    }
    while (End > N && !T.piece(End))
      --End;
    const Piece *Q = T.piece(End);
    unsigned Target =
        End == Q->Last || End == Range.Last ? Q->End : Q->Begin;
    put(Of(E.After, End));
    if (Whole || (!P->IsMacro && R == E.Replaced.end())) {
      Cursor = Q->End;
    } else if (LaidOut) {
      File = Q->File;
      Cursor = Target;
    } else if (Q->File == File) {
      if (M == Copy)
        Out.append(File == Base ? newlines(File, Cursor, Target) : 0, '\n');
      else
        drop(File, Cursor, Target);
      Cursor = Target;
    } else {
      // The range ends in another file: callers check inOneFile().
      assert(M != Laid && "an edit across files");
      File = Q->File;
      Cursor = Target;
    }
    Last = Q;
    lines(Of(E.Below, End), End);
    N = End + 1;
  }
}

std::string Rendering::range(TokenRange Range) {
  while (!Range.empty() && !T.piece(Range.First))
    ++Range.First;
  while (!Range.empty() && !T.piece(Range.Last))
    --Range.Last;
  if (Range.empty())
    return "";
  const Piece &P = *T.piece(Range.First);
  File = Base = P.File;
  Cursor = P.Begin;
  tokens(Range);
  return std::move(Out);
}

std::string Rendering::mainFile() {
  File = T.SM.getMainFileID();
  Whole = true;
  Raw = true;
  if (!Headers) {
    // Only the main file's own tokens.
    for (unsigned N = 0; N != T.Count;) {
      unsigned End = N;
      auto Own = [&](unsigned Token) {
        return T.piece(Token) && T.piece(Token)->File == T.SM.getMainFileID();
      };
      if (!Own(N)) {
        ++N;
        continue;
      }
      while (End + 1 != T.Count && Own(End + 1))
        ++End;
      tokens({N, End});
      N = End + 1;
    }
  } else if (T.Count) {
    tokens({0, T.Count - 1});
  }
  while (Headers && File != T.SM.getMainFileID()) {
    Piece End;
    End.File = T.SM.getMainFileID();
    End.Begin = 0;
    advance(End);
  }
  copyTo(text(File).size());
  return std::move(Out);
}

} // namespace ferry
