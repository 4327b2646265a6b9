//===- Report.h - will this unit migrate? -----------------------------------===//
///
/// \file
/// What --report writes: every diagnostic of a unit as data, with the function it
/// stands in and why that function can be on the stack at a poll. One JSON object;
/// docs/Doctor.md has its fields. ferry-cc --ferry-report puts those of all sources
/// together.
///
/// What is wrong and what to do about it are the two halves of a diagnostic's text,
/// before and behind its last "; " (diag/Diagnostics.def).
//===----------------------------------------------------------------------===//
#ifndef FERRY_TOOL_REPORT_H
#define FERRY_TOOL_REPORT_H

#include "clang/Basic/Diagnostic.h"
#include "llvm/Support/JSON.h"
#include <string>
#include <vector>

namespace clang {
class ASTContext;
class FunctionDecl;
} // namespace clang

namespace ferry {

class ProgramFacts;
struct UnitSummary;

class Report : public clang::DiagnosticConsumer {
public:
  explicit Report(llvm::StringRef Source) : Source(Source.str()) {}

  /// Where functions stand in what is read now; before any diagnostic of Ferry's.
  void setFunctions(const clang::ASTContext &Context);
  /// What the unit defines, as the user wrote it.
  void addFunctions(const clang::ASTContext &Context, const ProgramFacts &Facts,
                    const UnitSummary &Summary);
  /// The unions that keep a record of what was written last (analysis/UnionRecords.h),
  /// and those that would have to, and can't.
  void addUnions(const clang::ASTContext &Context, const ProgramFacts &Facts);

  /// The next file has other declarations.
  void EndSourceFile() override { Known.clear(); }
  void HandleDiagnostic(clang::DiagnosticsEngine::Level Level,
                        const clang::Diagnostic &Info) override;

  std::string json() const;

private:
  std::string functionAt(clang::SourceLocation Where,
                         const clang::SourceManager &SM) const;

  std::string Source;
  std::vector<const clang::FunctionDecl *> Known;
  llvm::json::Array Functions, Unions, Findings, Elsewhere;
  bool LastKept = false;
};

} // namespace ferry
#endif
