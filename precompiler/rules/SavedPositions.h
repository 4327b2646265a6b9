//===- SavedPositions.h - setjmp, and the way back to it --------------------===//
///
/// \file
/// The runtime has to know which frame and which call of setjmp a jmp_buf leads to:
///
/// \code
///   setjmp(env)  =>  (fr->t = t, fr->site = &sites[2],
///                     j1 = setjmp(__ferry_save(env, fr)),
///                     j1 ? (void)0 : __ferry_saved(), j1)
/// \endcode
///
/// In the re-entry form each site that is arrived at calls setjmp once more, for the
/// jmp_bufs that lead to this frame. A longjmp then ends there, in the scope in which
/// all locals of the frame have been bound, and goes to the user's call by a jump to
/// the statement that it is in and from there forward, as a restore does. The locals
/// come out of the record, as C has lost those that changed since setjmp: they were
/// loaded after it, whatever the program did.
///
/// \code
///   at == 3 ? (arrive, ({ struct __jmp_buf_tag *b = __ferry_save_again(fr, 2);
///                         if (b && (j1 = setjmp(b))) { at = 2; goto __ferry_to_2; } }),
///              ...
///   __ferry_to_2:; if (!at || at == 2) { if ((at == 2 ? (land, j1) : ...)) ... }
/// \endcode
///
/// Rejected: to call setjmp again at the user's call, on the way forward; it may stand
/// behind the site in the text, and block scopes between would start anew.
/// Tests: test/Rewrite/setjmp.c.
//===----------------------------------------------------------------------===//
#ifndef FERRY_RULES_SAVEDPOSITIONS_H
#define FERRY_RULES_SAVEDPOSITIONS_H

#include "rules/Form.h"

namespace ferry {

void dressSetjmp(Form &F, const Item &I);

/// Goes behind what Form::Arrive gives: ", ({ ... })" for each setjmp of the function.
std::string saveAgain(const Form &F, const Site &From);

/// Labels for in front of a statement: of the calls of setjmp in it, but not in a
/// statement inside of it.
std::string landings(const Form &F, const clang::Stmt *S);

} // namespace ferry
#endif
