//===- RewriteFunction.h - the three forms of a capturable function ---------===//
///
/// \file
/// The door to the core of the precompiler: plans one capturable function
/// (analysis/FunctionPlan.h) and writes its internal, external and re-entry form
/// and its tables. docs/design/0002-rewriting.md is the specification;
/// docs/GeneratedCode.md walks through one output.
///
/// \code
///   FunctionRewriter Rewriter(Context, Text, Facts, Types, Tables, Diags, "heat.c",
///                             Omit);
///   for (each capturable definition F in the user's files)
///     if (auto R = Rewriter.rewrite(F, Base))   // else: refused, and reported
///       ... R->Before, R->Text in place of the definition, R->After; R->Tables
///           at the end of the file
/// \endcode
///
/// Rejected: one visitor that decides and writes. Everything that is decided is
/// in the FunctionPlan, which can be printed and verified; rules read it only.
//===----------------------------------------------------------------------===//
#ifndef FERRY_RULES_REWRITEFUNCTION_H
#define FERRY_RULES_REWRITEFUNCTION_H

#include "llvm/ADT/StringRef.h"
#include <functional>
#include <memory>
#include <optional>
#include <string>

namespace clang {
class ASTContext;
class CallExpr;
class Decl;
class FunctionDecl;
} // namespace clang

namespace ferry {

class Diagnostics;
class Edits;
class Omission;
class ProgramFacts;
class TokenText;
class TypeTables;
class UnitTables;

struct RewrittenFunction {
  std::string Before; ///< Whole lines for in front of the definition.
  /// The internal form, laid out as the user's definition was and with the same
  /// number of lines. Stands for the tokens from
  /// TokenText::declarationStart(first token) to the closing brace.
  std::string Text;
  std::string After;  ///< Whole lines for behind it; end in the user's file.
  std::string Tables; ///< Whole lines for the end of the file.
  /// The function's entry in the unit's table of functions:
  /// "&__ferry_function_solve".
  std::string Entry;
  /// A condition for that, of a weak one; else empty.
  std::string OnlyIf;
};

class FunctionRewriter {
public:
  /// \p Unit is the unit's name (docs/design/0004). \p IsLengthened: arrays that
  /// have got one element more. \p Wanted: what is done in front of a call, also when it is
  /// entered again; may be empty.
  FunctionRewriter(const clang::ASTContext &Context, const TokenText &Text,
                   const ProgramFacts &Facts, TypeTables &Types,
                   UnitTables &Tables, Diagnostics &Diags, llvm::StringRef Unit,
                   Omission &Omit,
                   std::function<bool(const clang::Decl &)> IsLengthened,
                   std::function<std::string(const clang::CallExpr &)> Wanted);
  ~FunctionRewriter();

  /// \p Definition must be capturable. \p Base holds the edits that all forms
  /// need (renamed statics, literals, allocations). None when the function was
  /// refused; the reasons were reported.
  std::optional<RewrittenFunction>
  rewrite(const clang::FunctionDecl &Definition, const Edits &Base);

  /// The forms of one more name of a function, all in Tables; none when what is called
  /// by it runs in its external form.
  std::optional<RewrittenFunction> alias(const clang::FunctionDecl &Alias);

  /// For --explain, any definition: whether it is capturable and why, its sites
  /// and the locals that live at each. Reports nothing.
  std::string explain(const clang::FunctionDecl &Definition);

private:
  struct Impl;
  std::unique_ptr<Impl> I;
};

} // namespace ferry
#endif
