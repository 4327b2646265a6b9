//===- PreprocessorLog.cpp - what the preprocessor did, by place ------------===//
#include "emit/PreprocessorLog.h"
#include "clang/Basic/CharInfo.h"
#include "clang/Basic/SourceManager.h"
#include "clang/Lex/MacroInfo.h"
#include "clang/Lex/PPCallbacks.h"
#include "clang/Lex/Preprocessor.h"
#include <algorithm>

using namespace clang;

namespace ferry {

class LogCallbacks : public PPCallbacks {
  PreprocessorLog &Log;
  const SourceManager &SM;

  void add(SourceLocation Hash, Directive::Kind What) {
    if (Hash.isValid() && Hash.isFileID())
      Log.All.push_back({Hash, What});
  }

public:
  LogCallbacks(PreprocessorLog &Log, const SourceManager &SM)
      : Log(Log), SM(SM) {}

  void InclusionDirective(SourceLocation Hash, const Token &, StringRef, bool,
                          CharSourceRange, OptionalFileEntryRef, StringRef,
                          StringRef, const Module *, bool,
                          SrcMgr::CharacteristicKind Type) override {
    // Whether it was entered shows in the source manager's file list.
    add(Hash, SrcMgr::isSystem(Type) ? Directive::SystemInclude
                                     : Directive::Dropped);
  }

  void PragmaDirective(SourceLocation Loc, PragmaIntroducerKind Kind) override {
    if (Kind == PIK_HashPragma)
      add(Loc, Directive::MacroChange);
  }

  void MacroDefined(const Token &Name, const MacroDirective *MD) override {
    if (SM.isWrittenInBuiltinFile(Name.getLocation()))
      return; // the compiler's own
    const MacroInfo *Info = MD->getMacroInfo();
    MacroName &M = Log.Macros[Name.getIdentifierInfo()->getName()];
    if (Info->isFunctionLike())
      M.FunctionLike = true;
    else if (Info->getNumTokens() != 1 ||
             Info->getReplacementToken(0).getIdentifierInfo() !=
                 Name.getIdentifierInfo())
      M.ObjectLike = true;
    add(Name.getLocation(), Directive::MacroChange);
  }

  void MacroUndefined(const Token &Name, const MacroDefinition &,
                      const MacroDirective *) override {
    add(Name.getLocation(), Directive::MacroChange);
  }

  void If(SourceLocation Loc, SourceRange, ConditionValueKind) override {
    add(Loc, Directive::Conditional);
  }
  void Elif(SourceLocation Loc, SourceRange, ConditionValueKind,
            SourceLocation) override {
    add(Loc, Directive::Conditional);
  }
  void Ifdef(SourceLocation Loc, const Token &, const MacroDefinition &) override {
    add(Loc, Directive::Conditional);
  }
  void Ifndef(SourceLocation Loc, const Token &, const MacroDefinition &) override {
    add(Loc, Directive::Conditional);
  }
  void Else(SourceLocation Loc, SourceLocation) override {
    add(Loc, Directive::Conditional);
  }
  void Endif(SourceLocation Loc, SourceLocation) override {
    add(Loc, Directive::Conditional);
  }
  void SourceRangeSkipped(SourceRange Range, SourceLocation) override {
    if (Range.getBegin().isFileID() && Range.getEnd().isFileID())
      Log.All.push_back(
          {Range.getBegin(), Directive::Inactive, Range.getEnd()});
  }

