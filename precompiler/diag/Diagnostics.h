//===- Diagnostics.h - say what Ferry finds in the user's program -----------===//
///
/// \file
/// Ferry's own diagnostics over Clang's engine, so that they look like the
/// compiler's: `heat.c:22:7: error: ... [-Wferry-union]`. The list is
/// Diagnostics.def; nobody makes up a diagnostic elsewhere.
///
/// \code
///   Diags.report(Loc, DiagId::UnionType) << What << Type;
/// \endcode
///
/// An error here means: no output. A diagnostic that the user silenced is
/// counted as Ignored by the engine and prints nothing.
///
//===----------------------------------------------------------------------===//
#ifndef FERRY_DIAG_DIAGNOSTICS_H
#define FERRY_DIAG_DIAGNOSTICS_H

#include "diag/Places.h"
#include "clang/Basic/Diagnostic.h"
#include "llvm/ADT/StringRef.h"
#include <map>
#include <string>
#include <vector>

namespace ferry {

enum class DiagId : unsigned {
#define FERRY_DIAG(Id, Level, Flag, Text) Id,
#include "diag/Diagnostics.def"
};

/// As it stands in Diagnostics.def.
llvm::StringRef textOf(DiagId Id);

/// What the user said with -W..., before there is an engine.
class DiagnosticOptions {
public:
  /// \p Option without "-W": "no-ferry-union", "error=ferry-union",
  /// "no-error=ferry-union", "ferry-union", "error". False when it names no
  /// flag of ours, or lowers an error that cannot be lowered (then \p Why).
  bool apply(llvm::StringRef Option, std::string &Why);

private:
  friend class Diagnostics;
  enum class Wish { Default, Silent, Warning, Error };
  std::map<std::string, Wish> Wishes;
};

class Diagnostics {
public:
  Diagnostics(clang::DiagnosticsEngine &Engine, const DiagnosticOptions &Options);

  clang::DiagnosticBuilder report(clang::SourceLocation Location, DiagId Id);
  /// At a place whose text need not be there: of another source, say.
  clang::DiagnosticBuilder report(const Place &Where, DiagId Id);
  /// Would report() say something, and would that be an error?
  bool isError(DiagId Id) const;
  /// An error of Ferry's or of Clang's was reported.
  bool hasErrors() const { return Engine.hasErrorOccurred(); }
  clang::DiagnosticsEngine &engine() { return Engine; }

private:
  clang::DiagnosticsEngine &Engine;
  std::vector<clang::DiagnosticsEngine::Level> Levels;
  std::vector<unsigned> ClangIds;
};

} // namespace ferry
#endif
