//===- Refusals.h - what cannot be rewritten --------------------------------===//
///
/// \file
/// Walks a capturable function before anything is planned and refuses, with a
/// location and a remedy, whatever the rules do not understand. Every statement
/// and expression class that passes is named in Refusals.cpp; the default case of
/// each switch refuses. The same code in a function that cannot be on the stack
/// at a poll is left alone.
///
/// Types of live locals are checked later, when it is known which are live
/// (rules/FrameRecords).
//===----------------------------------------------------------------------===//
#ifndef FERRY_ANALYSIS_REFUSALS_H
#define FERRY_ANALYSIS_REFUSALS_H

namespace clang {
class FunctionDecl;
}

namespace ferry {

class Diagnostics;
class ProgramFacts;

/// Returns whether \p Function was refused. Reports why if \p Diags is there.
bool refuses(const clang::FunctionDecl &Function, const ProgramFacts &Facts,
             Diagnostics *Diags);

} // namespace ferry
#endif