  void MacroExpands(const Token &Name, const MacroDefinition &MD,
                    SourceRange, const MacroArgs *) override {
    if (!MD.getMacroInfo() || !MD.getMacroInfo()->isBuiltinMacro())
      return;
    StringRef Text = Name.getIdentifierInfo()->getName();
    auto *List = Text == "__COUNTER__" ? &Log.Counters
                 : Text == "__LINE__"  ? &Log.Lines
                                       : nullptr;
    if (List)
      List->push_back(SM.getDecomposedExpansionLoc(Name.getLocation()));
  }
};

PreprocessorLog::PreprocessorLog(Preprocessor &PP)
    : SM(PP.getSourceManager()) {
  PP.addPPCallbacks(std::make_unique<LogCallbacks>(*this, SM));
}

/// The end of the directive that is at \p Offset: its newline or the end of the
/// file. Comments and continued lines belong to it.
static unsigned endOfDirective(StringRef Text, unsigned Offset) {
  char Quote = 0;
  for (unsigned I = Offset; I < Text.size(); ++I) {
    char C = Text[I];
    if (C == '\\' && I + 1 < Text.size()) {
      // A continued line, or an escape in a literal.
      if (Text[I + 1] == '\r' && I + 2 < Text.size() && Text[I + 2] == '\n')
        ++I;
      ++I;
    } else if (C == '\n') {
      return I;
    } else if (Quote) {
      if (C == Quote)
        Quote = 0;
    } else if (C == '"' || C == '\'') {
      Quote = C;
    } else if (C == '/' && Text.substr(I, 2) == "/*") {
      size_t Close = Text.find("*/", I + 2);
      if (Close == StringRef::npos)
        return Text.size();
      I = Close + 1;
    } else if (C == '/' && Text.substr(I, 2) == "//") {
      while (I + 1 < Text.size() && Text[I + 1] != '\n')
        I += Text[I + 1] == '\\' && I + 2 < Text.size() ? 2 : 1;
    }
  }
  return Text.size();
}

/// Back to the '#' that begins the directive \p Offset is in: from the '#' itself,
/// from the directive's name or from what follows that. Comments and continued
/// lines may stand in between.
static unsigned startOfDirective(StringRef Text, unsigned Offset) {
  auto Hash = [](StringRef At) {
    return At.starts_with("#") || At.starts_with("%:") || At.starts_with("??=");
  };
  for (unsigned At = Offset;; --At) {
    if (Hash(Text.substr(At)))
      return At;
    StringRef Before = Text.take_front(At);
    if (Before.ends_with("*/")) {
      size_t Open = Before.drop_back(2).rfind("/*");
      if (Open == StringRef::npos)
        break;
      At = Open + 1; // the loop's step goes to the comment's start
    } else if (Before.ends_with("\\\n")) {
      --At;
    } else if (Before.ends_with("\\\r\n")) {
      At -= 2;
    } else if (Before.empty() || isVerticalWhitespace(Before.back())) {
      break;
    }
  }
  size_t Newline = Text.rfind('\n', Offset);
  return Newline == StringRef::npos ? 0 : Newline + 1;
}

void PreprocessorLog::finish() {
  // Files in the order in which they were entered: an includer comes first.
  FileID Main = SM.getMainFileID();
  Files[Main] = File();
  for (unsigned I = 0, N = SM.local_sloc_entry_size(); I != N; ++I) {
    const SrcMgr::SLocEntry &Entry = SM.getLocalSLocEntry(I);
    if (!Entry.isFile() || Entry.getFile().getName().empty())
      continue;
    FileID ID = SM.getFileID(SourceLocation::getFromRawEncoding(Entry.getOffset()));
    SourceLocation Include = Entry.getFile().getIncludeLoc();
    if (ID == Main || Include.isInvalid() || !Include.isFileID())
      continue;
    auto [By, At] = SM.getDecomposedLoc(Include);
    if (!Files.count(By) ||
        SrcMgr::isSystem(Entry.getFile().getFileCharacteristic()))
      continue;
    File F;
    F.IncludedBy = By;
    F.IncludedAt = startOfDirective(SM.getBufferData(By), At);
    Files[ID] = F;
    Directive D{Directive::WrittenInclude, F.IncludedAt, 0, ID};
    Files[By].Directives.push_back(D);
  }
  for (const Seen &S : All) {
    auto [ID, Offset] = SM.getDecomposedLoc(S.Hash);
    auto Found = Files.find(ID);
    if (Found == Files.end())
      continue;
    StringRef Text = SM.getBufferData(ID);
    Directive D{S.What, startOfDirective(Text, Offset), 0, FileID()};
    D.End = endOfDirective(Text, D.Begin);
    if (S.What == Directive::Inactive)
      D.End = std::max(D.End, endOfDirective(Text, startOfDirective(
                                  Text, SM.getFileOffset(S.End))));
    if (S.What == Directive::MacroChange) {
      StringRef Line = Text.slice(D.Begin, D.End).drop_front().ltrim();
      if (Line.consume_front("pragma")) {
        Line = Line.ltrim();
        if (Line.consume_front("once") ||
            (Line.consume_front("GCC") &&
             Line.ltrim().starts_with("system_header")))
          D.What = Directive::Dropped;
      }
    }
    Found->second.Directives.push_back(D);
  }
  for (auto &[ID, F] : Files) {
    auto &List = F.Directives;
    // An entered include was logged twice; "entered" sorts first and wins. So
    // does an inactive stretch over the conditional that it begins with.
    std::stable_sort(List.begin(), List.end(), [](auto &A, auto &B) {
      if (A.Begin != B.Begin)
        return A.Begin < B.Begin;
      auto Wins = [](auto &D) {
        return D.What == Directive::WrittenInclude ||
               D.What == Directive::Inactive;
      };
      return Wins(A) > Wins(B);
    });
    List.erase(std::unique(List.begin(), List.end(),
                           [](auto &A, auto &B) { return A.Begin == B.Begin; }),
               List.end());
    StringRef Text = SM.getBufferData(ID);
    for (Directive &D : List)
      if (D.What == Directive::WrittenInclude)
        D.End = endOfDirective(Text, D.Begin);
  }
}

const std::vector<Directive> &PreprocessorLog::directives(FileID File) const {
  return Files.find(File)->second.Directives;
}

std::pair<FileID, unsigned> PreprocessorLog::includedAt(FileID File) const {
  const auto &F = Files.find(File)->second;
  return {F.IncludedBy, F.IncludedAt};
}

const MacroName *PreprocessorLog::macro(StringRef Name) const {
  auto Found = Macros.find(Name);
  return Found == Macros.end() ? nullptr : &Found->second;
}

} // namespace ferry
