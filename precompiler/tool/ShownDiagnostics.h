//===- ShownDiagnostics.h - what the user sees ------------------*- C++ -*-===//
#ifndef FERRY_TOOL_SHOWNDIAGNOSTICS_H
#define FERRY_TOOL_SHOWNDIAGNOSTICS_H

#include "tool/Invocation.h"
#include "clang/Frontend/TextDiagnosticPrinter.h"

namespace ferry {

/// Shows Ferry's diagnostics and Clang's errors.
class ShownDiagnostics : public clang::DiagnosticConsumer {
public:
  ShownDiagnostics(const Invocation &I, llvm::raw_ostream &Out,
                   clang::DiagnosticOptions &Options);

  unsigned FerryErrors = 0; ///< warnings that became errors

  void BeginSourceFile(const clang::LangOptions &L, const clang::Preprocessor *PP) override {
    Printer.BeginSourceFile(L, PP);
  }
  void EndSourceFile() override { Printer.EndSourceFile(); }
  void HandleDiagnostic(clang::DiagnosticsEngine::Level Level,
                        const clang::Diagnostic &Info) override;

private:
  void printNote(const clang::Diagnostic &Info);

  clang::DiagnosticOptions &Options;
  clang::TextDiagnosticPrinter Printer;
  const Invocation &I;
  bool LastShown = true;
};

} // namespace ferry
#endif
