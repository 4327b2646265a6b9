//===- ReentryStatements.h - forward to the site, statement by statement ----===//
///
/// \file
/// Statements of the re-entry form. While `__ferry_at` is not 0 control is on its
/// way forward to that site: what has no part in the way is skipped, conditions
/// on the way are forced, loops are entered at their head, and a switch body at
/// its top. Once it is 0 everything runs as written.
///
/// \code
///   run of statements    if (!at) { run }
///   S with sites         if (!at || IN(S)) { S' }
///   if (c) A else B      if (IN(A) || (!IN(B) && (c'))) A' else B'
///   while (c) B          while (IN(B) || (c')) { B' at = 0; }
///   for (i; c; n) B      for (i'; IN(B,n) || (c'); n') { B' }
///   switch (e) B         { if (IN(B)) goto into; switch (e') { into:; B' } }
///   L: S, case v: S      the label stays in front of the guard
/// \endcode
///
/// The guards of a statement and those inside it say the same thing twice; the
/// compiler merges them, since IN(inner) implies IN(outer).
/// Rejected: jumping to the site: DESIGN section 5, docs/design/0002.
/// Tests: test/Rewrite/reentry-statements.
//===----------------------------------------------------------------------===//
#ifndef FERRY_RULES_REENTRYSTATEMENTS_H
#define FERRY_RULES_REENTRYSTATEMENTS_H

#include "rules/Form.h"

namespace ferry {

/// Edits everything inside the function's braces.
void rewriteReentryBody(Form &F);

/// The block of a statement expression.
void rewriteReentryBlock(Form &F, const clang::CompoundStmt &Block);

} // namespace ferry
#endif
