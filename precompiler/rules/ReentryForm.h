//===- ReentryForm.h - the form that a restore enters -----------------------===//
///
/// \file
/// A second copy of the function, entered only by a restore, that goes forward to
/// the site its record is at and then on as the program would have:
///
/// \code
///   static double __ferry_re_solve(void *__ferry_place) {
///     struct __ferry_frame_solve *__ferry_fr = ...;
///     unsigned __ferry_at = __ferry_fr->site->number;
///     struct grid *g = 0; int iters = 0;   // parameters are locals
/// \endcode
///
/// It stands behind a line marker with the system-header flag: debuggers show the
/// user's lines, and no warning is said twice. Not marked cold: a restored
/// program may spend its whole life here. Tests: test/Rewrite/reentry-form.
//===----------------------------------------------------------------------===//
#ifndef FERRY_RULES_REENTRYFORM_H
#define FERRY_RULES_REENTRYFORM_H

#include "rules/Form.h"

namespace ferry {

/// Edits the whole definition, \p Whole; \p Scratch declares temporaries. The
/// body was rewritten before.
void writeReentryForm(Form &F, TokenRange Whole, llvm::StringRef Scratch);

} // namespace ferry
#endif
