//===- Invocation.h - what ferry-precompile was asked to do -----------------===//
#ifndef FERRY_TOOL_INVOCATION_H
#define FERRY_TOOL_INVOCATION_H

#include "analysis/PollPlacement.h"
#include "diag/Diagnostics.h"
#include <string>
#include <vector>

namespace ferry {

struct Invocation {
  enum What { Write, Emit, Explain, Droppable, Summary, Report } Do = Write;
  std::string Source, Output, Facts, CommandFile, Digest, Target, Unit;
  PollMode Polls = PollMode::Auto;
  DiagnosticOptions Levels;
  bool WarningsAreErrors = false, NoWarnings = false;
  unsigned Drop = 0; ///< Omission's number, for the tests
  std::vector<std::string> CompilerOptions;

  /// False with a message on standard error.
  bool parse(int Count, char **Arguments);
};

/// The command line for Clang's driver: the user's options without those that
/// Clang does not know or that say where output goes.
std::vector<std::string> clangCommand(const Invocation &I);

/// Everything behind the command line. The exit code: 0, 1, 2.
int precompile(const Invocation &I);

} // namespace ferry
#endif
