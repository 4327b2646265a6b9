//===- ShownDiagnostics.cpp - what the user sees ----------------------------===//
#include "tool/ShownDiagnostics.h"
#include "clang/Basic/DiagnosticIDs.h"
#include "clang/Basic/SourceManager.h"
#include "clang/Basic/Version.h"

using namespace clang;

namespace ferry {

ShownDiagnostics::ShownDiagnostics(const Invocation &I, llvm::raw_ostream &Out,
                                   clang::DiagnosticOptions &Options)
    : Options(Options), Printer(Out,
#if CLANG_VERSION_MAJOR >= 21
                                Options
#else
                                &Options
#endif
                                ),
      I(I) {
}

void ShownDiagnostics::HandleDiagnostic(DiagnosticsEngine::Level Level,
                                        const Diagnostic &Info) {
  bool Ours = Info.getID() >= diag::DIAG_UPPER_LIMIT;
  if (Level == DiagnosticsEngine::Note) {
    if (LastShown)
      printNote(Info);
    return;
  }
  if (Level < DiagnosticsEngine::Error) {
    LastShown = Ours && !I.NoWarnings;
    if (LastShown && I.WarningsAreErrors) {
      Level = DiagnosticsEngine::Error;
      ++FerryErrors;
    }
  } else {
    LastShown = true;
  }
  DiagnosticConsumer::HandleDiagnostic(Level, Info);
  if (LastShown)
    Printer.HandleDiagnostic(Level, Info);
}

/// One at a place of another source has no line to show (Diagnostics::report).
void ShownDiagnostics::printNote(const Diagnostic &Info) {
  bool Before = Options.ShowCarets;
  if (Info.hasSourceManager() && Info.getLocation().isValid()) {
    const SourceManager &SM = Info.getSourceManager();
    FileID File = SM.getFileID(SM.getFileLoc(Info.getLocation()));
    Options.ShowCarets &= SM.getFileEntryRefForID(File).has_value();
  }
  Printer.HandleDiagnostic(DiagnosticsEngine::Note, Info);
  Options.ShowCarets = Before;
}

} // namespace ferry
