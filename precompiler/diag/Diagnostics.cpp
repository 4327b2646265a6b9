//===- Diagnostics.cpp - say what Ferry finds in the user's program ---------===//
#include "diag/Diagnostics.h"
#include "clang/Basic/DiagnosticIDs.h"
#include "clang/Basic/SourceManager.h"
#include "llvm/Support/MemoryBuffer.h"

using namespace ferry;
using Level = clang::DiagnosticsEngine::Level;

namespace {
enum class Written { Error, Soft, Warning, Note };
struct Entry {
  Written Level;
  llvm::StringRef Flag, Text;
};
const Entry Entries[] = {
#define FERRY_DIAG(Id, Level, Flag, Text) {Written::Level, Flag, Text},
#include "diag/Diagnostics.def"
};
} // namespace

llvm::StringRef ferry::textOf(DiagId Id) {
  return Entries[static_cast<unsigned>(Id)].Text;
}

bool ferry::DiagnosticOptions::apply(llvm::StringRef Option, std::string &Why) {
  llvm::StringRef Flag = Option;
  Wish W = Wish::Warning;
  if (Flag.consume_front("no-error="))
    W = Wish::Warning;
  else if (Flag.consume_front("error="))
    W = Wish::Error;
  else if (Flag.consume_front("no-"))
    W = Wish::Silent;
  else
    W = Wish::Default;
  if (!Flag.consume_front("ferry-")) {
    Why = ("-W" + Option + " names no diagnostic of Ferry").str();
    return false;
  }
  bool Known = false;
  for (const Entry &E : Entries) {
    if (E.Flag != Flag || E.Level == Written::Note)
      continue;
    Known = true;
    if (E.Level == Written::Error && (W == Wish::Silent || W == Wish::Warning)) {
      Why = ("-Wferry-" + Flag + " cannot be lowered: without it a program "
             "could resume wrongly").str();
      return false;
    }
  }
  if (!Known) {
    Why = ("there is no -Wferry-" + Flag).str();
    return false;
  }
  Wishes[Flag.str()] = W;
  return true;
}

Diagnostics::Diagnostics(clang::DiagnosticsEngine &Engine,
                         const DiagnosticOptions &Options)
    : Engine(Engine) {
  for (const Entry &E : Entries) {
    Level L = Level::Error;
    auto Wished = Options.Wishes.find(E.Flag.str());
    auto W = Wished == Options.Wishes.end() ? DiagnosticOptions::Wish::Default
                                            : Wished->second;
    if (E.Level == Written::Note)
      L = Level::Note;
    else if (W == DiagnosticOptions::Wish::Silent)
      L = Level::Ignored;
    else if (W == DiagnosticOptions::Wish::Warning)
      L = Level::Warning;
    else if (W == DiagnosticOptions::Wish::Default && E.Level == Written::Warning)
      L = Level::Warning;
    std::string Text = E.Text.str();
    if (L != Level::Note)
      Text += (" [-Wferry-" + E.Flag + "]").str();
    Levels.push_back(L);
    ClangIds.push_back(Engine.getDiagnosticIDs()->getCustomDiagID(
        static_cast<clang::DiagnosticIDs::Level>(L), Text));
  }
}

clang::DiagnosticBuilder Diagnostics::report(clang::SourceLocation Location,
                                             DiagId Id) {
  return Engine.Report(Location, ClangIds[static_cast<unsigned>(Id)]);
}

/// In a buffer with nothing but room up to the column, where a #line says the rest.
clang::DiagnosticBuilder Diagnostics::report(const Place &Where, DiagId Id) {
  if (Where.empty())
    return report(clang::SourceLocation(), Id);
  clang::SourceManager &SM = Engine.getSourceManager();
  std::string Text = "\n" + std::string(Where.Column, ' ');
  clang::SourceLocation Start = SM.getLocForStartOfFile(
      SM.createFileID(llvm::MemoryBuffer::getMemBufferCopy(Text, Where.File)));
  SM.AddLineNote(Start, Where.Line, SM.getLineTableFilenameID(Where.File),
                 /*IsFileEntry=*/false, /*IsFileExit=*/false, clang::SrcMgr::C_User);
  return report(Start.getLocWithOffset(Where.Column), Id);
}

bool Diagnostics::isError(DiagId Id) const {
  return Levels[static_cast<unsigned>(Id)] >= Level::Error;
}
